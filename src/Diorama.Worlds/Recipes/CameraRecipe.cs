using Diorama.Rendering.Cameras;

namespace Diorama.Worlds.Recipes;

/// <summary>Position, lens and image of the camera. Angles in degrees, lengths in metres.</summary>
public sealed class CameraRecipe {
    /// <summary>Image width, pixels.</summary>
    [Limits(AtLeast = 1, AtMost = ImageSize.MaxSide)]
    public int Width { get; set; } = 640;
    /// <summary>Image height, pixels.</summary>
    [Limits(AtLeast = 1, AtMost = ImageSize.MaxSide)]
    public int Height { get; set; } = 480;
    /// <summary>Projection of the lens.</summary>
    public LensKind Lens { get; set; } = LensKind.Perspective;
    /// <summary>Horizontal field of view, degrees.</summary>
    [Limits(AtLeast = 1, AtMost = 360)]
    public Distribution<double> FieldOfView { get; set; } = new Uniform<double>(55, 80);
    /// <summary>Camera matrices [fx, fy, cx, cy] in pixels of the image, one drawn per scene; they replace the field of view.</summary>
    [Limits(AtLeast = -1e9, AtMost = 1e9), Items(Exactly = 4)]
    public List<double[]> K { get; set; } = [];
    /// <summary>Distortion coefficients in OpenCV's order; up to 8 for brown_conrady, up to 4 for fisheye.</summary>
    [Limits(AtLeast = -1e6, AtMost = 1e6), Items(AtMost = 8)]
    public double[] Distortion { get; set; } = [];
    /// <summary>Height of the camera above the floor or ground, or above the top of the table in a tabletop world, metres.</summary>
    [Limits(AtLeast = LimitsAttribute.MinLength, AtMost = LimitsAttribute.MaxLength)]
    public Distribution<double> CameraHeight { get; set; } = new Normal<double>(1.5, 0.15, 1.1, 1.9);
    /// <summary>
    /// Pitch of the camera, degrees; above 0 it looks up. In the worlds studio, tabletop and bin the camera looks at the objects instead.
    /// </summary>
    [Limits(AtLeast = -90, AtMost = 90)]
    public Distribution<double> Tilt { get; set; } = new Normal<double>(-8, 5, -25, 10);
    /// <summary>Rotation about the viewing direction, degrees; above 0 the camera turns clockwise as seen from behind it.</summary>
    [Limits(AtLeast = -180, AtMost = 180)]
    public Distribution<double> Roll { get; set; } = 0;
    /// <summary>Distance from the object in the middle, metres; for worlds that have one (studio, tabletop, bin).</summary>
    [Limits(AtLeast = LimitsAttribute.MinLength, AtMost = LimitsAttribute.MaxLength)]
    public Distribution<double> Distance { get; set; } = new Uniform<double>(0.9, 1.6);
    /// <summary>Smallest distance between the camera and any surface, metres.</summary>
    [Limits(AtLeast = 0, AtMost = LimitsAttribute.MaxLength)]
    public double MinimumClearance { get; set; } = 0.3;
    /// <summary>Number of labelled objects that must each cover at least <see cref="MinimumArea"/> of the image.</summary>
    [Limits(AtLeast = 0, AtMost = 1e6)]
    public int MinimumObjects { get; set; } = 2;
    /// <summary>Share of the image that each of the <see cref="MinimumObjects"/> must cover, 0 to 1.</summary>
    [Limits(AtLeast = 0, AtMost = 1)]
    public double MinimumArea { get; set; } = 0.002;
    /// <summary>
    /// Where the camera is: a file of poses, or one of the kinds file, cameras, sphere, floor and spline. Empty leaves it to the world:
    /// inside of rooms and streets, around the objects elsewhere; in a scene file, its own cameras if it has some.
    /// </summary>
    public PosesRecipe? Poses { get; set; }
    /// <summary>Number of frames per scene; above 1 the camera moves on a smooth path.</summary>
    [Limits(AtLeast = 1, AtMost = 1e6)]
    public int FramesPerScene { get; set; } = 1;
    /// <summary>Frames per second of the camera path.</summary>
    [Limits(AtLeast = 0.001, AtMost = 1e6)]
    public double FrameRate { get; set; } = 24;
    /// <summary>Speed of the camera along its path, metres per second.</summary>
    [Limits(AtLeast = 0, AtMost = LimitsAttribute.MaxLength)]
    public Distribution<double> Speed { get; set; } = new Uniform<double>(0.3, 1);
    /// <summary>Distance between the two cameras of a stereo pair, metres; 0 means a single camera.</summary>
    [Limits(AtLeast = 0, AtMost = LimitsAttribute.MaxLength)]
    public double StereoBaseline { get; set; }
    /// <summary>Further cameras, fixed to the first one.</summary>
    [Items(AtMost = 100)]
    public List<RigCameraRecipe> Rig { get; set; } = [];
    /// <summary>Radius of the aperture, metres; 0 is a pinhole. The camera focuses on the point that it looks at.</summary>
    [Limits(AtLeast = 0, AtMost = 1000)]
    public Distribution<double> ApertureRadius { get; set; } = 0;
    /// <summary>Exposure time for motion blur, seconds; 0 gives no blur.</summary>
    [Limits(AtLeast = 0, AtMost = 1e5)]
    public double Shutter { get; set; }
    /// <summary>
    /// Name of a camera of the pack cameras ("Canon EOS 80D"), whose sensor is simulated; empty writes the rendered image unchanged.
    /// </summary>
    public Distribution<string> Model { get; set; } = "";
    /// <summary>ISO sensitivity of that camera; one value per scene.</summary>
    [Limits(AtLeast = 1, AtMost = 1e7)]
    public Distribution<double> Iso { get; set; } = new LogUniform<double>(200, 3200);
}
