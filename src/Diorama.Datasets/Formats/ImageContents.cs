using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Datasets.Formats;

/// <summary>What the files of a format say of one image, in Diorama's conventions; null is what the format does not hold.</summary>
public sealed record ImageContents {
    /// <summary>As the format's files call it; <see cref="DatasetFormat.NameOf"/>.</summary>
    public required string Name { get; init; }
    /// <summary>Empty when the dataset is not split.</summary>
    public string Split { get; init; } = "";
    /// <summary>Where the files say that the picture is; it may be missing in datasets of labels alone.</summary>
    public string? PicturePath { get; init; }
    /// <summary>In place of <see cref="PicturePath"/> where it is inside of another file.</summary>
    public Image<Rgb8>? Picture { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
    /// <summary>In the order of the files.</summary>
    public IReadOnlyList<ObjectContents>? Objects { get; init; }
    /// <summary>Per pixel a place in <see cref="ClassNames"/>.</summary>
    public Image<uint>? Classes { get; init; }
    /// <summary>By what <see cref="Classes"/> holds; null for numbers that mean nothing is known.</summary>
    public IReadOnlyList<string?>? ClassNames { get; init; }
    /// <summary>Metres; NaN where none is held.</summary>
    public Image<float>? DepthZ { get; init; }
    /// <summary>Metres; NaN where none is held.</summary>
    public Image<float>? Distance { get; init; }
    /// <summary>Camera space, unit; 0 where none is held.</summary>
    public Image<Vector3>? Normals { get; init; }
    /// <summary>Pixels; NaN where none is held.</summary>
    public Image<Vector2>? FlowForward { get; init; }
    /// <summary>Pixels; NaN where none is held.</summary>
    public Image<Vector2>? FlowBackward { get; init; }
    /// <summary>W·sr⁻¹·m⁻², linear Rec.709, unclipped.</summary>
    public Image<Vector3>? Radiance { get; init; }
    /// <summary>Pixels; NaN where none is held.</summary>
    public Image<float>? Disparity { get; init; }
    /// <summary>fx, fy, cx, cy; pixel centres at +0.5.</summary>
    public double[]? Intrinsics { get; init; }
    /// <summary>12 numbers, row by row.</summary>
    public double[]? WorldFromCamera { get; init; }
}

/// <summary>What the files of a format say of one object; null is what the format does not hold.</summary>
public sealed record ObjectContents {
    /// <summary>As the format spells it.</summary>
    public required string Class { get; init; }
    /// <summary>[x0, y0, x1, y1] on the continuous image plane.</summary>
    public double[]? VisibleBox { get; init; }
    public double[]? AmodalBox { get; init; }
    /// <summary>1 inside.</summary>
    public Image<byte>? Mask { get; init; }
    /// <summary>x, y, visibility (0 not in the image, 1 hidden, 2 visible) for each keypoint of the class.</summary>
    public double[]? Keypoints { get; init; }
    /// <summary>x, y of four corners in turn.</summary>
    public double[]? OrientedBox { get; init; }
    /// <summary>Eight corners, camera space, metres.</summary>
    public Vector3[]? CameraBox { get; init; }
    /// <summary>Rotation and translation without scale, 12 numbers, row by row, metres.</summary>
    public double[]? CameraFromObject { get; init; }
    public double? VisibleFraction { get; init; }
}
