using System.CommandLine;
using System.Globalization;
using Diorama.Core;
using Diorama.Core.Names;
using Diorama.Core.Pictures;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Frames;
using Diorama.Datasets.Labels;
using Diorama.Rendering.Cameras;
using Diorama.Worlds.Recipes;

namespace Diorama.Cli.Options;

/// <summary>
/// Argument and options that <c>plan</c>, <c>generate</c> and <c>preview</c> share: the recipe, and short options for some of its values.
/// </summary>
internal static class RecipeOptions {
    public static readonly Argument<string> Name =
        new("RECIPE") { Description = "A YAML file, or the name of a recipe that comes with Diorama ('diorama recipe list')." };
    public static readonly Option<ulong?> Seed = NumberOption.Optional("--seed",
        "Another seed gives other scenes of the same kind; the recipe's by default.", 0ul, ulong.MaxValue);
    public static readonly Option<int?> Width = NumberOption.Optional("--width", "Pixels across; the recipe's by default.", 1,
        ImageSize.MaxSide);
    public static readonly Option<int?> Height = NumberOption.Optional("--height", "Pixels down; the recipe's by default.", 1,
        ImageSize.MaxSide);
    public static readonly Option<int?> Samples = NumberOption.Optional("--samples",
        "Paths per pixel, 0 for labels alone; the recipe's by default.", 0, 1_000_000);

    /// <summary>Option for values that replace those of the recipe.</summary>
    public static readonly Option<string[]> Set = new Option<string[]>("--set") {
        Description = "Replace a value: --set camera.height=720, --set 'world.rooms.0.width={uniform: [3, 4]}'. May be given "
            + "several times.",
        DefaultValueFactory = _ => [], HelpName = "PATH=VALUE",
    }.ReadBy(text => {
        if (text.IndexOf('=') <= 0 || text[..text.IndexOf('=')].Split('.').Any(string.IsNullOrWhiteSpace))
            throw new BadInputException($"--set {DisplayName.Visible(text)}: expected a path and a value, such as camera.height=720.");
    });

    /// <summary>
    /// Reads the recipe with the values that the command line replaces. Invalid values are reported for the recipe's own key.
    /// </summary>
    public static Recipe Read(ParseResult parsed, string name, params ReadOnlySpan<(string Path, string? Value)> more) {
        List<string> overrides = [.. parsed.GetValue(Set) ?? []];
        void Add(string path, string? value) {
            if (value is not null) overrides.Add($"{path}={value}");
        }
        Add("seed", parsed.GetValue(Seed)?.ToString(CultureInfo.InvariantCulture));
        Add("camera.width", parsed.GetValue(Width)?.ToString(CultureInfo.InvariantCulture));
        Add("camera.height", parsed.GetValue(Height)?.ToString(CultureInfo.InvariantCulture));
        Add("render.samples", parsed.GetValue(Samples)?.ToString(CultureInfo.InvariantCulture));
        foreach ((string path, string? value) in more) Add(path, value);
        string file = RecipeFile.Find(name);
        Recipe recipe = RecipeFile.Read(file, overrides);
        foreach (string sentence in RecipeFile.WithoutEffect(recipe)) Console.Error.WriteLine($"warning: {file}: {sentence}.");
        if (PictureFont.WarningOf([recipe.Name, .. recipe.Classes.Select(c => c.Name)]) is { } warning)
            Console.Error.WriteLine($"warning: {file}: {warning}.");
        if (parsed.GetValue(Width) is not null || parsed.GetValue(Height) is not null)
            KeepCalibration(recipe, RecipeFile.Read(file, [.. parsed.GetValue(Set) ?? []]).Camera);
        // A run stores its recipe in another folder, so the path is made absolute.
        string weights = Path.GetFullPath(recipe.Noise.Model, Path.GetDirectoryName(Path.GetFullPath(file))!);
        if (recipe.Noise.Model.Length > 0 && File.Exists(weights)) recipe.Noise.Model = weights;
        if (recipe.Name.Length == 0) recipe.Name = DisplayName.Visible(Path.GetFileNameWithoutExtension(file));
        return recipe;
    }

    /// <summary>Scales camera calibrations in pixels with the image's size, as another number of pixels does not change the lens.</summary>
    private static void KeepCalibration(Recipe recipe, CameraRecipe written) {
        double across = (double)recipe.Camera.Width / written.Width, down = (double)recipe.Camera.Height / written.Height;
        recipe.Camera.K = [.. written.K.Select(k => new[] { k[0] * across, k[1] * down, k[2] * across, k[3] * down })];
    }

    /// <summary>Settings for rendering and labelling that the recipe asks for.</summary>
    public static FrameSettings Settings(Recipe recipe) => new() {
        Samples = recipe.Render.Samples, Bounces = recipe.Render.Bounces, Exposure = recipe.Render.Exposure, Seed = recipe.Seed,
        Labels = LabelNames.Parse(string.Join(',', recipe.Labels.Write)), SensorDepth = recipe.Sensor.Depth,
        Radiance = recipe.Render.Radiance, Policy = new() {
            Geometry = recipe.Labels.Glass, Identity = recipe.Labels.Glass, Appearance = recipe.Labels.Glass,
            AlphaThreshold = (float)recipe.Labels.AlphaThreshold,
        },
    };

    /// <summary>
    /// Checks that the formats of a recipe exist, and that a run will give them the labels and the cameras that they need.
    /// </summary>
    /// <exception cref="BadInputException">One of them could not be made.</exception>
    public static void CheckFormats(Recipe recipe) {
        FrameSettings settings = Settings(recipe);
        CameraRecipe camera = recipe.Camera;
        DatasetFormats.Check(recipe.Labels.Formats, settings.Labels, settings.Samples > 0,
            recipe.Frames > 0 ? Math.Min(recipe.Frames, camera.FramesPerScene) : camera.FramesPerScene);
        foreach (string name in recipe.Labels.Formats) {
            DatasetFormat format = DatasetFormats.Find(name);
            if (format.NeedsStereo && camera.Rig.Count + (camera.StereoBaseline > 0 ? 1 : 0) != 1)
                throw new BadInputException($"The format {name} needs pairs of pictures; expected camera.stereo_baseline above 0.");
            // Poses that come with a lens of their own say it when they are read.
            if (format.NeedsPinhole && camera.Poses is null && camera.Lens != LensKind.Perspective) {
                throw new BadInputException($"The format {name} needs pinhole cameras, and camera.lens is "
                    + $"{Spelling.SnakeCase(camera.Lens.ToString())}; expected perspective.");
            }
        }
    }
}
