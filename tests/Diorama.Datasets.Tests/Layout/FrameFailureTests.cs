using Diorama.Datasets.Runs;
using Diorama.Worlds.Recipes;

namespace Diorama.Datasets.Tests.Layout;

public sealed class FrameFailureTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ValueBeyondItsLimits_IsAFailedFrame_AndTheOthersGoOn() {
        new DatasetRun(Boxes.Options(folder["a"], frames: 3),
            scene => scene == 1 ? throw new DrawnValueException("camera.distance: ∞ was drawn; expected a number")
                : Boxes.Build(scene)).Run();
        var run = new RunFolder(folder["a"]);
        Assert.Equal([0, 2], run.Dataset.ReadFrames().Select(f => f.Frame));
        Assert.Equal("{\"frame\":1,\"reason\":\"out_of_limits\",\"message\":\"camera.distance: ∞ was drawn; expected a number\"}",
            Assert.Single(File.ReadAllLines(run.FailuresFile)));
        Assert.Equal(1, run.Dataset.ReadInfo().FailedFrames!["out_of_limits"]);
    }
}
