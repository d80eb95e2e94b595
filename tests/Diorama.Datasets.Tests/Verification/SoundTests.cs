using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;
using Diorama.Datasets.Verification;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Scenes;
using Diorama.Worlds;

namespace Diorama.Datasets.Tests.Verification;

/// <summary>What the label pass makes through every kind of camera obeys every check.</summary>
public sealed class SoundTests : IDisposable {
    private const int Width = Boxes.Width, Height = Boxes.Height;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static Lens Make(string lens) => lens switch {
        "perspective" => new PerspectiveLens(60, 55, 30, 26),
        "orthographic" => new OrthographicLens(16, 15, 32, 24),
        "brownConrady" => new BrownConradyLens(50, 50, 32, 24, -0.2f, 0.05f, 0.003f, -0.002f, 0.01f, 0.02f, 0.01f, 0.005f),
        "kannalaBrandt" => new KannalaBrandtLens(15, 15, 32, 24, -0.02f, 0.003f, 0, 0, 1.8f),
        _ => new EquirectangularLens(Width, Height),
    };

    private VerificationReport Verify(Action<World> change) {
        RunOptions options = Boxes.Options(folder["set"], frames: 3, framesPerScene: 3, labels: LabelSet.All);
        new DatasetRun(options, scene => {
            World world = SmallDataset.Build(scene);
            change(world);
            return world;
        }).Run();
        return OwnVerifier.Verify(folder["set"], new() { Threads = 2 });
    }

    [Theory]
    [InlineData("perspective")]
    [InlineData("orthographic")]
    [InlineData("brownConrady")]
    [InlineData("kannalaBrandt")]
    [InlineData("equirectangular")]
    public void EveryLens_ObeysEveryLaw(string lens) {
        VerificationReport report = Verify(world => {
            foreach (Node camera in world.Cameras) camera.Camera!.Lens = Make(lens);
        });
        Assert.Empty(report.Checks.SelectMany(l => l.First.Select(o => $"{l.Name}: {o}")));
        Assert.All(["flow", "scene flow", "depth", "normals", "3D boxes", "object coordinates"],
            name => Assert.True(report.Checks.Single(l => l.Name == name).Checked > 6000, name));
    }

    [Theory]
    // Shutter, readout.
    [InlineData(0.02f, 0)]
    [InlineData(0, 0.03f)]
    [InlineData(0.02f, 0.03f)]
    public void OpenAndRollingShutters_AreSound(float shutter, float readout) {
        VerificationReport report = Verify(world => {
            foreach (Node camera in world.Cameras) (camera.Camera!.ShutterSeconds, camera.Camera.ReadoutSeconds) = (shutter, readout);
        });
        Assert.Empty(report.Checks.SelectMany(l => l.First.Select(o => $"{l.Name}: {o}")));
        // The record has the pose of the middle row alone: nothing can be said of the others.
        Assert.Equal(readout != 0, report.Checks.Single(l => l.Name == "flow").Checked == 0);
        string[] geometry = ["depth", "normals", "3D boxes", "object coordinates", "scene flow", "flow", "occlusion", "keypoints"];
        Assert.Equal(readout != 0 ? geometry : [], report.Checks.Where(l => l.Skipped > 0).Select(l => l.Name));
        Assert.All(report.Checks.Where(l => l.Skipped > 0),
            l => Assert.Equal((report.Images, "rolling shutter"), (l.Skipped, l.SkippedFor)));
    }

    [Fact]
    public void Replay_FindsWhatChanged_AndNothingElse() {
        RunOptions options = Boxes.Options(folder["set"], frames: 4, samples: 2);
        new DatasetRun(options, Boxes.Build).Run();
        var set = new DatasetFolder(folder["set"]);
        CheckReport Again(double share) => new Replay(set, options.Settings, Boxes.Build).Check(share);
        CheckReport all = Again(1);
        Assert.Equal((0, "none"), (all.Violations, all.Tolerance));
        // Every file and the record.
        Assert.Equal(4 * (set.ReadFrames().First().Files.Count + 1), all.Checked);
        Assert.Equal(all.Checked / 4, Again(1e-9).Checked);
        string changed = set.ReadFrames().ElementAt(2).Files["image"];
        Image<Rgb8> picture = ImageFile.Encode(ImageFile.ReadVector3(set.Full(changed)));
        picture[5, 5] = new(1, 2, 3);
        ImageFile.WritePng(set.Full(changed), picture);
        Assert.Equal([changed], Again(1).First.Select(o => o.File));
        // Another seed makes other pictures of the same scenes, and the same labels.
        CheckReport other = new Replay(set, options.Settings with { Seed = 4 }, Boxes.Build).Check(1);
        Assert.Equal(4, other.First.Count(o => o.File.EndsWith(".png", StringComparison.Ordinal)
            && o.File.Contains("/images/", StringComparison.Ordinal)));
        Assert.True(other.Worst > 0.001);
    }

    [Fact]
    public void Report_DoesNotDependOnThreads_AndASampleIsAPart() {
        new DatasetRun(Boxes.Options(folder["set"], frames: 8), Boxes.Build).Run();
        VerificationReport one = OwnVerifier.Verify(folder["set"], new() { Threads = 1 }),
            many = OwnVerifier.Verify(folder["set"], new() { Threads = 3 });
        Assert.Equal(one.Checks.Select(l => (l.Name, l.Checked, l.Worst)), many.Checks.Select(l => (l.Name, l.Checked, l.Worst)));
        VerificationReport half = OwnVerifier.Verify(folder["set"], new() { Sample = 0.5 });
        long Depths(VerificationReport r) => r.Checks.Single(l => l.Name == "depth").Checked;
        Assert.InRange(Depths(half), 1, Depths(one) - 1);
        Assert.DoesNotContain(OwnVerifier.Verify(folder["set"], new() { Quick = true }).Checks, l => l.Name == "depth");
    }
}
