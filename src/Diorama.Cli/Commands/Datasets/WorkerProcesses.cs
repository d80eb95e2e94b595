using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Diorama.Cli.Processes;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;

namespace Diorama.Cli.Commands.Datasets;

/// <summary>Task of the workers of a run.</summary>
/// <param name="Folder">Folder of the run, which is planned.</param>
/// <param name="Parts">Number of parts of the whole run.</param>
/// <param name="Shard">Shard of this command, which is divided among its workers.</param>
/// <param name="Count">Number of workers.</param>
/// <param name="Threads">Number of threads of each worker.</param>
/// <param name="Grace">Grace time for the frame in work when the run is stopped, seconds.</param>
/// <param name="MaxFailures">Largest number of failed frames; one more ends the run.</param>
internal sealed record WorkerTask(RunFolder Folder, long Parts, Shard Shard, int Count, int Threads, double Grace, int MaxFailures);

/// <summary>
/// The worker processes of <c>generate</c>, each with a shard of the run, so that a crash in native code ends a worker and not the run.
/// They report their progress as lines of JSON on standard output, stop when standard input ends, and are killed when this process ends.
/// </summary>
internal sealed partial class WorkerProcesses(WorkerTask task, RunStatus status) {
    /// <summary>Largest number of successive restarts of a worker that dies without making a frame.</summary>
    private const int Restarts = 3;
    private const int TellMilliseconds = 500, FirstSignal = 128, DieWithParent = 1, Kills = 9;

    private readonly Lock access = new();
    private readonly List<Process> running = [];
    private readonly WorkerDeaths deaths = new(task.Folder);
    /// <summary>Progress by worker: that of its present process, including that of earlier ones.</summary>
    private readonly RunProgress?[] shown = new RunProgress?[task.Count];
    private readonly RunProgress[] before = [.. Enumerable.Repeat(RunProgress.None, task.Count)];
    private bool stopping, tooManyFailed;

    /// <summary>
    /// Runs all workers in parallel. Returns the first exit code that means that the run failed, otherwise the largest: 0, or that of a run
    /// with failed frames.
    /// </summary>
    public int Run() {
        var codes = new int[task.Count];
        Exception? failure = null;
        Thread[] keepers = [.. Enumerable.Range(0, task.Count).Select(i => new Thread(() => {
            try {
                codes[i] = Keep(i);
            } catch (Exception e) {
                Interlocked.CompareExchange(ref failure, e, null);
                Stop();
            }
        }))];
        foreach (Thread t in keepers) t.Start();
        foreach (Thread t in keepers) t.Join();
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
        int code = codes.Where(c => c is not (0 or ExitCodes.SomeFailed)).FirstOrDefault(codes.Max());
        if (!tooManyFailed || codes.Contains(ExitCodes.Internal)) return code;
        Console.Error.WriteLine($"More than {task.MaxFailures} frames failed.");
        return ExitCodes.Internal;
    }

    /// <summary>Asks all workers to finish their frames and stop.</summary>
    public void Stop() {
        lock (access) {
            stopping = true;
            foreach (Process p in running) p.StandardInput.Close();
        }
    }

    /// <summary>Kills all workers at once.</summary>
    public void Kill() {
        lock (access) {
            stopping = true;
            foreach (Process p in running) p.Kill();
        }
    }

    private int Keep(int worker) {
        var shard = new Shard(task.Shard.Index * task.Count + worker, task.Shard.Count * task.Count, task.Shard.Source);
        int code = Again(worker, shard, oneByOne: false);
        if (code is not (0 or ExitCodes.SomeFailed)) Stop();
        return code;
    }

    /// <summary>
    /// Runs a shard until its process ends other than by a signal. The parts that a killed process was making are made by other processes,
    /// one part each; if such a process dies too, another one follows, which leaves out the frames that were given up.
    /// </summary>
    private int Again(int worker, Shard shard, bool oneByOne) {
        for (int deathsInARow = 1; ; deathsInARow++) {
            (int code, int process, bool made) = RunOnce(worker, shard, oneByOne);
            if (!HasDied(code)) return code;
            WorkerDeath death;
            lock (access) {
                if (stopping) return ExitCodes.Internal;
                death = deaths.Note(process, code - FirstSignal);
                GiveUp(worker, death.GivenUp);
            }
            Console.Error.WriteLine(Sentence(worker, code - FirstSignal, death));
            if (made || death.Parts.Count > 0) deathsInARow = 0;
            if (deathsInARow > Restarts) {
                Console.Error.WriteLine($"Worker {worker} died {deathsInARow} times without making a frame.");
                return ExitCodes.Internal;
            }
            if (oneByOne) continue;
            foreach (long part in death.Parts) {
                code = Again(worker, new((int)part, (int)task.Parts, ""), oneByOne: true);
                if (code is not (0 or ExitCodes.SomeFailed)) return code;
            }
        }
    }

