using System.CommandLine;
using Diorama.Assets;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;
using Diorama.Worlds;
using Diorama.Worlds.Recipes;

namespace Diorama.Cli;

/// <summary><c>diorama generate RECIPE -o DIR</c>: the main job, a labelled dataset from a recipe.</summary>
internal static class GenerateCommand {
    private static readonly Option<string> Output = new("--output", "-o") { Description = "Folder of the dataset: new, empty, or one that the same command began.", Required = true };
    private static readonly Option<int?> Frames = new("--frames") { Description = "Images per camera; the recipe's by default." };
    private static readonly Option<string?> Labels = new("--labels") { Description = "'all', 'basic', 'none', or names separated by commas (docs/labels.md); the recipe's by default." };
    private static readonly Option<string?> Formats = new("--formats") { Description = "Formats beside Diorama's own layout, separated by commas, or 'none'; the recipe's by default." };

    public static Command Create() {
        var command = new Command("generate", """
            Make a labelled dataset from a recipe. A run that was stopped goes on where it was when the same command is given again.

            Examples:
              diorama generate living-room -o out/living-room --frames 20
              diorama generate my.yaml -o out/mine --set camera.camera_height=1.2 --seed 7
              diorama generate living-room -o out/labels --frames 1000 --samples 0 --labels basic
            """) {
            RecipeOptions.Name, Output, Frames, RecipeOptions.Seed, RecipeOptions.Width, RecipeOptions.Height, RecipeOptions.Samples, RecipeCommand.Set,
            Labels, Formats, RecipeOptions.Threads, AssetsCommand.NoInstall,
        };
        // On a thread of its own: Ctrl-C is listened for when this returns.
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) {
        string? formats = parsed.GetValue(Formats);
        Recipe recipe = RecipeOptions.Read(parsed,
            ("frames", parsed.GetValue(Frames)?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("labels.write", List(parsed.GetValue(Labels))), ("labels.formats", formats == "none" ? "[]" : List(formats)));
        string folder = parsed.GetValue(Output)!;
        using var display = new RunDisplay(recipe.Name);
        AssetLibrary library = AssetLibrary.Open(new() { MayInstall = !parsed.GetValue(AssetsCommand.NoInstall), Report = display.Say });
        var builder = new WorldBuilder(recipe, library);
        var run = new DatasetRun(new() {
            Folder = folder, RecipeName = recipe.Name, RecipeText = RecipeWriter.Text(recipe), RecipeIdentity = Identity(recipe),
            Classes = ClassTable.OfTaxonomy(recipe.Classes), Settings = RecipeOptions.Settings(recipe, library), Formats = recipe.Labels.Formats,
            Frames = recipe.Frames, FramesPerScene = recipe.Camera.FramesPerScene, Threads = parsed.GetValue(RecipeOptions.Threads),
        }, builder.Build);
        DatasetSummary summary;
        try {
            summary = display.Show(run.Status, () => run.Run(cancellation));
        } catch (OperationCanceledException) {
            Console.Error.WriteLine($"Stopped after {run.Status.Done} of {run.Status.Total} frames; the same command goes on from there.");
            return ExitCodes.Cancelled;
        }
        RunReport.Print(run.Status, summary, Path.GetFullPath(folder));
        return 0;
    }

    private static string? List(string? names) => names is null ? null : $"[{names}]";

    /// <summary>The recipe but for the number of frames: a dataset may be made longer.</summary>
    private static string Identity(Recipe recipe) {
        int frames = recipe.Frames;
        recipe.Frames = 1;
        string text = RecipeWriter.Text(recipe);
        recipe.Frames = frames;
        return text;
    }
}
