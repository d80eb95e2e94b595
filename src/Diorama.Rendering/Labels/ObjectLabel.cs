using System.Numerics;
using Diorama.Core.Spaces;

namespace Diorama.Rendering.Labels;

/// <summary>
/// Labels of one object in one image. Every object of the scene has them, visible or not; the id is its index + 1. Labels that were not
/// requested are null.
/// </summary>
public sealed class ObjectLabel {
    public required int Id { get; init; }
    public required string Name { get; init; }
    public required int ClassId { get; init; }
    public int? VisiblePixels { get; internal set; }
    /// <summary>Number of pixels of the amodal mask, within the image.</summary>
    public int? AmodalPixels { get; internal set; }
    /// <summary>Fraction of the amodal mask that is visible: VisiblePixels / AmodalPixels; 0 if the object has no pixel.</summary>
    public float? VisibleFraction { get; internal set; }
    /// <summary>Bounding box of the visible pixels.</summary>
    public PixelBox? VisibleBox { get; internal set; }
    /// <summary>Bounding box of the amodal mask; without amodal masks, the untruncated box clipped to the image.</summary>
    public PixelBox? AmodalBox { get; internal set; }
    /// <summary>Bounding box of the whole object as projected by the lens, also beyond the image.</summary>
    public PixelBox? AmodalBoxUntruncated { get; internal set; }
    /// <summary>Whether a part of the object lies outside the image.</summary>
    public bool? Truncated { get; internal set; }
    /// <summary>Oriented 3D box; null also for an object without any vertex, and for one without a frame.</summary>
    public OrientedBox? OrientedBox { get; internal set; }
    /// <summary>Pose of the object; null also for an object without a frame (<see cref="Scenes.SceneObject.HasFrame"/>).</summary>
    public ObjectPose? Pose { get; internal set; }
    public IReadOnlyList<KeypointLabel>? Keypoints { get; internal set; }
}

/// <summary>
/// Pose of an object relative to the camera (OpenCV axes) at the frame time: cameraFromObject = translate · rotate · scale.
/// </summary>
/// <param name="CameraFromObject">Complete transform from object to camera space.</param>
/// <param name="Rotation">Rotation only; for a sheared object, the rotation that keeps the Z axis and the plane of Z and Y.</param>
/// <param name="Scale">Lengths of the object's axes; X is negative if the object is mirrored.</param>
/// <param name="Translation">Position of the object's origin, in metres.</param>
public sealed record ObjectPose(Affine3 CameraFromObject, Quaternion Rotation, Vector3 Scale, Vector3 Translation) {
    internal static ObjectPose Of(in Affine3 m) {
        Vector3 scale = new(m.X.Length(), m.Y.Length(), m.Z.Length());
        if (m.Determinant < 0) scale.X = -scale.X;
        Vector3 z = m.Z / scale.Z, x = Vector3.Normalize(Vector3.Cross(m.Y, z)), y = Vector3.Cross(z, x);
        var rotation = Quaternion.Normalize(Quaternion.CreateFromRotationMatrix(new(
            x.X, x.Y, x.Z, 0, y.X, y.Y, y.Z, 0, z.X, z.Y, z.Z, 0, 0, 0, 0, 1)));
        return new(m, rotation, scale, m.Origin);
    }
}

/// <summary>Visibility of a keypoint, with the numbers of COCO.</summary>
public enum KeypointState {
    /// <summary>Outside the image; the pixel is where the lens would image it, NaN where it cannot.</summary>
    Outside = 0,
    Hidden = 1,
    Visible = 2,
}

/// <summary>A named point of an object in the image.</summary>
/// <param name="Name">Name, as given on the node.</param>
/// <param name="Position">Position in world space, in metres.</param>
/// <param name="Pixel">Continuous image point.</param>
/// <param name="DepthZ">Z in camera space, in metres.</param>
/// <param name="State">Visibility.</param>
public readonly record struct KeypointLabel(string Name, Vector3 Position, Vector2 Pixel, float DepthZ, KeypointState State);
