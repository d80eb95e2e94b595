using System.CommandLine;
using Diorama.Datasets.Runs;
using Diorama.Worlds;

namespace Diorama.Cli;

/// <summary><c>diorama generate RECIPE -o DIR</c>: the main job, a labelled dataset from a recipe.</summary>
internal static class GenerateCommand {
    public static Command Create() {
        var command = new Command("generate", """
            Make a labelled dataset from a recipe. A run that was stopped goes on where it was when the same command is given again.

            Examples:
              diorama generate living-room -o out/living-room --frames 20
              diorama generate my.yaml -o out/mine --set camera.camera_height=1.2 --seed 7
              diorama generate living-room -o out/labels --frames 1000 --samples 0 --labels basic
            """) {
            RunRequest.Name, RunRequest.Output, RunRequest.Frames, RecipeOptions.Seed, RecipeOptions.Width, RecipeOptions.Height, RecipeOptions.Samples, RecipeCommand.Set,
            RunRequest.Labels, RunRequest.Formats, RunRequest.PartFrames, RecipeOptions.Threads, AssetsCommand.NoInstall,
        };
        command.Validators.Add(RunRequest.Check);
        // On a thread of its own: Ctrl-C is listened for when this returns.
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) {
        using var display = new RunDisplay();
        RunRequest request = RunRequest.Of(parsed, display.Say);
        var builder = new WorldBuilder(request.Recipe, request.Library);
        var run = new DatasetRun(request.Options with { Threads = parsed.GetValue(RecipeOptions.Threads) }, builder.Retry);
        DatasetSummary summary;
        try {
            summary = display.Show(request.Recipe.Name, run.Status, () => run.Run(cancellation));
        } catch (OperationCanceledException) {
            Console.Error.WriteLine($"Stopped after {run.Status.Done} of {run.Status.Total} frames; the same command goes on from there.");
            return ExitCodes.Cancelled;
        }
        RunReport.Print(run.Status, summary, run.Folder.Root);
        return 0;
    }
}
