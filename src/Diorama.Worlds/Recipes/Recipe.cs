namespace Diorama.Worlds.Recipes;

/// <summary>Description of a family of scenes: their objects, light and cameras. Any value marked as drawn may be a distribution.</summary>
public sealed class Recipe {
    /// <summary>Version of the recipe language.</summary>
    [Key("recipe")]
    public int Version { get; set; } = 1;
    /// <summary>Name of the recipe, used for runs and datasets; one line.</summary>
    public string Name { get; set; } = "";
    /// <summary>Description of the recipe for readers.</summary>
    [Text(Lines = true, AtMost = 10_000)]
    public string Description { get; set; } = "";
    /// <summary>Seed of all random values; another seed gives other scenes of the same family.</summary>
    public ulong Seed { get; set; }
    /// <summary>
    /// Number of images per camera, unless the command line gives it; 0 makes one for each pose of <c>camera.poses</c>, or a single one.
    /// </summary>
    [Limits(AtLeast = 0, AtMost = 1e9)]
    public int Frames { get; set; }
    /// <summary>
    /// Classes that get an id in this dataset: names of known classes, and declarations of one's own; empty means all known classes. Known
    /// classes keep their ids.
    /// </summary>
    public List<ClassRecipe> Classes { get; set; } = [];
    /// <summary>Place and objects of a scene; required.</summary>
    public required WorldRecipe World { get; set; }
    /// <summary>Position, lens and image of the camera.</summary>
    public CameraRecipe Camera { get; set; } = new();
    /// <summary>Image formation in the camera, from light to file; used if <c>camera.model</c> names a camera.</summary>
    public SensorRecipe Sensor { get; set; } = new();
    /// <summary>Learned noise of a camera, added to the rendered image.</summary>
    public NoiseRecipe Noise { get; set; } = new();
    /// <summary>Sky and lamps.</summary>
    public LightRecipe Light { get; set; } = new();
    /// <summary>Fog, rain and snow.</summary>
    public WeatherRecipe Weather { get; set; } = new();
    /// <summary>Domain randomisation.</summary>
    public RandomiseRecipe Randomise { get; set; } = new();
    /// <summary>Quality of the rendered images.</summary>
    public RenderRecipe Render { get; set; } = new();
    /// <summary>Labels and dataset formats that are written in addition to the images.</summary>
    public LabelsRecipe Labels { get; set; } = new();
    /// <summary>Division of the dataset into splits; no image depends on it.</summary>
    public SplitsRecipe Splits { get; set; } = new();
}
