using Diorama.Learning.Metrics;
using Diorama.Tensors;

namespace Diorama.Learning.Tests.Metrics;

public sealed class FrechetDistanceTests {
    /// <summary>Points (±s, 0), (0, ±t) around a middle: variances 2s²/3 and 2t²/3 over n − 1, no covariance.</summary>
    private static Tensor Cross(double x, double y, double s, double t) =>
        Tensor.From([x + s, y, x - s, y, x, y + t, x, y - t]).Reshape(4, 2);

    [Fact]
    public void OfUncorrelatedFeatures_IsThatOfMeansAndDeviations() {
        using var scope = new TensorScope();
        double unit = Math.Sqrt(2.0 / 3);
        double expected = 9 + 16 + Math.Pow(unit * (1 - 2), 2) + Math.Pow(unit * (5 - 3), 2);
        Assert.Equal(expected, FrechetDistance.Between(Cross(0, 0, 1, 5), Cross(3, 4, 2, 3)), 1e-9);
        Assert.Equal(0, FrechetDistance.Between(Cross(1, 2, 1, 5), Cross(1, 2, 1, 5)), 1e-9);
    }

    /// <summary>A turn of both leaves it, and of one it is 2(a − b)² for deviations a, b that change places.</summary>
    [Fact]
    public void Turned() {
        using var scope = new TensorScope();
        double unit = Math.Sqrt(2.0 / 3), c = Math.Cos(0.7), s = Math.Sin(0.7);
        Tensor turn = Tensor.From([c, s, -s, c]).Reshape(2, 2), a = Cross(0, 0, 1, 5), b = Cross(0, 0, 5, 1);
        Assert.Equal(2 * Math.Pow(4 * unit, 2), FrechetDistance.Between(a, b), 1e-9);
        Assert.Equal(2 * Math.Pow(4 * unit, 2), FrechetDistance.Between(a.MatMul(turn), b.MatMul(turn)), 1e-9);
    }

    /// <summary>Fewer features than dimensions: covariances without full rank.</summary>
    [Fact]
    public void OfFewFeatures_IsFinite() {
        using var scope = new TensorScope();
        Torch.Seed(1);
        Tensor a = Tensor.Randn([3, 8]), b = Tensor.Randn([4, 8]);
        Assert.InRange(FrechetDistance.Between(a, b), 0.1, 100);
        Assert.Equal(0, FrechetDistance.Between(a, a), 1e-5);
        Assert.Throws<ArgumentException>(() => FrechetDistance.Between(a, b.Narrow(1, 0, 4)));
        Assert.Throws<ArgumentException>(() => FrechetDistance.Between(a.Narrow(0, 0, 1), b));
    }
}
