using Diorama.Rendering.Cameras;

namespace Diorama.Worlds.Recipes;

/// <summary>Where the camera stands and what it is. Angles in degrees, lengths in metres.</summary>
public sealed class CameraRecipe {
    /// <summary>Pixels across.</summary>
    [Limits(AtLeast = 1, AtMost = ImageSize.MostAcross)]
    public int Width { get; set; } = 640;
    /// <summary>Pixels down.</summary>
    [Limits(AtLeast = 1, AtMost = ImageSize.MostAcross)]
    public int Height { get; set; } = 480;
    /// <summary>How directions become pixels.</summary>
    public LensKind Lens { get; set; } = LensKind.Perspective;
    /// <summary>Horizontal field of view.</summary>
    [Limits(AtLeast = 1, AtMost = 360)]
    public Distribution<double> FieldOfView { get; set; } = new Uniform<double>(55, 80);
    /// <summary>Calibrations [fx, fy, cx, cy] in pixels of the image, one drawn per scene; they replace the field of view.</summary>
    [Limits(AtLeast = -1e9, AtMost = 1e9), Items(Exactly = 4)]
    public List<double[]> K { get; set; } = [];
    /// <summary>Distortion coefficients in OpenCV's order; 8 for brown_conrady, 4 for fisheye.</summary>
    [Limits(AtLeast = -1e6, AtMost = 1e6), Items(AtMost = 8)]
    public double[] Distortion { get; set; } = [];
    /// <summary>Above the floor or ground; around a table, above its top.</summary>
    [Limits(AtLeast = LimitsAttribute.Smallest, AtMost = LimitsAttribute.Farthest)]
    public Distribution<double> CameraHeight { get; set; } = new Normal<double>(1.5, 0.15, 1.1, 1.9);
    /// <summary>Above 0 looks up.</summary>
    [Limits(AtLeast = -90, AtMost = 90)]
    public Distribution<double> Tilt { get; set; } = new Normal<double>(-8, 5, -25, 10);
    /// <summary>About the viewing direction.</summary>
    [Limits(AtLeast = -180, AtMost = 180)]
    public Distribution<double> Roll { get; set; } = 0;
    /// <summary>From the thing in the middle, where the world has one (studio, tabletop, bin).</summary>
    [Limits(AtLeast = LimitsAttribute.Smallest, AtMost = LimitsAttribute.Farthest)]
    public Distribution<double> Distance { get; set; } = new Uniform<double>(0.9, 1.6);
    /// <summary>No surface comes closer to the camera than this.</summary>
    [Limits(AtLeast = 0, AtMost = LimitsAttribute.Farthest)]
    public double MinimumClearance { get; set; } = 0.3;
    /// <summary>Labelled objects that each show at least <see cref="MinimumArea"/> of the image.</summary>
    [Limits(AtLeast = 0, AtMost = 1e6)]
    public int MinimumObjects { get; set; } = 2;
    /// <summary>Share of the image, 0 to 1.</summary>
    [Limits(AtLeast = 0, AtMost = 1)]
    public double MinimumArea { get; set; } = 0.002;
    /// <summary>Frames of one scene: above 1 the camera moves on a smooth path.</summary>
    [Limits(AtLeast = 1, AtMost = 1e6)]
    public int FramesPerScene { get; set; } = 1;
    /// <summary>Frames per second.</summary>
    [Limits(AtLeast = 0.001, AtMost = 1e6)]
    public double FrameRate { get; set; } = 24;
    /// <summary>Metres per second along the path.</summary>
    [Limits(AtLeast = 0, AtMost = LimitsAttribute.Farthest)]
    public Distribution<double> Speed { get; set; } = new Uniform<double>(0.3, 1);
    /// <summary>Distance between the two cameras of a stereo pair; 0 is a single camera.</summary>
    [Limits(AtLeast = 0, AtMost = LimitsAttribute.Farthest)]
    public double StereoBaseline { get; set; }
    /// <summary>Further cameras of a rig.</summary>
    [Items(AtMost = 100)]
    public List<RigCameraRecipe> Rig { get; set; } = [];
    /// <summary>Radius of the aperture; 0 is a pinhole. Focus lies on what the camera looks at.</summary>
    [Limits(AtLeast = 0, AtMost = 1000)]
    public Distribution<double> ApertureRadius { get; set; } = 0;
    /// <summary>Seconds; above 0 motion blurs.</summary>
    [Limits(AtLeast = 0, AtMost = 1e5)]
    public double Shutter { get; set; }
    /// <summary>
    /// Name of a camera of the pack cameras ("Canon EOS 80D"), whose sensor then takes the picture; empty writes the rendered image as it
    /// is.
    /// </summary>
    public Distribution<string> Model { get; set; } = "";
    /// <summary>Sensitivity of that camera; one value per scene.</summary>
    [Limits(AtLeast = 1, AtMost = 1e7)]
    public Distribution<double> Iso { get; set; } = new LogUniform<double>(200, 3200);
}
