namespace Diorama.Datasets.Layout;

/// <summary>What is known of an object in one image; what was not asked for is absent.</summary>
public sealed record ObjectRecord {
    /// <summary>Its number in the instance label.</summary>
    public required int Id { get; init; }
    public required string Name { get; init; }
    /// <summary>0 is no class.</summary>
    public required int ClassId { get; init; }
    public string? Class { get; init; }
    /// <summary>Id of the asset that it shows.</summary>
    public string? Asset { get; init; }
    /// <summary>Names of the ids of the part label.</summary>
    public IReadOnlyList<string>? Parts { get; init; }
    public int? VisiblePixels { get; init; }
    public int? AmodalPixels { get; init; }
    public float? VisibleFraction { get; init; }
    /// <summary>[x0, y0, x1, y1] on the continuous image plane.</summary>
    public int[]? VisibleBox { get; init; }
    public int[]? AmodalBox { get; init; }
    public int[]? AmodalBoxUntruncated { get; init; }
    public bool? Truncated { get; init; }
    /// <summary>True when it bends or its parts move against one another over time; absent otherwise.</summary>
    public bool? Deforms { get; init; }
    public OrientedBoxRecord? OrientedBox { get; init; }
    /// <summary>3×4, scale included.</summary>
    public float[][]? CameraFromObject { get; init; }
    public float[]? RotationWxyz { get; init; }
    public float[]? Translation { get; init; }
    public float[]? Scale { get; init; }
    public IReadOnlyList<KeypointRecord>? Keypoints { get; init; }
    public MaskRecord? VisibleMask { get; init; }
    public MaskRecord? AmodalMask { get; init; }
}

/// <summary>A box along the object's axes; world space, metres.</summary>
/// <param name="Centre">World.</param>
/// <param name="Size">Along the object's axes.</param>
/// <param name="Corners">World; corner k is at the upper end of x where k has bit 0, of y where bit 1, of z where bit 2.</param>
public sealed record OrientedBoxRecord(float[] Centre, float[] Size, float[][] Corners);

/// <summary>A keypoint. Numbers are null where the lens has no image of it.</summary>
/// <param name="Name">Unique within the object.</param>
/// <param name="Position">World, metres.</param>
/// <param name="Pixel">Continuous image plane.</param>
/// <param name="DepthZ">Metres.</param>
/// <param name="Visibility">0 outside of the image, 1 hidden, 2 visible.</param>
public sealed record KeypointRecord(string Name, float[] Position, float?[] Pixel, float? DepthZ, int Visibility);

/// <summary>A mask as COCO's compressed run lengths.</summary>
/// <param name="Size">[height, width].</param>
/// <param name="Counts">See <see cref="RunLengths"/>.</param>
public sealed record MaskRecord(int[] Size, string Counts);
