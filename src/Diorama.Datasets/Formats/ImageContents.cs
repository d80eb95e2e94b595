using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Datasets.Formats;

/// <summary>
/// Data of one image as read from a format's files, in Diorama's conventions; properties are null for what the format does not hold.
/// </summary>
public sealed record ImageContents {
    /// <summary>Name of the image in the format's files; see <see cref="DatasetFormat.NameOf"/>.</summary>
    public required string Name { get; init; }
    /// <summary>Split of the image; empty if the dataset is not split.</summary>
    public string Split { get; init; } = "";
    /// <summary>Path of the picture according to the files; the picture may be missing in datasets of labels alone.</summary>
    public string? PicturePath { get; init; }
    /// <summary>The picture itself, in place of <see cref="PicturePath"/>, if it is stored inside another file.</summary>
    public Image<Rgb8>? Picture { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
    /// <summary>Objects of the image, in the order of the files.</summary>
    public IReadOnlyList<ObjectContents>? Objects { get; init; }
    /// <summary>Class of each pixel, as an index into <see cref="ClassNames"/>.</summary>
    public Image<uint>? Classes { get; init; }
    /// <summary>Class names by the values of <see cref="Classes"/>; null for values without a meaning.</summary>
    public IReadOnlyList<string?>? ClassNames { get; init; }
    /// <summary>Depth along the optical axis, metres; NaN where the format holds none.</summary>
    public Image<float>? DepthZ { get; init; }
    /// <summary>Distance from the camera centre, metres; NaN where the format holds none.</summary>
    public Image<float>? Distance { get; init; }
    /// <summary>Unit surface normals in camera space; 0 where the format holds none.</summary>
    public Image<Vector3>? Normals { get; init; }
    /// <summary>Optical flow to the next frame, pixels; NaN where the format holds none.</summary>
    public Image<Vector2>? FlowForward { get; init; }
    /// <summary>Optical flow to the previous frame, pixels; NaN where the format holds none.</summary>
    public Image<Vector2>? FlowBackward { get; init; }
    /// <summary>Radiance, W·sr⁻¹·m⁻², linear Rec.709, unclipped.</summary>
    public Image<Vector3>? Radiance { get; init; }
    /// <summary>Stereo disparity, pixels; NaN where the format holds none.</summary>
    public Image<float>? Disparity { get; init; }
    /// <summary>Intrinsics fx, fy, cx, cy in pixels; pixel centres at +0.5.</summary>
    public double[]? Intrinsics { get; init; }
    /// <summary>Pose of the camera in the world: a 3×4 matrix as 12 numbers, row by row, metres.</summary>
    public double[]? WorldFromCamera { get; init; }
}

/// <summary>Data of one object as read from a format's files; properties are null for what the format does not hold.</summary>
public sealed record ObjectContents {
    /// <summary>Name of the object's class as the format spells it.</summary>
    public required string Class { get; init; }
    /// <summary>Box around the visible pixels, [x0, y0, x1, y1] on the continuous image plane.</summary>
    public double[]? VisibleBox { get; init; }
    public double[]? AmodalBox { get; init; }
    /// <summary>Mask of the object's pixels: 1 inside, 0 outside.</summary>
    public Image<byte>? Mask { get; init; }
    /// <summary>Keypoints: x, y, visibility (0 not in the image, 1 hidden, 2 visible) for each keypoint of the class.</summary>
    public double[]? Keypoints { get; init; }
    /// <summary>Oriented box in the image: x, y of its four corners, going around it.</summary>
    public double[]? OrientedBox { get; init; }
    /// <summary>3D box: eight corners in camera space, metres.</summary>
    public Vector3[]? CameraBox { get; init; }
    /// <summary>
    /// Pose of the object relative to the camera: rotation and translation without scale, a 3×4 matrix as 12 numbers, row by row, metres.
    /// </summary>
    public double[]? CameraFromObject { get; init; }
    public double? VisibleFraction { get; init; }
}
