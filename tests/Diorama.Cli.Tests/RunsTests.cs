using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Diorama.Benchmarks;
using Diorama.Core.Randomness;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;

namespace Diorama.Cli.Tests;

/// <summary>Runs that are shared, killed, stopped and short of room: whatever happens, the same files.</summary>
public sealed class RunsTests : IDisposable {
    private static readonly string[] Small = ["--no-install", "--width", "48", "--height", "32", "--samples", "0", "--labels", "instance,depth_z", "--part-frames", "8"];
    private static readonly string[] Slow = ["--no-install", "--width", "640", "--height", "480", "--samples", "1000000", "--labels", "none", "--frames", "2"];

    private readonly DioramaProgram program = new();

    public void Dispose() => program.Dispose();

    private DioramaProgram.Result Expect(int code, params string[] arguments) {
        DioramaProgram.Result result = program.Run(arguments);
        Assert.True(result.Code == code, $"{string.Join(' ', arguments)}: {result.Code}\n{result.Errors}");
        return result;
    }

    private void Generate(string folder, int frames, params string[] more) => Expect(0, ["generate", "cube", "-o", folder, "--frames", frames.ToString(CultureInfo.InvariantCulture), .. Small, .. more]);

    private void ExpectSame(string expected, string actual) {
        string[] files = Files(expected);
        Assert.Equal(files, Files(actual));
        Assert.All(files, f => Assert.True(File.ReadAllBytes(Path.Combine(program[expected], f)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(program[actual], f))), $"{f} differs"));

