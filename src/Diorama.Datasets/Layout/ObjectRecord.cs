namespace Diorama.Datasets.Layout;

/// <summary>Record of an object in one image; labels that were not requested are absent.</summary>
public sealed record ObjectRecord {
    /// <summary>Id of the object, as in the instance label.</summary>
    public required int Id { get; init; }
    public required string Name { get; init; }
    /// <summary>Id of the class; 0 is no class.</summary>
    public required int ClassId { get; init; }
    public string? Class { get; init; }
    /// <summary>Id of the object's asset.</summary>
    public string? Asset { get; init; }
    /// <summary>Names of the parts, in the order of their ids in the part label.</summary>
    public IReadOnlyList<string>? Parts { get; init; }
    public int? VisiblePixels { get; init; }
    public int? AmodalPixels { get; init; }
    public float? VisibleFraction { get; init; }
    /// <summary>Box around the visible pixels, [x0, y0, x1, y1] on the continuous image plane.</summary>
    public int[]? VisibleBox { get; init; }
    public int[]? AmodalBox { get; init; }
    public int[]? AmodalBoxUntruncated { get; init; }
    public bool? Truncated { get; init; }
    /// <summary>True if the object bends or its parts move relative to each other over time; absent otherwise.</summary>
    public bool? Deforms { get; init; }
    public OrientedBoxRecord? OrientedBox { get; init; }
    /// <summary>Transform from the object to the camera as a 3×4 matrix, scale included.</summary>
    public float[][]? CameraFromObject { get; init; }
    public float[]? RotationWxyz { get; init; }
    public float[]? Translation { get; init; }
    public float[]? Scale { get; init; }
    public IReadOnlyList<KeypointRecord>? Keypoints { get; init; }
    /// <summary>Pairs of keypoints, by name, that a line joins; absent if there are none.</summary>
    public IReadOnlyList<string[]>? Skeleton { get; init; }
    public MaskRecord? VisibleMask { get; init; }
    public MaskRecord? AmodalMask { get; init; }
}

/// <summary>A box aligned with the object's axes; world space, metres.</summary>
/// <param name="Centre">Centre of the box in world space, metres.</param>
/// <param name="Size">Size along the object's axes, metres.</param>
/// <param name="Corners">Corners in world space; corner k is at the upper end of x if k has bit 0, of y if bit 1, of z if bit 2.</param>
public sealed record OrientedBoxRecord(float[] Centre, float[] Size, float[][] Corners);

/// <summary>A keypoint in an image. Image coordinates and depth are null where the lens does not image the point.</summary>
/// <param name="Name">Name of the keypoint, unique within the object.</param>
/// <param name="Position">Position in world space, metres.</param>
/// <param name="Pixel">Position on the continuous image plane, pixels.</param>
/// <param name="DepthZ">Depth along the optical axis, metres.</param>
/// <param name="Visibility">Visibility: 0 outside the image, 1 hidden, 2 visible.</param>
public sealed record KeypointRecord(string Name, float[] Position, float?[] Pixel, float? DepthZ, int Visibility);

/// <summary>A mask as COCO's compressed run lengths.</summary>
/// <param name="Size">Size as [height, width].</param>
/// <param name="Counts">Compressed run lengths, see <see cref="RunLengths"/>.</param>
public sealed record MaskRecord(int[] Size, string Counts);
