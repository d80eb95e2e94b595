using System.Numerics;
using Diorama.Learning.Metrics;
using Diorama.Tensors;

namespace Diorama.Learning.Tests.Metrics;

public sealed class DetectionTests {
    private static Vector4 Box(float x, float size = 10) => new(x, 0, x + size, size);

    [Fact]
    public void Overlap_OfBoxesAndMasks() {
        Assert.Equal(1, Overlap.OfBoxes(Box(0), Box(0)));
        Assert.Equal(1.0 / 3, Overlap.OfBoxes(Box(0), Box(5)), 1e-12);
        Assert.Equal(0, Overlap.OfBoxes(Box(0), Box(10)));
        using var scope = new TensorScope();
        Tensor a = Tensor.From([1f, 1, 0, 0]), b = Tensor.From([0f, 1, 1, 0]), none = Tensor.Zeros([4]);
        Assert.Equal(1.0 / 3, Overlap.OfMasks(a, b), 1e-12);
        Assert.Equal(0, Overlap.OfMasks(a, none));
        Assert.Equal(1, Overlap.OfMasks(none, none));
    }

    [Fact]
    public void Overlap_OfClasses_IsTheMeanOfThoseThatAreThere() {
        using var scope = new TensorScope();
        Tensor truth = Tensor.From([0L, 0, 1, 1, 255]), found = Tensor.From([0L, 1, 1, 1, 0]);
        // Class 0: 1 of 2; class 1: 2 of 3; class 2 is not there; the last pixel does not count.
        Assert.Equal((0.5 + 2.0 / 3) / 2, Overlap.OfClasses(found, truth, 3, ignored: 255), 1e-12);
    }

    [Fact]
    public void Pck_CountsWhatIsNear() {
        Vector2[] truth = [new(0, 0), new(10, 0), new(0, 10), new(5, 5)], found = [new(0, 1), new(12, 0), new(0, 10), new(90, 90)];
        Assert.Equal(2.0 / 3, Keypoints.Pck(found, truth, [true, true, true, false], [10, 10, 10, 10], 0.1), 1e-12);
        Assert.Equal(1, Keypoints.Pck(found, truth, [true, true, true, false], [10, 20, 10, 10], 0.1), 1e-12);
        Assert.True(double.IsNaN(Keypoints.Pck(found, truth, new bool[4], [1, 1, 1, 1], 0.1)));
    }

    [Fact]
    public void Ap_OfPerfectDetections_IsOne() {
        TrueBox[] truth = [new(1, 1, Box(0)), new(1, 1, Box(50)), new(2, 7, Box(3))];
        Assert.Equal(1, AveragePrecision.Of([.. truth.Select(t => new Detection(t.Image, t.Class, t.Box, 0.5))], truth), 1e-12);
        Assert.Equal(0, AveragePrecision.Of([], truth));
        Assert.True(double.IsNaN(AveragePrecision.Of([], [])));
    }

    /// <summary>
    /// Of two boxes one is found, with a wrong one before it: precision ½ up to recall ½, that is at 51 of 101 recalls.
    /// </summary>
    [Fact]
    public void Ap_AtOneOverlap_ByHand() {
        TrueBox[] truth = [new(1, 1, Box(0)), new(1, 1, Box(50))];
        Detection[] found = [new(1, 1, Box(100), 0.9), new(1, 1, Box(1), 0.8)];
        Assert.Equal(0.5 * 51 / 101, AveragePrecision.Of(found, truth, [0.5]), 1e-12);
        // Surer than the wrong one, its precision is 1. Its overlap is 9/11 = 0.82: found at 7 of COCO's 10 overlaps.
        found[1] = found[1] with { Score = 0.95 };
        Assert.Equal(51.0 / 101, AveragePrecision.Of(found, truth, [0.5]), 1e-12);
        Assert.Equal(0.7 * 51 / 101, AveragePrecision.Of(found, truth), 1e-12);
        // One found twice: the second is wrong.
        Assert.Equal(51.0 / 101, AveragePrecision.Of([.. found, new(1, 1, Box(0), 0.1)], truth, [0.5]), 1e-12);
    }

    [Fact]
    public void Ap_DetectionsInCrowds_CountNeitherWay() {
        TrueBox[] truth = [new(1, 1, Box(0)), new(1, 1, Box(100, 80), IsCrowd: true)];
        Detection[] found = [new(1, 1, Box(110), 0.9), new(1, 1, Box(130), 0.8), new(1, 1, Box(0), 0.7)];
        Assert.Equal(1, AveragePrecision.Of(found, truth), 1e-12);
        Assert.Equal(0.5, AveragePrecision.Of([.. found, new(1, 1, Box(300), 0.75)], truth), 1e-12);
    }

    [Fact]
    public void Ap_TakesTheBestHundredOfAnImage() {
        TrueBox[] truth = [new(1, 1, Box(0))];
        var wrong = Enumerable.Range(0, 100).Select(i => new Detection(1, 1, Box(100 + 20 * i), 0.9));
        Assert.Equal(0, AveragePrecision.Of([.. wrong, new(1, 1, Box(0), 0.1)], truth));
        Assert.Equal(1.0 / 100, AveragePrecision.Of([.. wrong.Skip(1), new(1, 1, Box(0), 0.1)], truth), 1e-12);
    }
}
