namespace Diorama.Datasets.Formats;

/// <summary>Kinds of data that a format holds about an image and that its reader returns.</summary>
[Flags]
public enum FormatContents {
    None = 0,
    /// <summary>The picture, if the dataset has pictures.</summary>
    Picture = 1 << 0,
    /// <summary>Boxes around the visible pixels of objects.</summary>
    VisibleBoxes = 1 << 1,
    /// <summary>Boxes around objects as if nothing stood in front of them, limited to the image.</summary>
    AmodalBoxes = 1 << 2,
    /// <summary>Visible pixels of each object.</summary>
    Masks = 1 << 3,
    Keypoints = 1 << 4,
    /// <summary>Oriented boxes: four corners in the image.</summary>
    OrientedBoxes = 1 << 5,
    /// <summary>3D boxes in camera space that stand upright in it.</summary>
    CameraBoxes = 1 << 6,
    /// <summary>Rotation and translation of objects relative to the camera.</summary>
    Poses = 1 << 7,
    /// <summary>Class of every pixel, structure too (semantic segmentation).</summary>
    Classes = 1 << 8,
    DepthZ = 1 << 9,
    Distance = 1 << 10,
    /// <summary>Surface normals in camera space.</summary>
    Normals = 1 << 11,
    FlowForward = 1 << 12,
    FlowBackward = 1 << 13,
    /// <summary>Disparity of the left image of a stereo pair, or of both images.</summary>
    Disparity = 1 << 14,
    /// <summary>Focal lengths and principal point of the camera.</summary>
    Intrinsics = 1 << 15,
    /// <summary>Pose of the camera in the world.</summary>
    CameraPose = 1 << 16,
    VisibleFractions = 1 << 17,
    /// <summary>Linear radiance, if the dataset has it.</summary>
    Radiance = 1 << 18,
}

/// <summary>Largest differences between what a format was given and what its reader returns; 0 is exact.</summary>
/// <param name="Box">Tolerance of the corners of boxes, pixels.</param>
/// <param name="Point">Tolerance of keypoints and of the corners of oriented boxes, pixels.</param>
/// <param name="Metres">Tolerance of depth, distance, translations and boxes in camera space, metres.</param>
/// <param name="MaxMetres">Largest depth that the format can hold, metres.</param>
/// <param name="Flow">Tolerance of optical flow, pixels.</param>
/// <param name="Disparity">Tolerance of disparity, pixels.</param>
/// <param name="Direction">Tolerance of the components of normals and rotation matrices.</param>
/// <param name="Fraction">Tolerance of visible fractions.</param>
public sealed record FormatPrecision(
    double Box = 0, double Point = 1e-3, double Metres = 1e-5, double MaxMetres = double.PositiveInfinity, double Flow = 0,
        double Disparity = 1e-3, double Direction = 1e-5, double Fraction = 1e-5);
