using System.CommandLine;
using Diorama.Cli.Options;
using Diorama.Datasets.Runs;
using Diorama.Datasets.Runs.Plans;

namespace Diorama.Cli.Commands.Datasets;

/// <summary><c>diorama plan RECIPE -o DIR</c>: plans a run once, so that many workers can make it.</summary>
internal static class PlanCommand {
    public static Command Create() {
        var command = new Command("plan", """
            Resolve a recipe once for many workers: options, classes, assets, splits, parts. It writes DIR/plan.json; then
            any number of workers on any number of machines make it with 'diorama generate DIR --shard i/n', and
            'diorama merge DIR' puts the dataset together.

            Examples:
              diorama plan living-room -o run --frames 10000
              diorama plan living-room -o run --frames 20000          (makes the run longer)
              diorama plan my.yaml -o run --seed 7 --part-frames 32
              diorama plan living-room -o run --splits train=0.8,val=0.1,test=0.1 --hold-out-assets 0.1
            """) {
            RunRequest.Name, RunRequest.Output, RunRequest.Frames, RecipeOptions.Seed, RecipeOptions.Width, RecipeOptions.Height,
            RecipeOptions.Samples, RecipeOptions.Set,
            RunRequest.Labels, RunRequest.Formats, RunRequest.Splits, RunRequest.HeldOut, RunRequest.PartFrames, CommonOptions.NoInstall,
        };
        command.Validators.Add(RunRequest.Check);
        Usage.RefuseLargeImages(command, RecipeOptions.Width, RecipeOptions.Height);
        command.SetAction(parsed => Run(parsed));
        return command;
    }

    private static int Run(ParseResult parsed) {
        RunRequest request = RunRequest.Of(parsed, Console.Error.WriteLine);
        var folder = new RunFolder(request.Options.Folder);
        RunPlan plan = folder.Prepare(request.Options.Plan(), anyPartSize: request.Options.PartFrames == 0);
        Console.WriteLine(folder.PlanFile);
        (long first, long end) = plan.FramesOf(0);
        Console.Error.WriteLine($"{plan.Recipe}: {plan.Frames} frames of {plan.Scenes} scenes in {plan.Parts} parts of {end - first}, "
            + $"{plan.Cameras.Count} cameras, {plan.Assets.Count} assets; splits: {plan.Splits}.");
        Console.Error.WriteLine($"Next: diorama generate {request.Options.Folder} [--shard i/n | --shards-auto | --workers n]");
        return 0;
    }
}
