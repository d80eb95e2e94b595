using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Diorama.Assets;
using Diorama.Cli.Options;
using Diorama.Cli.Processes;
using Diorama.Core;
using Diorama.Core.Processors;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Layout.Splits;
using Diorama.Datasets.Runs;
using Diorama.Datasets.Runs.Plans;
using Diorama.Worlds;
using Diorama.Worlds.Recipes;

namespace Diorama.Cli.Commands.Datasets;

/// <summary>Request of <c>plan</c> and <c>generate</c>: a recipe and a folder, or the folder of a planned run.</summary>
/// <param name="Recipe">The recipe as it runs, overrides included.</param>
/// <param name="Builder">Builder of the recipe's scenes.</param>
/// <param name="Options">Options of the whole run.</param>
internal sealed record RunRequest(Recipe Recipe, WorldBuilder Builder, RunOptions Options) {
    public static readonly Argument<string> Name = new("RECIPE") { Description = "A YAML file, the name of a recipe that comes with "
        + "Diorama ('diorama recipe list'), or the folder of a run that was planned." };
    public static readonly Option<string?> Output = OutputOption.Optional(
        "Folder of the run: new, empty, or one that the same command began.");
    public static readonly Option<int?> Frames = NumberOption.Optional("--frames", "Images per camera; the recipe's by default.", 1,
        1_000_000_000);
    public static readonly Option<string?> Labels =
        new Option<string?>("--labels") {
            Description = "'all', 'basic', 'none', or names separated by commas (docs/labels.md); the recipe's by default.",
        }.ReadBy(text => LabelNames.Parse(text));
    public static readonly Option<string?> Formats =
        new Option<string?>("--formats") {
            Description = "Formats beside Diorama's own layout, separated by commas, or 'none'; the recipe's by default.",
        }.ReadBy(SplitOptions.CheckFormats);
    public static readonly Option<string?> Splits =
        SplitOptions.Shares("the recipe's by default");
    public static readonly Option<string?> HeldOut = SplitOptions.HeldOutAssets("the recipe's by default");
    public static readonly Option<int> PartFrames = NumberOption.Of("--part-frames",
        "Frames that are committed together; by default, and for 0, 16 with pictures and 64 with labels alone.", 0, 0, 1_000_000);

    /// <summary>
    /// Options that determine what is made; they are refused for the folder of a planned run, whose plan has determined it.
    /// </summary>
    public static IReadOnlyList<Option> Deciding { get; } =
        [Frames, RecipeOptions.Seed, RecipeOptions.Width, RecipeOptions.Height, RecipeOptions.Samples, RecipeOptions.Set, Labels, Formats,
        Splits, HeldOut, PartFrames];

    /// <exception cref="BadInputException">The recipe or the plan cannot be used.</exception>
    /// <exception cref="UsageException">An option is not allowed for a planned run.</exception>
    public static RunRequest Of(ParseResult parsed, Action<string> say) {
        string name = parsed.GetValue(Name)!;
        HoldToPlan(IsFolder(name, parsed.GetValue(Output)) ? name : parsed.GetValue(Output)!);
        return IsFolder(name, parsed.GetValue(Output)) ? OfFolder(parsed, name, say) : OfRecipe(parsed, say);
    }

    /// <summary>
    /// Applies the instruction set of a run's plan, if the plan limits it; the program restarts itself with that limit if necessary.
    /// </summary>
    private static void HoldToPlan(string folder) {
        var run = new RunFolder(folder);
        if (InstructionSets.Limit is null && run.HasPlan && run.ReadPlan().Instructions is { } name)
            InstructionSets.Apply(InstructionSets.Parse(name, run.PlanFile), run.PlanFile);
    }

    /// <summary>Reports wrong usage if a recipe is given without an output folder.</summary>
    public static void Check(CommandResult parsed) {
        if (parsed.GetValue(Name) is { } name && parsed.GetValue(Output) is null && !Directory.Exists(name))
            parsed.AddError("Option '--output' is required: the folder of the run.");
    }

    private static bool IsFolder(string name, string? output) => Directory.Exists(name) && (output is null || new RunFolder(name).HasPlan);

