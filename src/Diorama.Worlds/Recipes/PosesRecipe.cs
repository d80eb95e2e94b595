namespace Diorama.Worlds.Recipes;

/// <summary>Where the cameras are: base of the kinds file, cameras, sphere, floor and spline.</summary>
public abstract class PosesRecipe;

/// <summary>
/// Poses from a file, one for each frame: JSON of poses and K, COLMAP's images.txt with cameras.txt, a TUM trajectory, or a transforms.json
/// of Blender, NeRF or nerfstudio (docs/own-scenes.md). Intrinsics in the file take the place of the recipe's.
/// </summary>
[ShortFor(nameof(File))]
public sealed class FilePosesRecipe : PosesRecipe {
    /// <summary>Path of the file, or of COLMAP's folder; relative to the recipe's file. Required.</summary>
    [Text(AtMost = 4096)]
    public string File { get; set; } = "";
    /// <summary>
    /// Space of the poses: <c>world</c> is +Z up in metres, as everywhere in Diorama; <c>file</c> has the axes and the unit of the scene
    /// file.
    /// </summary>
    public PoseSpace Space { get; set; } = PoseSpace.World;
}

/// <summary>The cameras of the scene file, one after the other; they move as they do there.</summary>
public sealed class CamerasPosesRecipe : PosesRecipe {
    /// <summary>Pattern of the names of the cameras or their nodes, with * and ?.</summary>
    public string Name { get; set; } = "*";
}

/// <summary>Random points on a sphere around objects, at <c>camera.distance</c> from their middle, looking at them.</summary>
public sealed class SpherePosesRecipe : PosesRecipe {
    /// <summary>Pattern of the names of the objects in the middle, with * and ?; of several, one is taken at random.</summary>
    public string Around { get; set; } = "*";
    /// <summary>True takes the middle of all objects that match together, rather than one of them.</summary>
    public bool Together { get; set; }
    /// <summary>Angle above the horizon at which the camera stands, degrees.</summary>
    [Limits(AtLeast = -90, AtMost = 90)]
    public Distribution<double> Elevation { get; set; } = new Uniform<double>(10, 70);
    /// <summary>Range of the angle about the vertical at which the camera stands, degrees from +X towards +Y: [low, high].</summary>
    [Limits(AtLeast = -360, AtMost = 360), Items(Exactly = 2)]
    public double[] Azimuth { get; set; } = [0, 360];
}

/// <summary>
/// Random points over a level floor, at <c>camera.camera_height</c> above it, in any direction, as in rooms; several frames make a path.
/// </summary>
public sealed class FloorPosesRecipe : PosesRecipe {
    /// <summary>Corners of the floor in order, [x, y] each, metres, in the coordinates of the world; required.</summary>
    [Limits(AtLeast = -LimitsAttribute.MaxCoordinate, AtMost = LimitsAttribute.MaxCoordinate), Items(Exactly = 2)]
    public List<double[]> Polygon { get; set; } = [];
    /// <summary>Height of the floor, metres.</summary>
    [Limits(AtLeast = -LimitsAttribute.MaxCoordinate, AtMost = LimitsAttribute.MaxCoordinate)]
    public double Floor { get; set; }
    /// <summary>Height of the ceiling, metres.</summary>
    [Limits(AtLeast = -LimitsAttribute.MaxCoordinate, AtMost = LimitsAttribute.MaxCoordinate)]
    public double Ceiling { get; set; } = LimitsAttribute.MaxCoordinate;
}

/// <summary>
/// Points on a smooth curve through given points (Catmull and Rom 1974): one at random for each scene, or a ride along it at
/// <c>camera.speed</c>.
/// </summary>
public sealed class SplinePosesRecipe : PosesRecipe {
    /// <summary>Points in order, [x, y, z] each, metres, in the coordinates of the world; two or more. Required.</summary>
    [Limits(AtLeast = -LimitsAttribute.MaxCoordinate, AtMost = LimitsAttribute.MaxCoordinate), Items(Exactly = 3)]
    public List<double[]> Points { get; set; } = [];
    /// <summary>True joins the last point with the first.</summary>
    public bool Closed { get; set; }
    /// <summary>
    /// Pattern of the names of the objects to look at, with * and ?; empty looks along the curve, with <c>camera.tilt</c>.
    /// </summary>
    public string LookAt { get; set; } = "";
}

/// <summary>Spaces of poses in a file.</summary>
public enum PoseSpace { World, File }
