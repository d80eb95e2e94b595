using Diorama.Core;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;
using Diorama.Datasets.Runs.Parts;
using Diorama.Rendering.Labels;
using Diorama.Worlds;

namespace Diorama.Datasets.Tests.Runs;

/// <summary>Parts that are begun, killed, damaged, grown, and made twice.</summary>
public sealed class PartsTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private RunOptions Options(string name, long frames, int partFrames, int framesPerScene = 1) =>
        Boxes.Options(folder[name], frames, framesPerScene: framesPerScene, threads: 1, labels: LabelSet.Instance) with { PartFrames = partFrames };

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
        string gone = of + (mine with { Process = 1, Start = 5 }).Token, elsewhere = of + (mine with { Host = "node-7" }).Token;
        Directory.Move(partial, elsewhere);
        Assert.False(PartLedger.IsStale(elsewhere));
        Assert.Equal([0L, 1, 2, 3], ScenesBuiltBy(Options("a", 4, 4)));
        Assert.True(Directory.Exists(elsewhere));
        Directory.Move(elsewhere, gone);
        Assert.True(PartLedger.IsStale(gone));
        Directory.Delete(folder["a/parts/part-000000"], recursive: true);
        Assert.Equal([2L, 3], ScenesBuiltBy(Options("a", 4, 4)));
        Assert.Single(Directory.GetDirectories(folder["a/parts"]));
        Assert.False(PartOwner.MayBeAlive((mine with { Boot = "00000000" }).Token, TimeSpan.Zero));
        Assert.False(PartOwner.MayBeAlive((mine with { Host = "node-7" }).Token, TimeSpan.FromMinutes(6)));
        Assert.Equal(mine, PartOwner.Parse(mine.Token));
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
        foreach (int shard in new[] { 3, 6, 0, 5, 1, 4 }) new DatasetRun(Options("seven", 20, 2) with { Shard = new(shard, 7, "") }, Boxes.Build).Render();
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
        Assert.Equal([(0L, null), (1, 1), (3, null), (5, (int?)null)], new DatasetFolder(folder["a"]).ReadFrames().Select(f => (f.Frame, f.Attempt)));
        Assert.Equal("{\"frame\":2,\"reason\":\"no_placement\",\"message\":\"Never any room.\"}", File.ReadLines(folder["a/failures.jsonl"]).First());
        Assert.Equal(2, new DatasetFolder(folder["a"]).ReadInfo().FailedFrames!.Count);
        Assert.Throws<TooManyFailuresException>(() => new DatasetRun(Options("b", 6, 3) with { MaxFailures = 1 }, Failing).Run());
        Assert.Throws<BadInputException>(() => new DatasetRun(Options("c", 2, 2), _ => throw new BadInputException("No such class.")).Run());
    }

    [Fact]
    public void PartJson_TellsEveryFile_AndOfAnotherRunIsRefused() {
        Make("a", 3, 3);
        PartInfo info = PartInfo.Read(folder["a/parts/part-000000"])!;
        Assert.Equal((0, 0, 3, 3ul, Engine.Version), (info.Part, info.FirstFrame, info.Frames, info.Seed, info.Engine));
        foreach (var (file, checksum) in info.Files!) Assert.Equal(checksum, FrameEntry.Checksum(folder["a/parts/part-000000/" + file]));
        Assert.Equal(["assets.jsonl", "frames.jsonl", "labels/instance/000000.png", "labels/instance/000001.png", "labels/instance/000002.png"], info.Files.Keys);
        File.AppendAllText(folder["a/plan.json"], " ");
        Assert.Contains("is not the file", Assert.Throws<BadInputException>(() => Make("a", 3, 3)).Message);
    }
}
