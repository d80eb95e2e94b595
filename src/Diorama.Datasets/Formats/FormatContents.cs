namespace Diorama.Datasets.Formats;

/// <summary>What a format says of an image, and its reader gives back.</summary>
[Flags]
public enum FormatContents {
    None = 0,
    /// <summary>The picture, when the dataset has pictures.</summary>
    Picture = 1 << 0,
    /// <summary>The extent of what is seen.</summary>
    VisibleBoxes = 1 << 1,
    /// <summary>The extent within the image if nothing stood in front.</summary>
    AmodalBoxes = 1 << 2,
    /// <summary>The pixels of each object.</summary>
    Masks = 1 << 3,
    Keypoints = 1 << 4,
    /// <summary>Four corners in the image.</summary>
    OrientedBoxes = 1 << 5,
    /// <summary>Boxes in camera space that stand upright in it.</summary>
    CameraBoxes = 1 << 6,
    /// <summary>Rotation and translation of objects to the camera.</summary>
    Poses = 1 << 7,
    /// <summary>The class of every pixel, structure too.</summary>
    Classes = 1 << 8,
    DepthZ = 1 << 9,
    Distance = 1 << 10,
    /// <summary>Camera space.</summary>
    Normals = 1 << 11,
    FlowForward = 1 << 12,
    FlowBackward = 1 << 13,
    /// <summary>Of the left image of a pair, or of both.</summary>
    Disparity = 1 << 14,
    /// <summary>Focal lengths and principal point.</summary>
    Intrinsics = 1 << 15,
    /// <summary>Where the camera stands in the world.</summary>
    CameraPose = 1 << 16,
    VisibleFractions = 1 << 17,
    /// <summary>Linear, when the dataset has it.</summary>
    Radiance = 1 << 18,
}

/// <summary>Largest differences between what a format was given and what its reader gives back; 0 is exact.</summary>
/// <param name="Box">Pixels, of corners of boxes.</param>
/// <param name="Point">Pixels, of keypoints and corners of oriented boxes.</param>
/// <param name="Metres">Of depth, distance, translations and boxes in camera space.</param>
/// <param name="MaximumMetres">Depth beyond this is not held.</param>
/// <param name="Flow">Pixels.</param>
/// <param name="Disparity">Pixels.</param>
/// <param name="Direction">Of components of normals and rotations.</param>
/// <param name="Fraction">Of shares.</param>
public sealed record FormatPrecision(
    double Box = 0, double Point = 1e-3, double Metres = 1e-5, double MaximumMetres = double.PositiveInfinity, double Flow = 0,
        double Disparity = 1e-3, double Direction = 1e-5, double Fraction = 1e-5);
