using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Formats.Coco;
using Diorama.Datasets.Frames;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;
using Diorama.Rendering.Labels;
using Diorama.Worlds.Places;

namespace Diorama.Datasets.Tests.Runs;

public sealed class DatasetRunTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private DatasetFolder Make(string name, long frames = 4, int samples = 0, int threads = 2, LabelSet? labels = null) {
        new DatasetRun(Boxes.Options(folder[name], frames, samples, threads: threads, labels: labels), Boxes.Build).Run();
        return new(folder[name]);
    }

    [Fact]
    public void Run_LeavesTheWholeLayoutAndNothingElse() {
        DatasetFolder set = Make("a", frames: 2, samples: 2, labels: LabelTable.Instance | LabelTable.DepthZ);
        Assert.Equal([
            "ATTRIBUTION.md", "README.md", "assets.jsonl", "coco/images/000000.png", "coco/images/000001.png", "coco/instances.json",
            "contact-sheet.png", "croissant.json", "dataset.json", "frames.jsonl",
            "parts/part-000000/assets.jsonl", "parts/part-000000/frames.jsonl", "parts/part-000000/images/000000.png",
            "parts/part-000000/images/000001.png",
            "parts/part-000000/labels/depth_z/000000.exr", "parts/part-000000/labels/depth_z/000001.exr",
            "parts/part-000000/labels/instance/000000.png", "parts/part-000000/labels/instance/000001.png", "parts/part-000000/part.json",
            "plan.json", "plan.sha256", "recipe.yaml", "stats/box-sizes.svg", "stats/objects-per-class.svg", "stats/objects-per-image.svg",
            "stats/positions.svg",
        ], TemporaryFolder.Files(set.Root).Keys);
        Assert.Single(Directory.GetFiles(folder["a/status"]));
        DatasetInfo info = set.ReadInfo();
        Assert.Equal((2, 2, 3ul, "cubes"), (info.Counts!.Frames, info.Counts.Images, info.Seed, info.Recipe));
        Assert.Equal(["instance", "depth_z"], info.Labels);
        string attribution = File.ReadAllText(set.AttributionFile);
        Assert.Contains("## CC0-1.0: shapes", attribution);
        Assert.Contains("| cube-1 | A cube | cube | nobody \\| all |", attribution);
        Assert.Equal(6, LineLog.Read(set.AssetsFile).Count());
    }

    [Fact]
    public void Records_StateCameraObjectsAndPlacement() {
        DatasetFolder set = Make("a", frames: 2);
        FrameRecord[] frames = [.. set.ReadFrames()];
        Assert.Equal([(0L, 1L), (1L, 2L)], frames.Select(f => (f.Frame, f.ImageId)));
        FrameRecord first = frames[0];
        double f = 24 / Math.Tan(0.45);
        Assert.Equal(f, first.Camera.K![0][0], 4);
        Assert.Equal(32, first.Camera.K[0][2]);
        Assert.Equal([0f, 0f, 1.1f], first.Camera.WorldFromCamera.Select(row => row[3]));
        Assert.Equal("0.5", first.Values!["world.size"]);
        Assert.Equal((1, 3, 2, 1), (first.Placement!.Attempts, first.Placement.Asked["cube"], first.Placement.Placed["cube"],
            first.Placement.Failures["no_free_space"]));
        ObjectRecord ball = first.Objects.Single(o => o.Name == "ball 1");
        Assert.Equal((7, "ball", "ball-0"), (ball.ClassId, ball.Class, ball.Asset));
        Assert.Equal("top", ball.Keypoints!.Single().Name);
        // The class that is not in the table is an object without a class.
        Assert.Equal((0, null), (first.Objects.Single(o => o.Name == "fly 4") is { } fly ? (fly.ClassId, fly.Class) : default));
        Image<float> classes = ImageFile.ReadScalar(set.Full(first.Files["class"]));
        Assert.Equal([0, 1, 2, 7, 9], classes.Pixels.Select(p => (int)MathF.Round(p * 65535)).Distinct().Order());
    }

    [Fact]
    public void Coco_HoldsTheMasksOfTheInstanceLabel() {
        DatasetFolder set = Make("a");
        CocoFile coco = CocoReader.Read(folder["a/coco/instances.json"]);
        Assert.Equal([1, 2, 3, 4], coco.Images.Select(i => (int)i.Id));
        Assert.Equal("000002.png", coco.Images[2].FileName);
        Assert.Equal([(7, "ball"), (9, "cube")], coco.Categories.Select(c => (c.Id, c.Name)));
        int compared = 0;
        foreach (FrameRecord frame in set.ReadFrames()) {
            Image<float> ids = ImageFile.ReadScalar(set.Full(frame.Files["instance"]));
            var annotations = coco.Annotations.Where(a => a.ImageId == frame.ImageId).ToDictionary(a => a.Id);
            foreach (ObjectRecord o in frame.Objects) {
                byte[] expected = [.. ids.Pixels.Select(p => (int)MathF.Round(p * 65535) == o.Id ? (byte)1 : (byte)0)];
                bool counts = o.ClassId is 7 or 9 && expected.Contains((byte)1);
                Assert.Equal(counts, annotations.Remove((frame.ImageId - 1) * 65536 + o.Id, out CocoAnnotation? a));
                if (!counts) continue;
                compared++;
                Image<byte> mask = RunLengths.ToMask(a!.Counts!, Boxes.Width, Boxes.Height);
                Assert.Equal(expected, mask.Pixels);
                Assert.Equal(expected.Count(p => p == 1), a.Area);
                int[] inside = [.. Enumerable.Range(0, expected.Length).Where(i => expected[i] == 1)];
                int x0 = inside.Min(i => i % Boxes.Width), y0 = inside.Min(i => i / Boxes.Width);
                Assert.Equal([x0, y0, inside.Max(i => i % Boxes.Width) - x0 + 1, inside.Max(i => i / Boxes.Width) - y0 + 1], a.Box);
                Assert.Equal(o.ClassId, a.CategoryId);
                Assert.Equal(3, a.Keypoints.Length);
            }
            Assert.Empty(annotations);
        }
        Assert.InRange(compared, 8, 16);
    }

    [Fact]
    public void Bytes_AreTheSame_ForAnyThreadCount_AndContinuedAtAnyFrame() {
        Make("whole", frames: 6, threads: 1);
        Make("parallel", frames: 6, threads: 2);
        TemporaryFolder.ExpectSame(folder["whole"], folder["parallel"]);
        Make("grown", frames: 1);
        Make("grown", frames: 4);
        Make("grown", frames: 6);
        TemporaryFolder.ExpectSame(folder["whole"], folder["grown"]);
    }

    [Fact]
    public void PathTracedBytes_AreTheSame_ForAnyThreadCount() {
        Make("one", frames: 2, samples: 2, threads: 1);
        Make("two", frames: 2, samples: 2, threads: 2);
        TemporaryFolder.ExpectSame(folder["one"], folder["two"]);
    }

    [Fact]
    public void BuilderThatFails_EndsTheRunWithItsException() {
        var run = new DatasetRun(Boxes.Options(folder["a"], frames: 40),
            scene => scene == 5 ? throw new BadInputException("No room.") : Boxes.Build(scene));
        Assert.Equal("No room.", Assert.Throws<BadInputException>(() => run.Run()).Message);
    }

    [Fact]
    public void FolderOfSomethingElse_IsRefusedInOneSentence() {
        Make("a", frames: 1);
        string Refused(RunOptions options) => Assert.Throws<BadInputException>(() => new DatasetRun(options, Boxes.Build).Run()).Message;
        Assert.Contains("already holds a dataset of the recipe 'cubes'", Refused(Boxes.Options(folder["a"], recipe: "balls")));
        Assert.Contains("other settings", Refused(Boxes.Options(folder["a"], samples: 1)));
        Assert.Contains("already holds a dataset in parts of 64 frames, not 2",
            Refused(Boxes.Options(folder["a"]) with { PartFrames = 2 }));
        Assert.Contains("planned without the asset 'sofa-1'",
            Refused(Boxes.Options(folder["a"]) with { Assets = new Dictionary<string, string> { ["sofa-1"] = "ab" } }));
        File.WriteAllText(folder["notes.txt"], "mine");
        Assert.Contains("is not empty and holds no run", Refused(Boxes.Options(folder.Path)));
        Assert.Contains("is a file", Refused(Boxes.Options(folder["notes.txt"])));
        RunOptions unknown = new() {
            Folder = folder["b"], RecipeName = "", RecipeText = "", Classes = Boxes.Classes, Settings = new(), Frames = 1,
            Formats = ["cocoa"],
        };
        Assert.Contains("'cocoa'", Refused(unknown));
    }

    [Fact]
    public void MovingStereoScene_HasOneFilePerCameraAndFlowBetweenFrames() {
        RunOptions options = Boxes.Options(folder["a"], frames: 3, framesPerScene: 3, labels: LabelTable.Instance | LabelTable.FlowForward);
        new DatasetRun(options, scene => Boxes.Build(scene, 3, stereo: true)).Run();
        var set = new DatasetFolder(folder["a"]);
        FrameRecord[] images = [.. set.ReadFrames()];
        Assert.Equal(["images/000000_left.png", "images/000000_right.png"],
            new[] { "left", "right" }.Select(c => DatasetFolder.ImagePath(0, c)));
        Assert.Equal([(0, "left"), (0, "right"), (1, "left"), (1, "right"), (2, "left"), (2, "right")],
            images.Select(i => (i.Index, i.Camera.Name)));
        Assert.Equal([1L, 2, 3, 4, 5, 6], images.Select(i => i.ImageId));
        // The camera rises 0.2 m in three frames: what stands still sinks in the image. The first cube slides to the right as well.
        var flow = ImageFile.ReadVector3(set.Full(images[0].Files["flow_forward"]));
        var ids = ImageFile.ReadScalar(set.Full(images[0].Files["instance"]));
        int cube = images[0].Objects.Single(o => o.Name == "cube 0").Id;
        float[] across = [.. Enumerable.Range(0, ids.Pixels.Length).Where(i => (int)MathF.Round(ids.Pixels[i] * 65535) == cube)
            .Select(i => flow.Pixels[i].X)];
        Assert.All(across, dx => Assert.InRange(dx, 1, 5));
        Assert.All(flow.Pixels, v => Assert.True(v.Y > 0));
        // One folder may be made at once or go on in the middle of a scene.
        RunOptions Part(long frames) => Boxes.Options(folder["b"], frames, framesPerScene: 3,
            labels: LabelTable.Instance | LabelTable.FlowForward);
        foreach (long frames in new[] { 2L, 3L }) new DatasetRun(Part(frames), scene => Boxes.Build(scene, 3, stereo: true)).Run();
        TemporaryFolder.ExpectSame(folder["a"], folder["b"]);
    }

    [Fact]
    public void ContactSheet_ShowsEveryPanelOfEveryFrame() {
        DatasetFolder set = Make("a", frames: 3, samples: 4);
        var sheet = ImageFile.Encode(ImageFile.ReadVector3(set.ContactSheetFile));
        // Cells of 320×240 with gaps of 8, captions of 24, a margin of 16 and 59 pixels of titles.
        Assert.Equal((16 + 5 * 328 - 8 + 16, 75 + 3 * 272 - 8 + 16), (sheet.Width, sheet.Height));
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 5; column++) {
                var colors = new HashSet<Rgb8>();
                for (int y = 0; y < 240; y++) {
                    for (int x = 0; x < 320; x++) colors.Add(sheet[16 + column * 328 + x, 75 + row * 272 + y]);
                }
                Assert.True(colors.Count > 3, $"row {row}, column {column} shows {colors.Count} colours");
            }
        }
    }

    [Fact]
    public void Status_CountsFramesFailuresAndWarnings() {
        var run = new DatasetRun(Boxes.Options(folder["a"], frames: 3), Boxes.Build);
        DatasetSummary summary = run.Run();
        Assert.Equal((3, 3, 3), (run.Status.Done, run.Status.Total, run.Status.Images));
        Assert.Equal([new(PlacementReason.NoFreeSpace, 3)], run.Status.Failures);
        Assert.Equal(["Cubes are square."], run.Status.Warnings);
        Assert.Equal(3, summary.Failures["no_free_space"]);
        Assert.True(run.Status.Clock.Seconds(Stage.Label) > 0);
        Assert.InRange(summary.Counts.Objects["cube"], 3, 6);
        Assert.Equal(["ball", "cube"], summary.Counts.Objects.Keys);
    }
}
