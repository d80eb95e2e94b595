using System.CommandLine;
using System.Globalization;
using Diorama.Core;
using Diorama.Datasets.Runs;
using Diorama.Worlds;

namespace Diorama.Cli;

/// <summary><c>diorama generate RECIPE -o DIR</c>: the main job, a labelled dataset from a recipe, or a shard of it.</summary>
internal static class GenerateCommand {
    private static readonly Option<string?> ShardOption = new("--shard") { Description = "Make only this share of the parts: index/count, from 0. The dataset is put together by 'merge'." };
    private static readonly Option<bool> ShardsAuto = new("--shards-auto") { Description = "Take the share from the scheduler's variables: Slurm, Kubernetes, AWS, Google, PBS, LSF, Grid Engine, MPI, or DIORAMA_SHARD and DIORAMA_SHARDS." };
    private static readonly Option<int> Workers = NumberOption.Of("--workers", "Processes that share the work on this machine, at most one for each part of it.", 1, 1, 1_000_000);
    private static readonly Option<int> MaxFailures = NumberOption.Of("--max-failures", "Frames that may fail before the run is ended.", RunOptions.DefaultMaxFailures, 0, int.MaxValue);
    private static readonly Option<double> Grace = NumberOption.Of("--grace-seconds", "How long the frame in work may go on after SIGTERM, SIGINT or SIGUSR1.", 20.0, 0, 86_400);
    private static readonly Option<bool> Worker = new("--worker") { Hidden = true };

    public static Command Create() {
        var command = new Command("generate", """
            Make a labelled dataset from a recipe. A run that was stopped or killed goes on where it was when the same command is given again.

            Examples:
              diorama generate living-room -o out/living-room --frames 20
              diorama generate my.yaml -o out/mine --set camera.camera_height=1.2 --seed 7
              diorama generate living-room -o out/labels --frames 1000 --samples 0 --labels basic
              diorama generate living-room -o out/many --frames 500 --workers 4
              diorama generate run --shard 2/7                        (a run that 'diorama plan' has made; docs/cluster.md)

            Exit codes: 0 done, 3 done but for frames that failed, 64 and 65 wrong usage and input, 70 a defect or too many failed frames,
            73 not allowed to write, 75 try again later (disk full), 130 and 143 stopped by SIGINT and SIGTERM with all finished frames kept.
            """) {
            RunRequest.Name, RunRequest.Output, RunRequest.Frames, RecipeOptions.Seed, RecipeOptions.Width, RecipeOptions.Height, RecipeOptions.Samples, RecipeCommand.Set,
            RunRequest.Labels, RunRequest.Formats, RunRequest.Splits, RunRequest.HeldOut, RunRequest.PartFrames, ShardOption, ShardsAuto, Workers, MaxFailures, Grace, RecipeOptions.Threads, AssetsCommand.NoInstall, Worker,
        };
        command.Validators.Add(RunRequest.Check);
        Usage.RefuseLargeImages(command, RecipeOptions.Width, RecipeOptions.Height);
        command.SetAction(parsed => Run(parsed));
        return command;
    }

