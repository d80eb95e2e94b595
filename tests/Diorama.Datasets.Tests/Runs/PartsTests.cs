using Diorama.Core;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;
using Diorama.Datasets.Runs.Parts;
using Diorama.Rendering.Labels;
using Diorama.Worlds;
using Diorama.Worlds.Recipes;

namespace Diorama.Datasets.Tests.Runs;

/// <summary>Parts that are begun, killed, damaged, grown, and made twice.</summary>
public sealed class PartsTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private RunOptions Options(string name, long frames, int partFrames, int framesPerScene = 1) =>
        Boxes.Options(folder[name], frames, framesPerScene: framesPerScene, threads: 1,
        labels: LabelTable.Instance) with { PartFrames = partFrames };

    private void Make(string name, long frames, int partFrames) => new DatasetRun(Options(name, frames, partFrames), Boxes.Build).Run();

    /// <summary>A run that is stopped when it is about to build a scene; returns the folder of the part in work.</summary>
    private string Stopped(string name, long frames, int partFrames, long atScene) {
        using var stop = new CancellationTokenSource();
        var run = new DatasetRun(Options(name, frames, partFrames), scene => {
            if (scene == atScene) stop.Cancel();
            return Boxes.Build(scene);
        });
        Assert.Throws<OperationCanceledException>(() => run.Run(stop.Token));
        return Assert.Single(Directory.GetDirectories(folder[name + "/parts"], "*.partial-*"));
    }

    private long[] ScenesBuiltBy(RunOptions options) {
        var built = new List<long>();
        new DatasetRun(options, scene => {
            built.Add(scene);
            return Boxes.Build(scene);
        }).Run();
        return [.. built];
    }

    [Fact]
    public void Stopped_GoesOnBehindItsLastFrame_AndGivesTheSameFiles() {
        Make("whole", 6, 4);
        string partial = Stopped("a", 6, 4, atScene: 3);
        Assert.Equal(3, PartWork.CountFrames(partial));
        Assert.False(File.Exists(folder["a/frames.jsonl"]));
        Assert.Equal([3L, 4, 5], ScenesBuiltBy(Options("a", 6, 4)));
        TemporaryFolder.ExpectSame(folder["whole"], folder["a"]);
        Assert.Empty(ScenesBuiltBy(Options("a", 6, 4)));
    }

    [Fact]
    public void TornLineChangedLineAndDamagedFile_AreMadeAgain_AndNothingElse() {
        Make("whole", 6, 6);
        string partial = Stopped("a", 6, 6, atScene: 5), log = Path.Combine(partial, PartWork.LogName);
        byte[] bytes = File.ReadAllBytes(log);
        int third = Enumerable.Range(0, bytes.Length).Where(i => bytes[i] == '\n').ElementAt(1) + 100;
        bytes[third] ^= 1;
        File.WriteAllBytes(log, bytes[..^40]);
        byte[] image = File.ReadAllBytes(Path.Combine(partial, "labels/instance/000001.png"));
        image[^20] ^= 1;
        File.WriteAllBytes(Path.Combine(partial, "labels/instance/000001.png"), image);
        File.WriteAllText(Path.Combine(partial, "labels/instance/.000005.png.partial"), "left by a kill");
        Assert.Equal([1L, 2, 4, 5], ScenesBuiltBy(Options("a", 6, 6)));
        TemporaryFolder.ExpectSame(folder["whole"], folder["a"]);
    }

    [Fact]
    public void PartOfAProcessThatIsGone_IsTakenOver_AndOfOneThatLivesIsNot() {
        string partial = Stopped("a", 4, 4, atScene: 2);
        string of = partial[..(partial.IndexOf(".partial-", StringComparison.Ordinal) + ".partial-".Length)];
        PartOwner mine = PartOwner.Begin();
        mine.Retire();
        // Process 1 always lives, and did not start at tick 5.
        string gone = of + (mine with { Process = mine.Process with { Process = 1, Start = 5 } }).Token;
        string elsewhere = of + (mine with { Process = mine.Process with { Boot = "00000000" } }).Token;
        Directory.Move(partial, elsewhere);
        Assert.False(PartLedger.IsStale(elsewhere));
        Assert.Equal([0L, 1, 2, 3], ScenesBuiltBy(Options("a", 4, 4)));
        Assert.True(Directory.Exists(elsewhere));
        Directory.Move(elsewhere, gone);
        Assert.True(PartLedger.IsStale(gone));
        Directory.Delete(folder["a/parts/part-000000"], recursive: true);
        Assert.Equal([2L, 3], ScenesBuiltBy(Options("a", 4, 4)));
        Assert.Single(Directory.GetDirectories(folder["a/parts"]));
        Assert.Equal(mine, PartOwner.Parse(mine.Token));
    }

    [Fact]
    public void Owners_AreTakenForDead_WhenTheyAre() {
        PartOwner mine = PartOwner.Begin();
        string log = folder["worker.jsonl"];
        TimeSpan now = TimeSpan.Zero, later = TimeSpan.FromMinutes(6);
        Assert.True(MayBeAlive(mine.Process, later));
        // Another boot may be another machine of this name; only silence tells.
        Assert.True(MayBeAlive(mine.Process with { Boot = "00000000" }, now));
        Assert.False(MayBeAlive(mine.Process with { Boot = "00000000" }, later));
        Assert.False(MayBeAlive(mine.Process with { Start = 5, Process = 1 }, now));
        // A container on this machine, of the same name and number: it lives as long as it has its status file open.
        PartOwner container = mine with { Process = mine.Process with { Namespace = 7 } };
        Assert.True(MayBeAlive(container.Process, now));
        using (LineLog.Open(log, 0)) Assert.True(MayBeAlive(container.Process, later));
        Assert.False(MayBeAlive(container.Process, later));
        if (new DriveInfo(log).DriveType is DriveType.Fixed or DriveType.Ram) Assert.False(MayBeAlive(container.Process, now));
        mine.Retire();
        Assert.False(MayBeAlive(mine.Process, now));

        bool MayBeAlive(Diorama.Core.Processes.ProcessIdentity process, TimeSpan untouched) =>
            PartOwner.MayBeAlive((mine with { Process = process }).Token, untouched, log);
    }

    [Fact]
    public void FramesInWork_AreThoseOfWhichAProcessDied_AndAreGivenUpTheSecondTime() {
        var run = new RunFolder(folder["a"]);
        Stopped("a", 4, 4, atScene: 2);
        string partial = Assert.Single(run.Partials()).Path;
        // As if the process had been killed while it built scene 2 and made frame 1: the log has the latter.
        File.AppendAllText(Path.Combine(partial, FramesInWork.LogName), "1 1 2\n2 2 4\n3 3");
        Assert.Equal([2L, 3], FramesInWork.Of(partial));
        var deaths = new WorkerDeaths(run);
        Assert.Empty(deaths.Note(Environment.ProcessId + 1, 11).Parts);
        WorkerDeath first = deaths.Note(Environment.ProcessId, 11), second = deaths.Note(Environment.ProcessId, 6);
        Assert.Equal([0L], first.Parts);
        Assert.Empty(first.GivenUp);
        Assert.Equal([
            new(2, FrameFailureReason.Crash, "The process died by signal 6 (SIGABRT) while frame 2 was made."),
            new(3, FrameFailureReason.Crash, "The process died by signal 6 (SIGABRT) while frame 3 was made."),
        ], second.GivenUp);
        Assert.Empty(ScenesBuiltBy(Options("a", 4, 4)));
        Assert.Equal([0L, 1], new DatasetFolder(folder["a"]).ReadFrames().Select(f => f.Frame));
        Assert.Equal("{\"frame\":2,\"reason\":\"crash\",\"message\":\"The process died by signal 6 (SIGABRT) while frame 2 was made.\"}",
            File.ReadLines(folder["a/failures.jsonl"]).First());
    }

    [Fact]
    public void Progress_OfProcessesOneAfterTheOther_AddsUp() {
        RunProgress dead = RunProgress.None with { Total = 8, Done = 5, Resumed = 2, Images = 3,
            Failed = new() { [FrameFailureReason.Internal] = 1 } };
        RunProgress next = RunProgress.None with { Total = 8, Done = 8, Resumed = 5, Images = 3,
            Failed = new() { [FrameFailureReason.Internal] = 1 } };
        RunProgress both = next.After(RunProgress.None.Plus(dead));
        Assert.Equal((8, 8, 2, 6, 2), (both.Total, both.Done, both.Resumed, both.Images, both.Failed[FrameFailureReason.Internal]));
    }

    [Fact]
    public void MoreFrames_OpenTheLastPartAgain() {
        Make("whole", 7, 3);
        foreach (long frames in new[] { 1L, 4, 7 }) Make("grown", frames, 3);
        TemporaryFolder.ExpectSame(folder["whole"], folder["grown"]);
        // With two frames to a scene, the first run ends in the middle of one.
        foreach ((string name, long frames) in new[] { ("two", 5L), ("one", 3L), ("one", 5L) }) {
            new DatasetRun(Options(name, frames, 4, framesPerScene: 2), scene => Boxes.Build(scene, 2)).Run();
        }
        TemporaryFolder.ExpectSame(folder["two"], folder["one"]);
        Assert.Equal(4, PartInfo.Read(folder["one/parts/part-000000"])!.Frames);
        Assert.Equal(5, new DatasetRun(Options("one", 2, 4, framesPerScene: 2), scene => Boxes.Build(scene, 2)).Run().Counts.Frames);
    }

    [Fact]
    public void SevenShardsInAnyOrder_GiveTheFilesOfOne() {
        Make("one", 20, 2);
        foreach (int shard in new[] { 3, 6, 0, 5, 1, 4 })
            new DatasetRun(Options("seven", 20, 2) with { Shard = new(shard, 7, "") }, Boxes.Build).Render();
        BadInputException lacking = Assert.Throws<BadInputException>(() => new DatasetMerge(new(folder["seven"])).Run());
        Assert.Contains("lacks 2 of 10 parts: parts/part-000002, parts/part-000003", lacking.Message);
        DatasetSummary some = new DatasetMerge(new(folder["seven"])).Run(allowMissing: true);
        Assert.Equal((16, 4), (some.Counts.Frames, some.MissingFrames));
        Assert.Contains("\"parts\"", File.ReadAllText(folder["seven/missing.json"]));
        new DatasetRun(Options("seven", 20, 2) with { Shard = new(2, 7, "") }, Boxes.Build).Render();
        Assert.Equal(20, new DatasetMerge(new(folder["seven"])).Run().Counts.Frames);
        TemporaryFolder.ExpectSame(folder["one"], folder["seven"]);
    }

    [Fact]
    public void TwoOnOnePart_LeaveOneSetOfFiles() {
        Make("one", 4, 4);
        using var both = new Barrier(2);
        World Together(long scene) {
            if (scene == 0) both.SignalAndWait();
            return Boxes.Build(scene);
        }
        Parallel.Invoke(() => new DatasetRun(Options("a", 4, 4), Together).Run(), () => new DatasetRun(Options("a", 4, 4), Together).Run());
        TemporaryFolder.ExpectSame(folder["one"], folder["a"]);
        Assert.Equal(2, Directory.GetFiles(folder["a/status"]).Length);
    }

    [Fact]
    public void FailedScenesAndFrames_AreTriedOnceMore_Recorded_AndCounted() {
        World Failing(long scene, int attempt) => scene switch {
            1 when attempt == 0 => throw new UnbuildableSceneException("No room."),
            2 => throw new UnbuildableSceneException("Never any room."),
            4 => throw new InvalidOperationException("A defect."),
            _ => Boxes.Build(scene),
        };
        var run = new DatasetRun(Options("a", 6, 3) with { MaxFailures = 2 }, Failing);
        DatasetSummary summary = run.Run();
        Assert.Equal((4, 2), (summary.Counts.Frames, summary.FailedFrames.Values.Sum()));
        Assert.Equal([new("internal", 1), new("no_placement", 1)], summary.FailedFrames);
        Assert.Equal([(0L, null), (1, 1), (3, null), (5, (int?)null)],
            new DatasetFolder(folder["a"]).ReadFrames().Select(f => (f.Frame, f.Attempt)));
        Assert.Equal("{\"frame\":2,\"reason\":\"no_placement\",\"message\":\"Never any room.\"}",
            File.ReadLines(folder["a/failures.jsonl"]).First());
        Assert.Equal(2, new DatasetFolder(folder["a"]).ReadInfo().FailedFrames!.Count);
        Assert.Throws<TooManyFailuresException>(() => new DatasetRun(Options("b", 6, 3) with { MaxFailures = 1 }, Failing).Run());
        Assert.Throws<BadInputException>(
            () => new DatasetRun(Options("c", 2, 2), _ => throw new BadInputException("No such class.")).Run());
    }

    [Fact]
    public void PartJson_TellsEveryFile_AndOfAnotherRunIsRefused() {
        Make("a", 3, 3);
        PartInfo info = PartInfo.Read(folder["a/parts/part-000000"])!;
        Assert.Equal((0, 0, 3, 3ul, BuildInfo.Version), (info.Part, info.FirstFrame, info.Frames, info.Seed, info.Engine));
        foreach (var (file, checksum) in info.Files!) Assert.Equal(checksum, FrameEntry.Checksum(folder["a/parts/part-000000/" + file]));
        Assert.Equal(["assets.jsonl", "frames.jsonl", "labels/instance/000000.png", "labels/instance/000001.png",
            "labels/instance/000002.png"], info.Files.Keys);
        File.AppendAllText(folder["a/plan.json"], " ");
        Assert.Contains("is not the file", Assert.Throws<BadInputException>(() => Make("a", 3, 3)).Message);
    }
}