        string[] Files(string folder) => [.. Directory.EnumerateFiles(program[folder], "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(program[folder], f)).Where(f => !f.StartsWith("status/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    private WorkerLine[] Lines(string folder) => !Directory.Exists(program[folder + "/status"]) ? [] : [.. Directory.GetFiles(program[folder + "/status"])
        .SelectMany(f => LineLog.Read(f)).Select(l => JsonSerializer.Deserialize<WorkerLine>(l.Line, DatasetJson.Line)!)];

    private int FramesMade(string folder) => Lines(folder).Count(l => l.Event == WorkerEvent.Frame);

    /// <summary>The numbers of the processes that have written their first line.</summary>
    private int[] Workers(string folder) => !Directory.Exists(program[folder + "/status"]) ? [] : [.. Directory.GetFiles(program[folder + "/status"])
        .Select(f => int.Parse(Path.GetFileNameWithoutExtension(f).Split('-')[^3], CultureInfo.InvariantCulture))];

    private static double ProcessorSeconds(int id) {
        using Process process = Process.GetProcessById(id);
        return process.TotalProcessorTime.TotalSeconds;
    }

    private static void Signal(Process process, string signal) {
        using Process kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static void Wait(Process process, Func<bool> until, int milliseconds = 10) {
        var clock = Stopwatch.StartNew();
        while (!until()) {
            Assert.True(clock.Elapsed.TotalSeconds < 300, "nothing happened in time");
            if (process.HasExited) return;
            Thread.Sleep(milliseconds);
        }
    }

    /// <summary>Until workers are at their frames: what they write first does not say so; so much of a processor does, whatever else the machine has to do.</summary>
    private void WaitForFrames(Process process, int workers) => Wait(process, () => Workers("out") is { } ids && ids.Length == workers && ids.All(w => ProcessorSeconds(w) > 5));

    [Fact]
    public void Killed6Times_GivesTheSameFiles() => Killed(6, 120);

    [Fact]
    [Trait("Category", "Slow")]
    public void Killed50Times_GivesTheSameFiles() => Killed(50, 400);

    /// <summary>A line in the status file says that a frame's line is in the part's log: such a frame may never be made again.</summary>
    private void Killed(int kills, int frames) {
        Generate("whole", frames);
        KeyedGenerator random = Keyed.Start(11).With("kills").Generator();
        int perRun = frames / (2 * kills);
        for (int k = 0; k < kills; k++) {
            using Process process = program.Start(["generate", "cube", "-o", "killed", "--frames", frames.ToString(CultureInfo.InvariantCulture), .. Small]);
            // From within its start to some frames further.
            int wanted = FramesMade("killed") + random.NextInt(2 * perRun + 1);
            int delay = random.NextInt(30);
            if (k % 5 == 4) Thread.Sleep(20 * delay);
            else Wait(process, () => FramesMade("killed") >= wanted, 3);
            Thread.Sleep(delay / 3);
            Assert.False(process.HasExited, $"the run was over before kill {k}");
            process.Kill();
            process.WaitForExit();
            Assert.Equal(137, process.ExitCode);
        }
        Generate("killed", frames);
        ExpectSame("whole", "killed");
        var made = Lines("killed").Where(l => l.Event == WorkerEvent.Frame).GroupBy(l => l.Frame!.Value).ToDictionary(g => g.Key, g => g.Count());
        Assert.DoesNotContain(made, f => f.Value > 1);
        Assert.InRange(made.Count, frames - kills, frames);
    }

    [Fact]
    public void TwoProcessesOnOneRun_LeaveOneSetOfFiles_AndBothExitWith0() {
        Generate("whole", 24);
        Expect(0, ["plan", "cube", "-o", "both", "--frames", "24", .. Small]);
        Process[] two = [program.Start("generate", "both", "--no-install"), program.Start("generate", "both", "--no-install")];
        foreach (Process p in two) {
            string errors = p.StandardError.ReadToEnd();
            p.WaitForExit();
            Assert.True(p.ExitCode == 0, errors);
        }
        ExpectSame("whole", "both");
        Assert.Equal(2, Directory.GetFiles(program["both/status"]).Length);
    }

    [Fact]
    public void TwoProcessesOnOneShard_LeaveOneSetOfFiles_AndBothExitWith0() {
        Generate("whole", 48);
        Expect(0, ["plan", "cube", "-o", "both", "--frames", "48", .. Small]);
        string[] shard = ["generate", "both", "--no-install", "--shard", "1/3"];
        Process[] two = [program.Start(shard), program.Start(shard)];
        foreach (Process p in two) {
            string errors = p.StandardError.ReadToEnd();
            p.WaitForExit();
            Assert.True(p.ExitCode == 0, errors);
        }
        // The two parts of this shard, once each, nothing unfinished beside them, and both processes took part in the run.
        Assert.Equal(["part-000002", "part-000003"], Directory.GetFileSystemEntries(program["both/parts"]).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal));
        Assert.Equal(2, Directory.GetFiles(program["both/status"]).Length);
        Expect(0, "generate", "both", "--no-install");
        ExpectSame("whole", "both");
    }

    [Fact]
    public void Splits_ArePlannedOnce() {
        string[] splits = ["--splits", "train=0.75,val=0.25", "--hold-out-assets", "cube-1"];
        Expect(0, ["plan", "cube", "-o", "run", "--frames", "16", .. splits, .. Small]);
        JsonElement plan = JsonDocument.Parse(File.ReadAllBytes(program["run/plan.json"])).RootElement.GetProperty("splits");
        Assert.Equal(["train", "val"], plan.GetProperty("shares").EnumerateArray().Select(s => s.GetProperty("name").GetString()));
        Assert.Equal(["cube-1"], plan.GetProperty("held_out_assets").EnumerateArray().Select(a => a.GetString()));
        Assert.Contains("--splits cannot be given for a run that was planned", Expect(65, "generate", "run", "--splits", "train=1").Errors);
        Assert.Contains("with the splits train=0.75,val=0.25 and held out 'cube-1', not none", Expect(65, ["plan", "cube", "-o", "run", "--frames", "16", .. Small]).Errors);
        foreach (int shard in new[] { 1, 0 }) Expect(0, "generate", "run", "--no-install", "--shard", $"{shard}/2");
        Expect(0, "merge", "run");
        Generate("whole", 16, splits);
        ExpectSame("whole", "run");
        // Every scene of this recipe shows the cube.
        Assert.All(File.ReadLines(program["run/frames.jsonl"]), line => Assert.Contains("\"split\":\"test_objects\"", line));
        Assert.Contains("16 images in test_objects", Expect(0, "export", "run", "-f", "coco", "-o", "exports").Output);
        Assert.Contains("12 images in train, 4 images in val.", Expect(0, "export", "run", "-f", "coco", "-o", "others", "--hold-out-assets", "none").Output);
        Assert.EndsWith("\n16 images.\n", Expect(0, "export", "run", "-f", "coco", "-o", "together", "--splits", "none", "--hold-out-assets", "none").Output);
    }

    [Fact]
    public void WorkersAndShards_GiveTheSameFiles_AndStatusAndMergeTellWhatIsThere() {
        Generate("whole", 40);
        Generate("workers", 40, "--workers", "2");
        ExpectSame("whole", "workers");
        Assert.Equal(2, Directory.GetFiles(program["workers/status"]).Length);

        Expect(0, ["plan", "cube", "-o", "shards", "--frames", "40", .. Small]);
        foreach (int shard in new[] { 2, 0 }) Expect(0, "generate", "shards", "--no-install", "--shard", $"{shard}/3");
        Assert.Contains("lacks 2 of 5 parts: parts/part-000001, parts/part-000002", Assert.Single(Expect(65, "merge", "shards").ErrorLines));
        RunOverview status = JsonSerializer.Deserialize<RunOverview>(Expect(0, "status", "shards", "--json").Output, DatasetJson.Line)!;
        Assert.Equal((40, 24, 5, 3, false), (status.Frames, status.FramesDone, status.Parts, status.PartsDone, status.Merged));
        Expect(0, "merge", "shards", "--allow-missing");
        Assert.Equal(24, File.ReadLines(program["shards/frames.jsonl"]).Count());
        Assert.True(File.Exists(program["shards/missing.json"]));
        DioramaProgram.Result last = Expect(0, "generate", "shards", "--no-install", "--shard", "1/3");
        Assert.Contains("diorama merge shards", last.Errors);
        Expect(0, "merge", "shards");
        ExpectSame("whole", "shards");
        Assert.Contains("40 of 40 frames, 5 of 5 parts done, 0 in work, merged", Expect(0, "status", "shards").Output);
        Assert.Contains("--frames cannot be given for a run that was planned", Expect(65, "generate", "shards", "--frames", "50").Errors);
        Assert.Contains("already holds a dataset with seed 0", Expect(65, ["plan", "cube", "-o", "shards", "--frames", "40", "--seed", "1", .. Small]).Errors);
    }

    [Fact]
    public void KilledWorker_IsStartedAgain() {
        Generate("whole", 40);
        using Process parent = program.Start(["generate", "cube", "-o", "workers", "--frames", "40", "--workers", "2", .. Small]);
        int[] AllChildren() => [.. Directory.GetDirectories($"/proc/{parent.Id}/task").SelectMany(t => File.ReadAllText(t + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(int.Parse)];
        Wait(parent, () => FramesMade("workers") > 0);
        using (Process child = Process.GetProcessById(AllChildren()[0])) child.Kill();
        string errors = parent.StandardError.ReadToEnd();
        parent.WaitForExit();
        Assert.True(parent.ExitCode == 0, errors);
        ExpectSame("whole", "workers");
        Assert.DoesNotContain(Lines("workers").Where(l => l.Event == WorkerEvent.Frame).GroupBy(l => l.Frame), g => g.Count() > 1);
    }

    [Theory]
    [InlineData("-TERM", 143)]
    [InlineData("-INT", 130)]
    [InlineData("-USR1", 143)]
    public void Signal_EndsWithinTheGraceTime(string signal, int code) {
        using Process process = program.Start(["generate", "cube", "-o", "out", "--grace-seconds", "0.5", .. Slow]);
        WaitForFrames(process, 1);
        var clock = Stopwatch.StartNew();
        Signal(process, signal);
        string errors = DioramaProgram.AwaitEnd(process);
        Assert.Equal(code, process.ExitCode);
        Assert.Contains("the frame in work gets 0.5 seconds", errors);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public void SecondSignal_EndsAtOnce_AndWorkersEndWithTheirParent() {
        using Process process = program.Start(["generate", "cube", "-o", "out", "--workers", "2", "--grace-seconds", "600", "--part-frames", "1", .. Slow]);
        WaitForFrames(process, 2);
        Signal(process, "-TERM");
        Thread.Sleep(500);
        Assert.False(process.HasExited);
        Signal(process, "-TERM");
        Assert.True(process.WaitForExit(20_000));
        Assert.Equal(143, process.ExitCode);
        foreach (int id in Workers("out")) {
            var clock = Stopwatch.StartNew();
            while (File.Exists($"/proc/{id}/stat") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal)) {
                Assert.True(clock.Elapsed.TotalSeconds < 20, $"worker {id} outlives its parent");
                Thread.Sleep(50);
            }
        }
    }

    [RootFact]
    public void FullDisk_Is75_AndDamagesNothing() {
        Generate("whole", 40);
        Directory.CreateDirectory(program["disk"]);
        Mount("-t", "tmpfs", "-o", "size=500k", "tmpfs", program["disk"]);
        try {
            DioramaProgram.Result full = Expect(75, ["generate", "cube", "-o", "disk/run", "--frames", "40", .. Small]);
            Assert.Contains("the same command goes on", full.Errors);
            int made = FramesMade("disk/run");
            Assert.InRange(made, 1, 39);
            Mount("-o", "remount,size=20m", program["disk"]);
            Expect(0, ["generate", "cube", "-o", "disk/run", "--frames", "40", .. Small]);
            ExpectSame("whole", "disk/run");
        } finally {
            using Process unmount = Process.Start("umount", [program["disk"]]);
            unmount.WaitForExit();
        }
    }

    private static void Mount(params string[] arguments) {
        using Process mount = Process.Start("mount", arguments);
        mount.WaitForExit();
        Assert.Equal(0, mount.ExitCode);
    }

    [Fact]
    public void MergeOf20000Frames_IsLinearAndSmall() => MergeIsLinear(5000);

    [Fact]
    [Trait("Category", "Slow")]
    public void MergeOf100000Frames_IsLinearAndSmall() => MergeIsLinear(25_000);

    private void MergeIsLinear(int few) {
        (double small, _) = Merge(few);
        (double large, long bytes) = Merge(4 * few);
        Assert.True(bytes < 300L << 20, $"{bytes >> 20} MiB");
        // The start of the program is in both, and so is compiling it.
        Assert.True(large < 4.6 * small, $"{small:0.0} s of a processor for {few} frames, {large:0.0} s for {4 * few}");

        (double Seconds, long Bytes) Merge(int frames) {
            string folder = program[$"made-up-{frames}"];
            MergeBenchmark.MakeParts(folder, frames);
            using Process process = program.Start("merge", folder);
            _ = process.StandardOutput.ReadToEndAsync();
            _ = process.StandardError.ReadToEndAsync();
            long peak = 0;
            double seconds = 0;
            Wait(process, () => {
                peak = Math.Max(peak, Peak(process.Id));
                try {
                    if (process.HasExited) return true;
                    seconds = process.TotalProcessorTime.TotalSeconds;
                } catch (Exception gone) when (gone is InvalidOperationException or Win32Exception) {
                    // It ended between the two.
                }
                return false;
            }, 20);
            Assert.Equal(0, process.ExitCode);
            Assert.Equal(frames, File.ReadLines(Path.Combine(folder, "frames.jsonl")).Count());
            Directory.Delete(folder, recursive: true);
            return (seconds, peak);
        }
    }

    /// <summary>Most bytes in memory so far (proc(5), VmHWM).</summary>
    private static long Peak(int process) {
        try {
            string? line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.AsSpan(6, line.Length - 6 - 3), CultureInfo.InvariantCulture);
        } catch (IOException) {
            return 0;
        }
    }
}

/// <summary>A fact that only root can see.</summary>
public sealed class RootFactAttribute : FactAttribute {
    public RootFactAttribute() {
        if (Environment.UserName != "root") Skip = "needs root, to mount a small disk";
    }
}
