namespace Diorama.Worlds.Recipes;

/// <summary>
/// A family of scenes: what may stand where, under which light, seen how. Everything that varies is a <see cref="Distribution{T}"/>.
/// </summary>
public sealed class Recipe {
    /// <summary>Version of the recipe language.</summary>
    [Key("recipe")]
    public int Version { get; set; } = 1;
    /// <summary>As runs and datasets call it: any one line.</summary>
    public string Name { get; set; } = "";
    /// <summary>One sentence for people.</summary>
    [Text(Lines = true, AtMost = 10_000)]
    public string Description { get; set; } = "";
    /// <summary>Another seed gives other scenes of the same family.</summary>
    public ulong Seed { get; set; }
    /// <summary>Images per camera when the command line does not say.</summary>
    [Limits(AtLeast = 1, AtMost = 1e9)]
    public int Frames { get; set; } = 1;
    /// <summary>Classes that get an id in this dataset; empty means all of the taxonomy. Ids are the taxonomy's either way.</summary>
    [ClassNames]
    public List<string> Classes { get; set; } = [];
    /// <summary>The place and the things in it; required.</summary>
    public required WorldRecipe World { get; set; }
    /// <summary>Where the camera stands and what it is.</summary>
    public CameraRecipe Camera { get; set; } = new();
    /// <summary>What a camera does between light and file; used when <c>camera.model</c> names one.</summary>
    public SensorRecipe Sensor { get; set; } = new();
    /// <summary>Learned noise of a camera, on the rendered picture.</summary>
    public NoiseRecipe Noise { get; set; } = new();
    /// <summary>Sky and lamps.</summary>
    public LightRecipe Light { get; set; } = new();
    /// <summary>Fog, rain and snow.</summary>
    public WeatherRecipe Weather { get; set; } = new();
    /// <summary>Domain randomisation.</summary>
    public RandomiseRecipe Randomise { get; set; } = new();
    /// <summary>How images are made.</summary>
    public RenderRecipe Render { get; set; } = new();
    /// <summary>What is written beside the images.</summary>
    public LabelsRecipe Labels { get; set; } = new();
    /// <summary>Into what the dataset is divided; no image depends on it.</summary>
    public SplitsRecipe Splits { get; set; } = new();
}
