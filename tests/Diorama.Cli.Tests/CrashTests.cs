using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;

namespace Diorama.Cli.Tests;

/// <summary>Processes that die by signals while they make frames: the frame is named, the others are made.</summary>
public sealed class CrashTests : IDisposable {
    // A frame takes long enough to be caught at it.
    private static readonly string[] frames = ["--no-install", "--width", "64", "--height", "48", "--samples", "1024", "--labels",
        "instance", "--frames", "4"];

    private readonly DioramaProgram program = new();

    public void Dispose() => program.Dispose();

    private static void Signal(int process, string signal) {
        using Process kill = Process.Start("kill", [signal, process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>
    /// Stops the process that is at the frame (or at any), and says which it is; null where nobody is at it. The process stays stopped.
    /// </summary>
    private (int Process, long Frame)? Catch(string folder, long? wanted) {
        if (!Directory.Exists(program[folder + "/parts"])) return null;
        foreach (string part in Directory.GetDirectories(program[folder + "/parts"], "*.partial-*")) {
            int id = int.Parse(Path.GetFileName(part).Split('-')[^3], CultureInfo.InvariantCulture);
            if (!File.Exists($"/proc/{id}/stat") || !IsWanted(part, out _)) continue;
            Signal(id, "-STOP");
            if (IsWanted(part, out long frame)) return (id, frame);
            Signal(id, "-CONT");
        }
        return null;

        bool IsWanted(string part, out long frame) => InWork(part) is var found && (frame = found ?? -1) >= 0
            && (wanted is null || wanted == frame);
    }

    /// <summary>The one frame that was begun and is not done.</summary>
    private static long? InWork(string part) {
        string log = Path.Combine(part, "in-work.log");
        if (!File.Exists(log)) return null;
        string[] lines = File.ReadAllLines(log);
        if (lines.Length == 0 || lines[^1].Split(' ') is not [_, var first, _]) return null;
        long frame = long.Parse(first, CultureInfo.InvariantCulture);
        bool done = File.ReadLines(Path.Combine(part, "frames.log")).Any(l => l.Contains($"\"frame\":{frame},", StringComparison.Ordinal));
        return done ? null : frame;
    }

    /// <summary>Kills whatever is at the frame (or at any, for a start), and says which it was.</summary>
    private long KillAt(Process run, string folder, long? wanted, string signal) {
        (int Process, long Frame)? caught = null;
        DioramaProgram.Await(run, () => (caught = Catch(folder, wanted)) is not null);
        if (caught is not var (process, frame)) throw new InvalidOperationException("the run was over before a frame was caught");
        Signal(process, signal);
        Signal(process, "-CONT");
        DioramaProgram.Await(run, () => !File.Exists($"/proc/{process}/stat"));
        return frame;
    }

    [Theory]
    // Of the signals of a crash the one that the runtime does not take from outside.
    [InlineData("-SYS", "signal 31 (SIGSYS)", "1")]
    [InlineData("-KILL", "signal 9 (SIGKILL, which the system sends when memory runs out)", "2")]
    public void FrameOfWhichTwoProcessesDie_IsNamed_AndTheOthersAreMade(string signal, string name, string workers) {
        using Process run = program.Start(["generate", "cube", "-o", "out", "--workers", workers, "--part-frames", "2", .. frames]);
        _ = run.StandardOutput.ReadToEndAsync();
        long frame = KillAt(run, "out", null, signal);
        Assert.Equal(frame, KillAt(run, "out", frame, signal));
        string errors = DioramaProgram.AwaitEnd(run);
        Assert.True(run.ExitCode == 3, $"{run.ExitCode}: {errors}");
        string sentence = $"The process died by {name} while frame {frame} was made.";
        Assert.Contains(sentence + " It is left out.", errors);
        FrameFailure failure = JsonSerializer.Deserialize<FrameFailure>(Assert.Single(File.ReadAllLines(program["out/failures.jsonl"])),
            DatasetJson.Line)!;
        Assert.Equal(new(frame, FrameFailureReason.Crash, sentence), failure);
        Assert.Equal(Enumerable.Range(0, 4).Select(f => (long)f).Where(f => f != frame),
            new DatasetFolder(program["out"]).ReadFrames().Select(f => f.Frame));
        Assert.Equal(["part-000000", "part-000001"],
            Directory.GetFileSystemEntries(program["out/parts"]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Directory.GetFiles(program["out/parts"], "*", SearchOption.AllDirectories),
            f => f.EndsWith(".log", StringComparison.Ordinal));
    }

    [Fact]
    public void FrameOfWhichOneProcessDies_IsMade_AndTooManyFailuresStillEndTheRun() {
        using (Process run = program.Start(["generate", "cube", "-o", "once", .. frames])) {
            _ = run.StandardOutput.ReadToEndAsync();
            KillAt(run, "once", null, "-KILL");
            string errors = DioramaProgram.AwaitEnd(run);
            Assert.True(run.ExitCode == 0, errors);
            Assert.Contains("parts/part-000000 is tried once more in a process of its own.", errors);
            Assert.Equal(4, new DatasetFolder(program["once"]).ReadFrames().Count());
        }
        using (Process run = program.Start(["generate", "cube", "-o", "none", "--max-failures", "0", .. frames])) {
            _ = run.StandardOutput.ReadToEndAsync();
            long frame = KillAt(run, "none", null, "-KILL");
            KillAt(run, "none", frame, "-KILL");
            string errors = DioramaProgram.AwaitEnd(run);
            Assert.True(run.ExitCode == 70, $"{run.ExitCode}: {errors}");
            Assert.Contains("More than 0 frames failed.", errors);
            Assert.DoesNotContain("   at ", errors);
        }
    }

    [Fact]
    public void ThereAreNoMoreWorkersThanParts() {
        DioramaProgram.Result result = program.Run("generate", "cube", "-o", "out", "--workers", "100000", "--no-install", "--width", "32",
            "--height", "24", "--samples", "0",
            "--labels", "instance", "--frames", "2", "--part-frames", "1");
        Assert.True(result.Code == 0, result.Errors);
        Assert.Equal(2, Directory.GetFiles(program["out/status"]).Length);
    }

    [NamespaceFact]
    public void TwoContainersOfOneName_ShareARun() {
        // Both processes have the same number in namespaces of their own, and the same host name.
        string[] small = ["--no-install", "--width", "48", "--height", "32", "--samples", "0", "--labels", "instance", "--part-frames",
            "4"];
        Assert.Equal(0, program.Run(["plan", "cube", "-o", "run", "--frames", "40", .. small]).Code);
        Process[] two = [.. Enumerable.Range(0, 2).Select(_ => program.StartUnder(["unshare", "--pid", "--fork", "--mount-proc"], [],
            "generate", "run", "--no-install"))];
        foreach (Process p in two) {
            _ = p.StandardOutput.ReadToEndAsync();
            string errors = p.StandardError.ReadToEnd();
            p.WaitForExit();
            Assert.True(p.ExitCode == 0, errors);
            p.Dispose();
        }
        Assert.Equal(40, new DatasetFolder(program["run"]).ReadFrames().Count());
        Assert.Equal(10, Directory.GetFileSystemEntries(program["run/parts"]).Length);
        // Neither took a part from the other; only what was left at the very end may have been made by both.
        Assert.InRange(Directory.GetFiles(program["run/status"]).SelectMany(f => LineLog.Read(f))
            .Count(l => JsonSerializer.Deserialize<WorkerLine>(l.Line, DatasetJson.Line)!.Event == WorkerEvent.Frame), 40, 56);
    }
}

/// <summary>A fact that needs namespaces of process numbers.</summary>
public sealed class NamespaceFactAttribute : FactAttribute {
    public NamespaceFactAttribute() {
        using Process allowed =
            Process.Start(new ProcessStartInfo("unshare", ["--pid", "--fork", "--mount-proc", "true"]) { RedirectStandardError = true })!;
        allowed.WaitForExit();
        if (allowed.ExitCode != 0) Skip = "needs to be allowed a namespace of process numbers";
    }
}
