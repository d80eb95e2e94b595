using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;

namespace Diorama.Cli;

/// <summary>
/// The workers of --workers: processes of this program, each with a shard of the run. They tell their progress in lines of JSON on standard output and stop
/// when standard input ends, as it does when this process dies.
/// </summary>
internal sealed class WorkerProcesses(RunStatus status) {
    /// <summary>A crash in native code ends one worker; it goes on where it was, so many times.</summary>
    private const int Restarts = 3;
    private const int TellMilliseconds = 500, FirstSignal = 128;

    private readonly Lock access = new();
    private readonly List<Process> running = [];
    private RunProgress?[] told = [];
    private bool stopping;

    /// <summary>Runs all shards side by side. Returns the first exit code that is not 0, else 0.</summary>
    /// <param name="arguments">Of this program, for a shard.</param>
    /// <param name="count">Of workers.</param>
    public int Run(Func<int, string[]> arguments, int count) {
        told = new RunProgress?[count];
        var codes = new int[count];
        Thread[] keepers = [.. Enumerable.Range(0, count).Select(i => new Thread(() => codes[i] = Keep(arguments(i), i)))];
        foreach (Thread t in keepers) t.Start();
        foreach (Thread t in keepers) t.Join();
        return codes.Where(c => c is not (0 or ExitCodes.SomeFailed)).FirstOrDefault(codes.Max());
    }

    /// <summary>Asks all to finish their frames.</summary>
    public void Stop() {
        lock (access) {
            stopping = true;
            foreach (Process p in running) p.StandardInput.Close();
        }
    }

    /// <summary>Ends all at once.</summary>
    public void Kill() {
        lock (access) {
            stopping = true;
            foreach (Process p in running) p.Kill();
        }
    }

    private int Keep(string[] arguments, int worker) {
        for (int restart = 0; ; restart++) {
            int code = RunOnce(arguments, worker);
            lock (access) {
                bool crashed = code > FirstSignal && code is not (ExitCodes.Cancelled or ExitCodes.Terminated);
                if (crashed && !stopping && restart < Restarts) {
                    Console.Error.WriteLine($"Worker {worker} ended with code {code}; it is started again.");
                    continue;
                }
                if (crashed) code = ExitCodes.Internal;
            }
            if (code is not (0 or ExitCodes.SomeFailed)) Stop();
            return code;
        }
    }

    private int RunOnce(string[] arguments, int worker) {
        Process process;
        lock (access) {
            if (stopping) return ExitCodes.Terminated;
            string program = Environment.ProcessPath!;
            // Started as "dotnet diorama.dll", that is the runtime.
            string[] own = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
            process = Process.Start(new ProcessStartInfo(program, [.. own, .. arguments]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
            running.Add(process);
        }
        using (process) {
            while (process.StandardOutput.ReadLine() is { } line) {
                lock (access) {
                    told[worker] = JsonSerializer.Deserialize<RunProgress>(line, DatasetJson.Line);
                    status.Take([.. told.OfType<RunProgress>()]);
                }
            }
            process.WaitForExit();
            lock (access) running.Remove(process);
            return process.ExitCode;
        }
    }

    /// <summary>In a worker: tells the progress until <paramref name="work"/> has ended, and stops when the other side is gone.</summary>
    public static void Tell(RunStatus status, Action stop, Action work) {
        new Thread(() => {
            using Stream input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0) { }
            stop();
        }) { IsBackground = true }.Start();
        using (new Timer(_ => Line(), null, TellMilliseconds, TellMilliseconds)) work();
        Line();

        void Line() {
            // Who reads may be gone; the other thread notices.
            try {
                Console.WriteLine(JsonSerializer.Serialize(status.Snapshot(), DatasetJson.Line));
            } catch (IOException) {
            }
        }
    }

    public static string[] Arguments(string folder, Shard shard, int threads, double grace, int maxFailures) => [
        "generate", folder, "--worker", "--no-install", "--shard", shard.ToString(), "--threads", threads.ToString(CultureInfo.InvariantCulture),
        "--grace-seconds", grace.ToString(CultureInfo.InvariantCulture), "--max-failures", maxFailures.ToString(CultureInfo.InvariantCulture),
    ];
}
