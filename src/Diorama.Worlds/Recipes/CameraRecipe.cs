namespace Diorama.Worlds.Recipes;

public enum LensKind { Perspective, BrownConrady, Fisheye, Equirectangular }

/// <summary>Where the camera stands and what it is. Angles in degrees, lengths in metres.</summary>
public sealed class CameraRecipe {
    public int Width { get; set; } = 640;
    public int Height { get; set; } = 480;
    public LensKind Lens { get; set; } = LensKind.Perspective;
    /// <summary>Horizontal field of view.</summary>
    public Distribution<double> FieldOfView { get; set; } = new Uniform<double>(55, 80);
    /// <summary>Calibrations [fx, fy, cx, cy] in pixels of the image, one drawn per scene; they replace the field of view.</summary>
    public List<double[]> K { get; set; } = [];
    /// <summary>Distortion coefficients in OpenCV's order; 8 for brown_conrady, 4 for fisheye.</summary>
    public double[] Distortion { get; set; } = [];
    /// <summary>Above the floor or ground; around a table, above its top.</summary>
    public Distribution<double> CameraHeight { get; set; } = new Normal<double>(1.5, 0.15, 1.1, 1.9);
    /// <summary>Above 0 looks up.</summary>
    public Distribution<double> Tilt { get; set; } = new Normal<double>(-8, 5, -25, 10);
    public Distribution<double> Roll { get; set; } = 0;
    /// <summary>From the thing in the middle, where the world has one (studio, tabletop, bin).</summary>
    public Distribution<double> Distance { get; set; } = new Uniform<double>(0.9, 1.6);
    /// <summary>No surface comes closer to the camera than this.</summary>
    public double MinimumClearance { get; set; } = 0.3;
    /// <summary>Labelled objects that each show at least <see cref="MinimumArea"/> of the image.</summary>
    public int MinimumObjects { get; set; } = 2;
    public double MinimumArea { get; set; } = 0.002;
    /// <summary>Frames of one scene: above 1 the camera moves on a smooth path.</summary>
    public int FramesPerScene { get; set; } = 1;
    public double FrameRate { get; set; } = 24;
    /// <summary>Metres per second along the path.</summary>
    public Distribution<double> Speed { get; set; } = new Uniform<double>(0.3, 1);
    /// <summary>Distance between the two cameras of a stereo pair; 0 is a single camera.</summary>
    public double StereoBaseline { get; set; }
    /// <summary>Further cameras of a rig.</summary>
    public List<RigCameraRecipe> Rig { get; set; } = [];
    /// <summary>Radius of the aperture; 0 is a pinhole. Focus lies on what the camera looks at.</summary>
    public Distribution<double> ApertureRadius { get; set; } = 0;
    /// <summary>Seconds; above 0 motion blurs.</summary>
    public double Shutter { get; set; }
}

/// <summary>A camera fixed to the first one. Position in its axes (right, down, forward); angles yaw, pitch, roll.</summary>
public sealed class RigCameraRecipe {
    public string Name { get; set; } = "";
    public double[] Position { get; set; } = [0, 0, 0];
    public double[] Angles { get; set; } = [0, 0, 0];
}

/// <summary>Domain randomisation: changes that no real room would show, to make learned models indifferent to them.</summary>
public sealed class RandomiseRecipe {
    /// <summary>Small flying shapes of random colour.</summary>
    public Distribution<int> Distractors { get; set; } = 0;
    /// <summary>Chance that an object's material is replaced by a random procedural one.</summary>
    public Distribution<double> TextureSwap { get; set; } = 0;
    /// <summary>How far base colours move in hue, saturation and value, 0 to 1.</summary>
    public Distribution<double> ColorJitter { get; set; } = 0;
    /// <summary>Stops by which each light varies.</summary>
    public Distribution<double> LightJitter { get; set; } = 0;
}