    private static string Sentence(int worker, int signal, WorkerDeath death) => death.GivenUp.Count > 0
        ? string.Join(' ', death.GivenUp.Select(f => f.Message)) + (death.GivenUp.Count == 1 ? " It is left out." : " They are left out.")
        : $"Worker {worker} died by {WorkerDeaths.SignalName(signal)}; " + (death.Parts.Count == 0 ? "it is started again."
            : string.Join(", ", death.Parts.Select(RunFolder.PartName)) + (death.Parts.Count == 1 ? " is" : " are")
                + " tried once more in a process of its own.");

    private void GiveUp(int worker, IReadOnlyList<FrameFailure> failures) {
        if (failures.Count == 0) return;
        before[worker] = before[worker].Plus(RunProgress.None with {
            Done = failures.Count, Failed = new() { [FrameFailureReason.Crash] = failures.Count },
        });
        if (shown[worker] is { } last) shown[worker] = last with { Done = last.Done + failures.Count, Failed = before[worker].Failed };
        Tell();
    }

    /// <summary>
    /// Whether an exit code means death by a signal; after a request to stop, a worker exits with the code of that signal itself.
    /// </summary>
    private static bool HasDied(int code) => code > FirstSignal && code is not (ExitCodes.Cancelled or ExitCodes.Terminated);

    private (int Code, int Process, bool Made) RunOnce(int worker, Shard shard, bool oneByOne) {
        Process process;
        lock (access) {
            if (stopping) return (tooManyFailed ? ExitCodes.Internal : ExitCodes.Terminated, 0, false);
            try {
                process = Start(Arguments(shard, oneByOne));
            } catch (Win32Exception e) {
                Console.Error.WriteLine(
                    $"A process for the frames cannot be started: {e.Message}. The same command goes on when the system allows it.");
                return (ExitCodes.TryAgain, 0, false);
            }
            running.Add(process);
        }
        using (process) {
            RunProgress? last = null;
            while (process.StandardOutput.ReadLine() is { } line) {
                lock (access) {
                    last = Read(line) ?? last;
                    if (last is null || oneByOne) continue;
                    shown[worker] = last.After(before[worker]);
                    Tell();
                }
            }
            process.WaitForExit();
            lock (access) {
                running.Remove(process);
                if (last is not null) before[worker] = before[worker].Plus(last);
            }
            return (process.ExitCode, process.Id, last is not null && last.Done > last.Resumed);
        }
    }

    private static Process Start(string[] arguments) => Process.Start(new ProcessStartInfo(OwnProgram.Path,
        [.. OwnProgram.Leading, .. arguments]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;

    /// <summary>Parses a line of progress; null for a line that was cut off when its process died.</summary>
    private static RunProgress? Read(string line) {
        try {
            return JsonSerializer.Deserialize<RunProgress>(line, DatasetJson.Line);
        } catch (JsonException) {
            return null;
        }
    }

    private void Tell() {
        status.Take([.. shown.OfType<RunProgress>()]);
        if (stopping || status.FailedFrames.Sum(f => f.Value) <= task.MaxFailures) return;
        tooManyFailed = true;
        Stop();
    }

    /// <summary>
    /// Runs <paramref name="work"/> in a worker process and reports the progress until it has ended; calls <paramref name="stop"/> when the
    /// parent process is gone.
    /// </summary>
    public static void Tell(RunStatus status, Action stop, Action work) {
        // Unfinished work is made again by another process, so nothing is lost; a process without a parent would keep its part occupied.
        _ = ProcessControl(DieWithParent, Kills);
        new Thread(() => {
            using Stream input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0) { }
            stop();
        }) { IsBackground = true }.Start();
        using (new Timer(_ => Line(), null, TellMilliseconds, TellMilliseconds)) work();
        Line();

        void Line() {
            // The reading process may be gone; the other thread notices that.
            try {
                Console.WriteLine(JsonSerializer.Serialize(status.Snapshot(), DatasetJson.Line));
            } catch (IOException) {
            }
        }
    }

    private string[] Arguments(Shard shard, bool oneByOne) => [
        "generate", task.Folder.Root, "--worker", "--no-install", "--shard", shard.ToString(),
        .. shard.Source.Length > 0 ? ["--shard-source", shard.Source] : Array.Empty<string>(), "--threads", Text(task.Threads),
        "--grace-seconds", task.Grace.ToString(CultureInfo.InvariantCulture), "--max-failures", Text(task.MaxFailures),
        .. oneByOne ? ["--one-by-one"] : Array.Empty<string>(),
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>prctl(2): requests that this process is killed when the thread that started it ends.</summary>
    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int ProcessControl(int option, nuint value);
}
