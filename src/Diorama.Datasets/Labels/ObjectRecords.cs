using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Scenes;

namespace Diorama.Datasets.Labels;

/// <summary>Converts an object's labels to its record.</summary>
public static class ObjectRecords {
    /// <param name="label">Labels of the object in this image.</param>
    /// <param name="frame">Labels of the frame, which supply the masks.</param>
    /// <param name="scene">The same object in the prepared scene.</param>
    /// <param name="classId">Class id as the file numbers classes.</param>
    /// <param name="className">Name of the class; null leaves it out.</param>
    /// <param name="asset">Id of the asset, or null.</param>
    public static ObjectRecord Of(ObjectLabel label, LabelFrame frame, SceneObject scene, int classId, string? className, string? asset) =>
        new() {
        Id = label.Id, Name = label.Name, ClassId = classId, Class = className, Asset = asset,
        Parts = frame.Part is null ? null : [.. scene.PartNames],
        VisiblePixels = label.VisiblePixels, AmodalPixels = label.AmodalPixels, VisibleFraction = label.VisibleFraction,
        VisibleBox = Box(label.VisibleBox), AmodalBox = Box(label.AmodalBox), AmodalBoxUntruncated = Box(label.AmodalBoxUntruncated),
        Truncated = label.Truncated,
        OrientedBox = label.OrientedBox is { } box ? new(Triple(box.Centre), Triple(box.Size), Array.ConvertAll(box.Corners, Triple))
            : null,
        CameraFromObject = label.Pose is { } pose ? Rows(pose.CameraFromObject) : null,
        RotationWxyz = label.Pose is { Rotation: var q } ? [q.W, q.X, q.Y, q.Z] : null,
        Translation = label.Pose is { Translation: var t } ? Triple(t) : null,
        Scale = label.Pose is { Scale: var s } ? Triple(s) : null,
        Keypoints = label.Keypoints is { Count: > 0 } keypoints ? [.. keypoints.Select(k =>
            new KeypointRecord(k.Name, Triple(k.Position), [Number(k.Pixel.X), Number(k.Pixel.Y)], Number(k.DepthZ), (int)k.State))] : null,
        Skeleton = label.Keypoints is { Count: > 0 } && scene.Skeleton.Count > 0 ? [.. scene.Skeleton.Select(l => new[] { l.From, l.To })]
            : null,
        VisibleMask = Mask(frame.VisibleMasks, label.Id), AmodalMask = Mask(frame.AmodalMasks, label.Id),
    };

    /// <summary>Returns the three rows of four numbers of a transform.</summary>
    public static float[][] Rows(in Affine3 m) =>
        [[m.X.X, m.Y.X, m.Z.X, m.Origin.X], [m.X.Y, m.Y.Y, m.Z.Y, m.Origin.Y], [m.X.Z, m.Y.Z, m.Z.Z, m.Origin.Z]];

    private static MaskRecord? Mask(InstanceMasks? masks, int id) =>
        masks is null ? null : new([masks.Height, masks.Width], RunLengths.Compress(RunLengths.Of(masks, id)));

    private static int[]? Box(PixelBox? box) => box is { } b ? [b.X0, b.Y0, b.X1, b.Y1] : null;

    private static float[] Triple(Vector3 v) => [v.X, v.Y, v.Z];

    /// <summary>Converts NaN and infinity, which JSON does not have, to null.</summary>
    private static float? Number(float f) => float.IsFinite(f) ? f : null;
}
