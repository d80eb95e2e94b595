using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Datasets.Exports;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Layout.Splits;
using Diorama.Datasets.Runs;
using Diorama.Datasets.Verification;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Tests.Formats;

/// <summary>What every format in the table must do; each is written, and read by its own reader.</summary>
public sealed class ConformanceTests(SampleDataset sample) : IClassFixture<SampleDataset>, IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Formats => [.. DatasetFormats.Names];

    private ExportSummary Export(string target, string format, string? splits = null, DatasetFolder? source = null) =>
        new DatasetExport(source ?? sample.Folder, folder[target],
        [DatasetFormats.Find(format)]) { Splits = splits is null ? null : SplitShares.Parse(splits) }.Run();

    [Fact]
    public void Sample_HoldsTheHardCases() {
        FrameRecord[] images = [.. sample.Folder.ReadFrames()];
        Assert.Equal(8, images.Length);
        ObjectRecord[] things = [.. images[0].Objects.Where(o => sample.Classes[o.ClassId] is { IsThing: true })];
        Assert.Equal(["ring", "board", "pole", "box", "ball"], things.Select(o => o.Name));
        Assert.True(things[4].Truncated);
        Assert.Equal([1, 2], things[3].Keypoints!.Select(k => k.Visibility).Distinct().Order());
        Assert.Contains(images[0].Objects, o => o.Name == "fly" && o.ClassId == 0 && o.VisiblePixels > 0);
        Assert.DoesNotContain(images[4].Objects, o => sample.Classes[o.ClassId] is { IsThing: true });
        int[] instance = [.. new FrameImages(sample.Folder, images[0]).Read(LabelTable.Instance).Pixels.Select(i => (int)i)];
        Assert.Equal(2, PiecesOf(instance, things[1].Id));
        Assert.Equal(3, PiecesOf([.. instance.Select(i => i == things[0].Id ? 0 : 1)], 1) + PiecesOf(instance, things[0].Id));
        Assert.Contains(0, instance);
    }

    /// <summary>Connected areas of a value, counted by flooding.</summary>
    private static int PiecesOf(int[] pixels, int value) {
        int pieces = 0;
        var open = new Stack<int>();
        for (int start = 0; start < pixels.Length; start++) {
            if (pixels[start] != value) continue;
            pieces++;
            open.Push(start);
            while (open.TryPop(out int at)) {
                if (at < 0 || at >= pixels.Length || pixels[at] != value) continue;
                pixels[at] = int.MinValue;
                if (at % SampleDataset.Width > 0) open.Push(at - 1);
                if (at % SampleDataset.Width < SampleDataset.Width - 1) open.Push(at + 1);
                open.Push(at - SampleDataset.Width);
                open.Push(at + SampleDataset.Width);
            }
        }
        return pieces;
    }

    /// <summary>Hypersim's loaders filter by the name of a split, so that all is training data where there are none.</summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public void WhatIsRead_IsWhatTheDatasetSays(string name) => ExpectSource(name, sample.Exports, _ => name == "hypersim" ? "train" : "");

    [Theory]
    [MemberData(nameof(Formats))]
    public void Splits_HoldTheirScenesAndNoOthers(string name) {
        // Two scenes, one to each.
        ExportSummary summary = Export("out", name, "train=0.5,val=0.5");
        Assert.Equal([("train", 4L), ("val", 4L)], summary.Images);
        var assignment = new SplitAssignment(SplitShares.Parse("train=0.5,val=0.5"), 3, [], false);
        ExpectSource(name, folder["out"], assignment.Of);
    }

    private void ExpectSource(string name, string root, Func<long, string> splitOf) {
        DatasetFolder source = sample.Folder;
        DatasetFormat format = DatasetFormats.Find(name);
        var survey = new DatasetSurvey(source, source.ReadInfo());
        FrameRecord[] records = [.. source.ReadFrames()];
        var expected = records.Where(r => format.Includes(r, survey)).ToDictionary(format.NameOf);
        Assert.NotEmpty(expected);
        foreach (ImageContents read in format.Read(Path.Combine(root, name))) {
            Assert.True(expected.Remove(read.Name, out FrameRecord? record), $"{read.Name} is no image of the dataset, or is there twice");
            Assert.Equal(splitOf(record.Scene), read.Split);
            FrameRecord? other = records.FirstOrDefault(r => r.Frame == record.Frame && r.Camera.Index != record.Camera.Index);
            new Contents(format, survey, sample.Classes, new(source, record), other is null ? null : new(source, other)).Expect(read);
        }
        Assert.Empty(expected.Keys);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void AloneAndWithAllOthers_GivesTheSameBytes(string name) {
        Export("a", name);
        TemporaryFolder.ExpectSame(Path.Combine(sample.Exports, name), folder[$"a/{name}"]);
        Assert.DoesNotContain(TemporaryFolder.Files(folder["a"]).Keys, f => f.Contains(".partial", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void EmptyDataset_GivesAnEmptyOne(string name) {
        var empty = new DatasetFolder(folder["empty"]);
        Directory.CreateDirectory(empty.Root);
        sample.Info.Write(empty.InfoFile);
        Export("out", name, source: empty);
        Assert.Empty(DatasetFormats.Find(name).Read(folder[$"out/{name}"]));
        Export("split", name, "train=0.8,val=0.2", empty);
        Assert.Empty(DatasetFormats.Find(name).Read(folder[$"split/{name}"]));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void LabelsAlone_AreWrittenOrRefusedBeforeAnythingIs(string name) {
        DatasetFormat format = DatasetFormats.Find(name);
        if (format.Labels.Contains(FrameImages.PictureName)) {
            Assert.Contains("it lacks pictures",
                Assert.Throws<BadInputException>(() => Export("out", name, source: sample.LabelsAlone)).Message);
            Assert.False(Directory.Exists(folder["out"]));
        } else {
            Export("out", name, source: sample.LabelsAlone);
            Assert.NotEmpty(format.Read(folder[$"out/{name}"]));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void BadTargets_AreRefusedInOneSentence_AndLeftAsTheyWere(string name) {
        string Refused(string target) => Assert.Throws<BadInputException>(() => Export(target, name)).Message;
        File.WriteAllText(folder["file"], "mine");
        Assert.Contains("is a file", Refused("file"));
        Directory.CreateDirectory(folder[$"taken/{name}"]);
        File.WriteAllText(folder[$"taken/{name}/mine"], "mine");
        Assert.Contains("exists already", Refused("taken"));
        Assert.Equal([$"{name}/mine"], TemporaryFolder.Files(folder["taken"]).Keys);
        Assert.Contains("holds no dataset",
            Assert.Throws<BadInputException>(() => Export("new", name, source: new(folder["taken"]))).Message);
        Assert.ThrowsAny<BadInputException>(() => DatasetFormats.Find(name).Read(folder["taken/nothing"]).Count());
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Interrupted_LeavesNothing(string name) {
        using var stop = new CancellationTokenSource();
        var export = new DatasetExport(sample.Folder, folder["out"], [DatasetFormats.Find(name)]);
        Assert.Throws<OperationCanceledException>(() => export.Run(share => {
            if (share > 0.4) stop.Cancel();
        }, stop.Token));
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Verify_KnowsTheExportForWhatItIs_AndFindsItSound(string name) {
        IReadOnlyList<VerificationReport> reports = DatasetVerifier.Verify(Path.Combine(sample.Exports, name), new());
        Assert.All(reports, r => Assert.NotEqual("diorama", r.Kind));
        Assert.Empty(reports.SelectMany(r => r.Checks).SelectMany(l => l.First));
        Assert.True(reports.Sum(r => r.Images) > 0);
    }

    [Theory]
    [InlineData("kitti-flow")]
    [InlineData("sintel")]
    [InlineData("flyingthings")]
    public void Flow_OfScenesOfOneFrame_IsRefusedBeforeAnythingIsMade(string name) {
        RunOptions options = Boxes.Options(folder["one"], frames: 2, samples: 1,
            labels: LabelTable.FlowForward | LabelTable.FlowBackward | LabelTable.OcclusionForward);
        string expected = $"needs scenes of 2 frames or more; generate them with --set camera.frames_per_scene=2 (and at least as many "
            + $"--frames), or leave {name} out.";
        Assert.Contains(expected,
            Assert.Throws<BadInputException>(() => new DatasetRun(options with { Formats = [name] }, Boxes.Build)).Message);
        // One frame of a scene that would have two is no pair either.
        Assert.Contains(expected,
            Assert.Throws<BadInputException>(() => new DatasetRun(options with { Formats = [name], FramesPerScene = 2, Frames = 1 },
                Boxes.Build)).Message);
        new DatasetRun(options with { Formats = [] }, Boxes.Build).Run();
        Assert.Contains("lacks " + expected[6..],
            Assert.Throws<BadInputException>(() => Export("out", name, source: new(folder["one"]))).Message);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void UnknownFormats_NameTheNearest() =>
    Assert.Contains("coco", Assert.Throws<BadInputException>(() => DatasetFormats.Find("coca")).Message);

    [Fact]
    public void FrameImages_ReadEveryLabelAsItWasMade() {
        FrameRecord record = sample.Folder.ReadFrames().First();
        var images = new FrameImages(sample.Folder, record);
        Assert.Equal("000000_left", images.Stem);
        // The mask of each object is where the instance label has its number.
        Image<uint> instance = images.Read(LabelTable.Instance);
        foreach (ObjectRecord o in record.Objects) {
            byte[] mask = RunLengths.ToMask(RunLengths.Decompress(o.VisibleMask!.Counts), record.Width, record.Height).Pixels;
            Assert.Equal(instance.Pixels.Select(id => id == o.Id ? (byte)1 : (byte)0), mask);
        }
        // depth_z is the distance along the axis, and both agree with the position.
        int middle = record.Height / 2 * record.Width + record.Width / 2;
        float z = images.Read(LabelTable.DepthZ).Pixels[middle], distance = images.Read(LabelTable.Distance).Pixels[middle];
        Assert.Equal(z, distance, 1e-3);
        float[][] m = record.Camera.WorldFromCamera;
        var position = images.Read(LabelTable.Position).Pixels[middle];
        Assert.Equal(distance, System.Numerics.Vector3.Distance(position, new(m[0][3], m[1][3], m[2][3])), 1e-3);
        Assert.All(images.Read(LabelTable.OcclusionForward).Pixels, s => Assert.InRange(s, 0, 3));
        Assert.Equal(images.Read(LabelTable.FlowForward).Pixels.Length, record.Width * record.Height);
        Assert.Same(instance, images.Read(LabelTable.Instance));
        Assert.Contains("has no 'depth_sensor'", Assert.Throws<BadInputException>(() => images.Read(LabelTable.SensorDepth)).Message);
    }
}
