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
    private static readonly string[] Small = ["--no-install", "--width", "48", "--height", "32", "--samples", "0", "--labels",
        "instance,depth_z", "--part-frames", "8"];
    private static readonly string[] Slow = ["--no-install", "--width", "640", "--height", "480", "--samples", "1000000", "--labels",
        "none", "--frames", "2"];

    private readonly DioramaProgram program = new();

    public void Dispose() => program.Dispose();

    private DioramaProgram.Result Expect(int code, params string[] arguments) {
        DioramaProgram.Result result = program.Run(arguments);
        Assert.True(result.Code == code, $"{string.Join(' ', arguments)}: {result.Code}\n{result.Errors}");
        return result;
    }

    private void Generate(string folder, int frames, params string[] more) =>
        Expect(0, ["generate", "cube", "-o", folder, "--frames", frames.ToString(CultureInfo.InvariantCulture), .. Small, .. more]);

    private void ExpectSame(string expected, string actual) {
        string[] files = Files(expected);
        Assert.Equal(files, Files(actual));
        Assert.All(files, f => Assert.True(File.ReadAllBytes(Path.Combine(program[expected], f)).AsSpan().SequenceEqual(
            File.ReadAllBytes(Path.Combine(program[actual], f))), $"{f} differs"));

        string[] Files(string folder) => [.. Directory.EnumerateFiles(program[folder], "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(program[folder], f)).Where(f => !f.StartsWith("status/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    private WorkerLine[] Lines(string folder) => !Directory.Exists(program[folder + "/status"]) ? []
        : [.. Directory.GetFiles(program[folder + "/status"])
        .SelectMany(f => LineLog.Read(f)).Select(l => JsonSerializer.Deserialize<WorkerLine>(l.Line, DatasetJson.Line)!)];

    private int FramesMade(string folder) => Lines(folder).Count(l => l.Event == WorkerEvent.Frame);

    /// <summary>The numbers of the processes that have written their first line.</summary>
    private int[] Workers(string folder) => !Directory.Exists(program[folder + "/status"]) ? []
        : [.. Directory.GetFiles(program[folder + "/status"])
        .Select(f => int.Parse(Path.GetFileNameWithoutExtension(f).Split('-')[^3], CultureInfo.InvariantCulture))];

    private static void Signal(Process process, string signal) {
        using Process kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Until workers are at their frames: each has the folder of a part in work.</summary>
    private void AwaitFrames(Process process, int workers) => DioramaProgram.Await(process, () => Directory.Exists(program["out/parts"])
        && Directory.GetDirectories(program["out/parts"]).Count(p => File.Exists(Path.Combine(p, "frames.log"))) == workers);

    [Fact]
    public void Killed6Times_GivesTheSameFiles() => Killed(6, 120);

    [Fact]
    [Trait("Category", "Slow")]
    public void Killed50Times_GivesTheSameFiles() => Killed(50, 800);

    /// <summary>
    /// Kills runs, from within their start to some frames further, and lets each begin again until its end. On a busy machine many frames
    /// are made between two looks: where a run is over before it is killed, the next kills are those of another run.
    /// </summary>
    private void Killed(int kills, int frames) {
        Generate("whole", frames);
        KeyedGenerator random = Keyed.Start(11).With("kills").Generator();
        int perRun = frames / (2 * kills), runs = 1, ended = 0;
        for (int k = 0; k < kills; k++) {
            string folder = $"killed-{runs}";
            using Process process = program.Start(["generate", "cube", "-o", folder, "--frames",
                frames.ToString(CultureInfo.InvariantCulture), .. Small]);
            int wanted = FramesMade(folder) + random.NextInt(2 * perRun + 1);
            if (k % 10 == 9) DioramaProgram.Await(process, () => Workers(folder).Contains(process.Id));
            else if (k % 5 != 4) DioramaProgram.Await(process, () => FramesMade(folder) >= wanted);
            process.Kill();
            process.WaitForExit();
            if (process.ExitCode == 137) {
                ended++;
                continue;
            }
            Assert.Equal(0, process.ExitCode);
            ExpectWhole(folder, frames, ended);
            (runs, ended) = (runs + 1, 0);
        }
        ExpectWhole($"killed-{runs}", frames, ended);
    }

    /// <summary>A line in the status file says that a frame's line is in the part's log: such a frame may never be made again.</summary>
    private void ExpectWhole(string folder, int frames, int kills) {
        Generate(folder, frames);
        ExpectSame("whole", folder);
        var made = Lines(folder).Where(l => l.Event == WorkerEvent.Frame).GroupBy(l => l.Frame!.Value).ToDictionary(g => g.Key,
            g => g.Count());
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
        Assert.Equal(["part-000002", "part-000003"],
            Directory.GetFileSystemEntries(program["both/parts"]).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal));
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
        Assert.Contains("--splits cannot be given for a run that was planned", Expect(64, "generate", "run", "--splits", "train=1").Errors);
        Assert.Contains("with the splits train=0.75,val=0.25 and held out 'cube-1', not none",
            Expect(65, ["plan", "cube", "-o", "run", "--frames", "16", .. Small]).Errors);
        foreach (int shard in new[] { 1, 0 }) Expect(0, "generate", "run", "--no-install", "--shard", $"{shard}/2");
        Expect(0, "merge", "run");
        Generate("whole", 16, splits);
        ExpectSame("whole", "run");
        // Every scene of this recipe shows the cube.
        Assert.All(File.ReadLines(program["run/frames.jsonl"]), line => Assert.Contains("\"split\":\"test_objects\"", line));
        Assert.Contains("16 images in test_objects", Expect(0, "export", "run", "-f", "coco", "-o", "exports").Output);
        Assert.Contains("12 images in train, 4 images in val.",
            Expect(0, "export", "run", "-f", "coco", "-o", "others", "--hold-out-assets", "none").Output);
        Assert.EndsWith("\n16 images.\n", Expect(0, "export", "run", "-f", "coco", "-o", "together", "--splits", "none",
            "--hold-out-assets", "none").Output);
    }

    [Fact]
    public void WorkersAndShards_GiveTheSameFiles_AndStatusAndMergeTellWhatIsThere() {
        Generate("whole", 40);
        Generate("workers", 40, "--workers", "2");
        ExpectSame("whole", "workers");
        Assert.Equal(2, Directory.GetFiles(program["workers/status"]).Length);

        Expect(0, ["plan", "cube", "-o", "shards", "--frames", "40", .. Small]);
        foreach (int shard in new[] { 2, 0 }) Expect(0, "generate", "shards", "--no-install", "--shard", $"{shard}/3");
        Assert.Contains("lacks 2 of 5 parts: parts/part-000001, parts/part-000002",
            Assert.Single(Expect(65, "merge", "shards").ErrorLines));
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
        Assert.Contains("--frames cannot be given for a run that was planned", Expect(64, "generate", "shards", "--frames", "50").Errors);
        Assert.Contains("already holds a dataset with seed 0",
            Expect(65, ["plan", "cube", "-o", "shards", "--frames", "40", "--seed", "1", .. Small]).Errors);
    }

    [Fact]
    public void KilledWorker_IsStartedAgain() {
        Generate("whole", 40);
        using Process parent = program.Start(["generate", "cube", "-o", "workers", "--frames", "40", "--workers", "2", .. Small]);
        int[] AllChildren() =>
            [.. Directory.GetDirectories($"/proc/{parent.Id}/task").SelectMany(
            t => File.ReadAllText(t + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(int.Parse)];
        DioramaProgram.Await(parent, () => FramesMade("workers") > 0);
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
        AwaitFrames(process, 1);
        // The frame would take hours: that the process ends at all shows that it was given up.
        Signal(process, signal);
        string errors = DioramaProgram.AwaitEnd(process);
        Assert.Equal(code, process.ExitCode);
        Assert.Contains("the frame in work gets 0.5 seconds", errors);
    }

    [Fact]
    public void SecondSignal_EndsAtOnce_AndWorkersEndWithTheirParent() {
        using Process process = program.Start(["generate", "cube", "-o", "out", "--workers", "2", "--grace-seconds", "600", "--part-frames",
            "1", .. Slow]);
        AwaitFrames(process, 2);
        int[] workers = Workers("out");
        Signal(process, "-TERM");
        string? said;
        do said = process.StandardError.ReadLine();
        while (said is not null && !said.Contains("the frame in work gets 600 seconds", StringComparison.Ordinal));
        Assert.NotNull(said);
        Assert.False(process.HasExited);
        Signal(process, "-TERM");
        // Of the ten minutes of grace nothing is waited for, and frames that would take hours are given up by all.
        DioramaProgram.AwaitEnd(process);
        Assert.Equal(143, process.ExitCode);
        Assert.Equal(2, workers.Length);
        foreach (int id in workers) DioramaProgram.Await(Self, () => !IsAlive(id));
    }

    private static Process Self { get; } = Process.GetCurrentProcess();

    private static bool IsAlive(int process) {
        try {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        } catch (IOException) {
            return false;
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
        long[] small = Work(few), large = Work(4 * few);
        for (int i = 0; i < small.Length; i++) Assert.InRange(large[i], 0, (long)(4.05 * small[i]));
        Assert.InRange(PeakOfMerge(4 * few), 1, 300L << 20);
    }

    /// <summary>What this thread reads, writes and allocates when it merges: bytes, which no other load of the machine changes.</summary>
    private long[] Work(int frames) {
        string folder = program[$"made-up-{frames}"];
        MergeBenchmark.MakeParts(folder, frames);
        long[] before = SoFar();
        new DatasetMerge(new(folder)).Run([]);
        long[] after = SoFar();
        return [.. after.Zip(before, (a, b) => a - b)];

        // Of this thread: proc(5), io.
        static long[] SoFar() =>
            [.. File.ReadLines("/proc/thread-self/io").Take(2).Select(l => long.Parse(l.Split(' ')[1], CultureInfo.InvariantCulture)),
            GC.GetAllocatedBytesForCurrentThread()];
    }

    /// <summary>Most bytes in memory of a process that merges the parts once more.</summary>
    private long PeakOfMerge(int frames) {
        string folder = program[$"made-up-{frames}"];
        using Process process = program.Start("merge", folder);
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        long peak = 0;
        DioramaProgram.Await(process, () => {
            peak = Math.Max(peak, Peak(process.Id));
            return false;
        });
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(frames, File.ReadLines(Path.Combine(folder, "frames.jsonl")).Count());
        return peak;
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
