using System.CommandLine;
using System.Globalization;
using Diorama.Cli.Options;
using Diorama.Cli.Processes;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;
using Diorama.Datasets.Runs.Plans;

namespace Diorama.Cli.Commands.Datasets;

/// <summary><c>diorama generate RECIPE -o DIR</c>: makes a labelled dataset from a recipe, or a shard of it.</summary>
internal static class GenerateCommand {
    private static readonly Option<string?> ShardOption =
        new Option<string?>("--shard") {
            Description = "Make only this share of the parts: index/count, from 0. The dataset is put together by 'merge'.",
        }.ReadBy(text => Shard.Parse(text));
    private static readonly Option<bool> ShardsAuto = new Option<bool>("--shards-auto") {
        Description = "Take the share from the scheduler's variables: Slurm, Kubernetes, AWS, Google, PBS, LSF, Grid Engine, MPI, or "
            + "DIORAMA_SHARD and DIORAMA_SHARDS.",
    }.ReadBy(_ => Schedulers.Find(Environment.GetEnvironmentVariable));
    private static readonly Option<int> Workers = NumberOption.Of("--workers",
        "Processes that share the work on this machine, at most one for each part of it.", 1, 1, 1_000_000);
    private static readonly Option<int> MaxFailures = NumberOption.Of("--max-failures", "Frames that may fail before the run is ended.",
        RunOptions.DefaultMaxFailures, 0, int.MaxValue);
    private static readonly Option<double> Grace = NumberOption.Of("--grace-seconds",
        "How long the frame in work may go on after SIGTERM, SIGINT or SIGUSR1.", 20.0, 0, 86_400);
    private static readonly Option<bool> Worker = new("--worker") { Hidden = true }, OneByOne = new("--one-by-one") { Hidden = true };
    private static readonly Option<string?> ShardSource = new("--shard-source") { Hidden = true };

    public static Command Create() {
        var command = new Command("generate", """
            Make a labelled dataset from a recipe. A run that was stopped or killed goes on where it was when the same
            command is given again. A frame that cannot be made, or of which a process dies twice, is left out, and the summary names it.

            Examples:
              diorama generate living-room -o out/living-room --frames 20
              diorama generate my.yaml -o out/mine --set camera.camera_height=1.2 --seed 7
              diorama generate living-room -o out/labels --frames 1000 --samples 0 --labels basic
              diorama generate living-room -o out/many --frames 500 --workers 4
              diorama generate run --shard 2/7                        (a run that 'diorama plan' has made; docs/cluster.md)

            Exit codes: 0 done, 3 done but for frames that failed, 64 wrong usage, 65 wrong input, 70 a defect or too many
            failed frames, 73 not allowed to write, 75 try again later (disk full), 130 and 143 stopped by SIGINT and
            SIGTERM with all finished frames kept.
            """) {
            RunRequest.Name, RunRequest.Output, RunRequest.Frames, RecipeOptions.Seed, RecipeOptions.Width, RecipeOptions.Height,
            RecipeOptions.Samples, RecipeOptions.Set,
            RunRequest.Labels, RunRequest.Formats, RunRequest.Splits, RunRequest.HeldOut, RunRequest.PartFrames, ShardOption, ShardsAuto,
            Workers, MaxFailures, Grace, CommonOptions.Threads, CommonOptions.NoInstall,
            Worker, OneByOne, ShardSource,
        };
        command.Validators.Add(RunRequest.Check);
        Usage.RefuseLargeImages(command, RecipeOptions.Width, RecipeOptions.Height);
        command.SetAction(parsed => Run(parsed));
        return command;
    }