    private static int Run(ParseResult parsed) {
        (int workers, int maxFailures, double grace) = (parsed.GetValue(Workers), parsed.GetValue(MaxFailures), parsed.GetValue(Grace));
        Shard shard = ShardOf(parsed);
        int threads = ThreadsOf(parsed);
        using var signals = new StopSignals(grace);
        using var display = new RunDisplay();
        RunRequest request = RunRequest.Of(parsed, display.Say);
        workers = (int)Math.Clamp((request.Options.Plan().Parts + shard.Count - 1) / shard.Count, 1, workers);
        RunOptions options = request.Options with { Shard = shard, Threads = Math.Max(1, threads / workers), MaxFailures = maxFailures };
        var run = new DatasetRun(options, new WorldBuilder(request.Recipe, request.Library).Retry);
        try {
            if (parsed.GetValue(Worker)) WorkerProcesses.Tell(run.Status, signals.Stop, () => run.Render(signals.Abandon, signals.Finish));
            else {
                if (shard.Count > 1) display.Say($"{request.Recipe.Name}: shard {shard} ({shard.Source}), {threads} threads, Diorama {Engine.Version} on {Engine.InstructionSet}");
                if (workers == 1) display.Show(request.Recipe.Name, run.Status, () => run.Render(signals.Abandon, signals.Finish));
                else if (RunWorkers(request, options, workers, grace, run, display, signals) is var code and not (0 or ExitCodes.SomeFailed)) return Stopped(run, code);
                return Finish(run, request, shard, display);
            }
            return run.Status.FailedFrames.Count > 0 ? ExitCodes.SomeFailed : 0;
        } catch (OperationCanceledException) {
            return Stopped(run, signals.ExitCode);
        } catch (BadInputException e) when (e.InnerException is IOException && ExitCodes.IsFull(run.Folder.Root)) {
            throw new IOException(e.Message, ExitCodes.NoSpace);
        }
    }

    private static int RunWorkers(RunRequest request, RunOptions options, int workers, double grace, DatasetRun run, RunDisplay display, StopSignals signals) {
        run.Folder.Prepare(options.Plan(), anyPartSize: options.PartFrames == 0);
        var processes = new WorkerProcesses(run.Status);
        (signals.Stopping, signals.Ending) = (processes.Stop, processes.Kill);
        int code = 0;
        display.Show(request.Recipe.Name, run.Status, () => code = processes.Run(i => WorkerProcesses.Arguments(
            run.Folder.Root, new(options.Shard.Index * workers + i, options.Shard.Count * workers, ""), options.Threads, grace, options.MaxFailures), workers));
        return code == ExitCodes.Terminated ? signals.ExitCode : code;
    }

    /// <summary>What comes after the frames: of the whole run the dataset, of a shard a word.</summary>
    private static int Finish(DatasetRun run, RunRequest request, Shard shard, RunDisplay display) {
        if (shard.Count > 1) {
            Console.Error.WriteLine($"Shard {shard} is done: {run.Status.Done} frames. When all are: diorama merge {request.Options.Folder}");
            Console.WriteLine(run.Folder.Root);
            return run.Status.FailedFrames.Count > 0 ? ExitCodes.SomeFailed : 0;
        }
        DatasetSummary summary = null!;
        display.Show(request.Recipe.Name, run.Status, () => summary = new DatasetMerge(run.Folder).Run(request.Options.Formats));
        RunReport.Print(run.Status, summary, run.Folder.Root);
        return summary.FailedFrames.Count > 0 ? ExitCodes.SomeFailed : 0;
    }

    private static int Stopped(DatasetRun run, int code) {
        if (code is ExitCodes.Cancelled or ExitCodes.Terminated) {
            Console.Error.WriteLine($"Stopped after {run.Status.Done} of {run.Status.Total} frames; the same command goes on from there.");
        }
        return code;
    }

    private static Shard ShardOf(ParseResult parsed) {
        string? given = parsed.GetValue(ShardOption);
        return given is not null ? Shard.Parse(given) : parsed.GetValue(ShardsAuto) ? Schedulers.Find(Environment.GetEnvironmentVariable) : Shard.Whole;
    }

    /// <summary>As asked for, else what the scheduler has given to this task, else all processors that it may use.</summary>
    private static int ThreadsOf(ParseResult parsed) {
        int asked = parsed.GetValue(RecipeOptions.Threads);
        if (asked > 0) return asked;
        string? slurm = Environment.GetEnvironmentVariable("SLURM_CPUS_PER_TASK");
        return int.TryParse(slurm, NumberStyles.None, CultureInfo.InvariantCulture, out int given) && given > 0 ? Math.Min(given, Environment.ProcessorCount) : Environment.ProcessorCount;
    }
}
