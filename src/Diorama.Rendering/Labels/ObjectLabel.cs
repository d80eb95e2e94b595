using System.Numerics;
using Diorama.Core.Spaces;

namespace Diorama.Rendering.Labels;

/// <summary>
/// What is known of one object in one image. Every object of the scene has one, seen or not: Id is its place + 1. What was not
/// asked for is null.
/// </summary>
public sealed class ObjectLabel {
    public required int Id { get; init; }
    public required string Name { get; init; }
    public required int ClassId { get; init; }
    public int? VisiblePixels { get; internal set; }
    /// <summary>Pixels of the amodal mask, within the image.</summary>
    public int? AmodalPixels { get; internal set; }
    /// <summary>VisiblePixels / AmodalPixels; 0 where the object has no pixel.</summary>
    public float? VisibleFraction { get; internal set; }
    /// <summary>The extent of the visible pixels.</summary>
    public PixelBox? VisibleBox { get; internal set; }
    /// <summary>The extent of the amodal mask; without amodal masks, the untruncated box clipped to the image.</summary>
    public PixelBox? AmodalBox { get; internal set; }
    /// <summary>The extent of the whole object through the lens, beyond the image too.</summary>
    public PixelBox? AmodalBoxUntruncated { get; internal set; }
    /// <summary>Whether a part of the object lies outside of the image.</summary>
    public bool? Truncated { get; internal set; }
    /// <summary>Null also for an object without any vertex, and for one without a frame.</summary>
    public OrientedBox? OrientedBox { get; internal set; }
    /// <summary>Null also for an object without a frame (<see cref="Scenes.SceneObject.HasFrame"/>).</summary>
    public ObjectPose? Pose { get; internal set; }
    public IReadOnlyList<KeypointLabel>? Keypoints { get; internal set; }
}

/// <summary>
/// Where an object stands as seen from the camera (OpenCV axes) at the frame time: cameraFromObject = translate · rotate · scale.
/// </summary>
/// <param name="CameraFromObject">The whole map.</param>
/// <param name="Rotation">Rotation alone; of a sheared object, the nearest that keeps Z and the plane of Z and Y.</param>
/// <param name="Scale">Lengths of the object's axes; X is negative when the object is mirrored.</param>
/// <param name="Translation">The object's origin, metres.</param>
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

/// <summary>Whether a keypoint is seen, by COCO's numbers.</summary>
public enum KeypointState {
    /// <summary>Not within the image; the pixel says where the lens would put it, NaN where it cannot.</summary>
    Outside = 0,
    Hidden = 1,
    Visible = 2,
}

/// <summary>A named point of an object in the image.</summary>
/// <param name="Name">As given on the node.</param>
/// <param name="Position">World space, metres.</param>
/// <param name="Pixel">Continuous image point.</param>
/// <param name="DepthZ">Z in camera space, metres.</param>
/// <param name="State">Whether it is seen.</param>
public readonly record struct KeypointLabel(string Name, Vector3 Position, Vector2 Pixel, float DepthZ, KeypointState State);