    private static int Run(ParseResult parsed) {
        (int workers, int maxFailures, double grace) = (parsed.GetValue(Workers), parsed.GetValue(MaxFailures), parsed.GetValue(Grace));
        bool isWorker = parsed.GetValue(Worker);
        Shard shard = ShardOf(parsed);
        int threads = ThreadsOf(parsed);
        using var signals = new StopSignals(grace, isWorker);
        using var display = new RunDisplay();
        RunRequest request = RunRequest.Of(parsed, display.Say);
        RunOptions options = request.Options with {
            Shard = shard, Threads = threads, MaxFailures = maxFailures, OneByOne = parsed.GetValue(OneByOne),
        };
        var run = new DatasetRun(options, request.Builder.Retry);
        try {
            if (isWorker) {
                WorkerProcesses.Tell(run.Status, signals.Stop, () => run.Render(signals.Abandon, signals.Finish));
                return run.Status.FailedFrames.Count > 0 ? ExitCodes.SomeFailed : 0;
            }
            if (shard.Count > 1) display.Say($"{request.Recipe.Name}: shard {shard} ({shard.Source}), {threads} threads, Diorama "
                + $"{BuildInfo.Version} on {BuildInfo.InstructionSet}");
            int code = RunWorkers(request, options, workers, grace, run, display, signals);
            return code is 0 or ExitCodes.SomeFailed ? Finish(run, request, shard, display, signals) : Stopped(run, code);
        } catch (OperationCanceledException) {
            return isWorker ? signals.ExitCode : Stopped(run, signals.ExitCode);
        }
    }

    /// <summary>
    /// Runs the workers. Frames are always made by other processes, even by a single one, so that a crash there does not end the run.
    /// </summary>
    private static int RunWorkers(
        RunRequest request, RunOptions options, int most, double grace, DatasetRun run, RunDisplay display, StopSignals signals) {
        (RunPlan plan, long missing) = run.Prepare();
        int workers = (int)Math.Min(most, missing);
        if (workers == 0) return 0;
        int threads = Math.Max(1, options.Threads / workers);
        var task = new WorkerTask(run.Folder, plan.Parts, options.Shard, workers, threads, grace, options.MaxFailures);
        var processes = new WorkerProcesses(task, run.Status);
        (signals.Stopping, signals.Ending) = (processes.Stop, processes.Kill);
        if (signals.Finish.IsCancellationRequested) return signals.ExitCode;
        int code = 0;
        display.Show(request.Recipe.Name, run.Status, () => code = processes.Run());
        return code == ExitCodes.Terminated ? signals.ExitCode : code;
    }

    /// <summary>Finishes after the frames: merges the dataset of a whole run; for a shard, only prints a message.</summary>
    private static int Finish(DatasetRun run, RunRequest request, Shard shard, RunDisplay display, StopSignals signals) {
        if (shard.Count > 1) {
            Console.Error.WriteLine(
                $"Shard {shard} is done: {run.Status.Done} frames. When all are: diorama merge {request.Options.Folder}");
            Console.WriteLine(run.Folder.Root);
            return run.Status.FailedFrames.Count > 0 ? ExitCodes.SomeFailed : 0;
        }
        DatasetSummary summary = null!;
        display.Show(request.Recipe.Name, run.Status,
            () => summary = new DatasetMerge(run.Folder).Run(request.Options.Formats, cancellation: signals.Finish));
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
        if (given is null) return parsed.GetValue(ShardsAuto) ? Schedulers.Find(Environment.GetEnvironmentVariable) : Shard.Whole;
        Shard shard = Shard.Parse(given);
        return parsed.GetValue(ShardSource) is { } source ? shard with { Source = source } : shard;
    }

    /// <summary>
    /// Returns the number of threads: as requested, otherwise what Slurm has given to this task, otherwise all processors that the process
    /// may use.
    /// </summary>
    private static int ThreadsOf(ParseResult parsed) {
        int asked = parsed.GetValue(CommonOptions.Threads);
        if (asked > 0) return asked;
        string? slurm = Environment.GetEnvironmentVariable("SLURM_CPUS_PER_TASK");
        return int.TryParse(slurm, NumberStyles.None, CultureInfo.InvariantCulture, out int given) && given > 0
            ? Math.Min(given, Environment.ProcessorCount) : Environment.ProcessorCount;
    }
}