    private static RunRequest OfRecipe(ParseResult parsed, Action<string> say) {
        string? formats = parsed.GetValue(Formats);
        Recipe recipe = RecipeOptions.Read(parsed, parsed.GetValue(Name)!,
            ("frames", parsed.GetValue(Frames)?.ToString(CultureInfo.InvariantCulture)),
            ("labels.write", List(parsed.GetValue(Labels))), ("labels.formats", formats == "none" ? "[]" : List(formats)),
                ("splits.shares", Shares(parsed.GetValue(Splits))),
            ("splits.hold_out_assets", parsed.GetValue(HeldOut) is { } heldOut ? heldOut == "none" ? "''" : $"'{heldOut}'" : null));
        return Of(parsed, parsed.GetValue(Output)!, recipe, parsed.GetValue(PartFrames), say);
    }

    private static RunRequest OfFolder(ParseResult parsed, string folder, Action<string> say) {
        if (Deciding.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } given) {
            throw new UsageException($"{given.Name} cannot be given for a run that was planned; plan it again with 'diorama plan "
                + $"RECIPE -o {folder} {given.Name} …'.");
        }
        if (parsed.GetValue(Output) is { } output && Path.GetFullPath(output) != Path.GetFullPath(folder))
            throw new UsageException($"--output {output} is another folder than the run {folder}.");
        var run = new RunFolder(folder);
        RunPlan plan = run.ReadPlan();
        Recipe recipe = RecipeFile.Parse(plan.RecipeText, run.PlanFile);
        recipe.Frames = checked((int)plan.Frames);
        return Of(parsed, folder, recipe, plan.ScenesPerPart * plan.FramesPerScene, say);
    }

    private static RunRequest Of(ParseResult parsed, string folder, Recipe recipe, int partFrames, Action<string> say) {
        RecipeOptions.CheckFormats(recipe);
        AssetLibrary library = CommonOptions.Library(parsed, say);
        var builder = new WorldBuilder(recipe, library);
        return new(recipe, builder, new() {
            Folder = folder, RecipeName = recipe.Name, RecipeText = RecipeWriter.Text(recipe), RecipeIdentity = Identity(recipe),
            Classes = ClassTable.Of(builder.Classes.OfDataset), Settings = RecipeOptions.Settings(recipe),
            Formats = recipe.Labels.Formats,
            Frames = recipe.Frames > 0 ? recipe.Frames : builder.PoseCount ?? 1, FramesPerScene = recipe.Camera.FramesPerScene,
                PartFrames = partFrames,
            Cameras = CameraNames(recipe.Camera), Assets = UsableAssets.Of(recipe, library),
            Splits = SplitPlan.Of([.. recipe.Splits.Shares.Select(s => new SplitShare(s.Key, (decimal)s.Value))],
                recipe.Splits.HoldOutAssets, UsableAssets.Ids(recipe, library)),
        });
    }

    private static string? List(string? names) => names is null ? null : $"[{names}]";

    private static string? Shares(string? splits) => splits is null ? null
        : splits == "none" ? "{}"
        : $"{{{string.Join(", ", SplitShares.Entries(splits).Select(Entry))}}}";

    private static string Entry(SplitShare s) => string.Create(CultureInfo.InvariantCulture, $"'{s.Name}': {s.Share}");

    private static string[] CameraNames(CameraRecipe camera) =>
        [.. camera.StereoBaseline > 0 ? ["left", "right"] : (string[])[""], .. camera.Rig.Select(c => c.Name)];

    /// <summary>
    /// Returns the recipe's text without what changes no frame: the number of frames, and formats and splits, which are made at the end.
    /// </summary>
    private static string Identity(Recipe recipe) {
        (int frames, List<string> formats, SplitsRecipe splits) = (recipe.Frames, recipe.Labels.Formats, recipe.Splits);
        (recipe.Frames, recipe.Labels.Formats, recipe.Splits) = (1, [], new());
        string text = RecipeWriter.Text(recipe);
        (recipe.Frames, recipe.Labels.Formats, recipe.Splits) = (frames, formats, splits);
        return text;
    }
}
