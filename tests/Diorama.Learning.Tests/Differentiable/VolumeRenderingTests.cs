using Diorama.Learning.Differentiable;
using Diorama.Tensors;
using Diorama.Tensors.Tests;

namespace Diorama.Learning.Tests.Differentiable;

public class VolumeRenderingTests {
    private static void Near(double[] expected, Tensor found, double tolerance = 1e-9) =>
        Assert.Equal(expected, found.ToArray<double>(), (a, b) => Math.Abs(a - b) < tolerance);

    [Fact]
    public void LaplaceDensity_IsTheDistribution() {
        using var scope = new TensorScope();
        var distance = Tensor.From([-100.0, -0.2, 0, 0.2, 100]);
        // Ψ = 1 − ½e^−2 inside, ½e^−2 outside, over beta = 0.1.
        Near([10, 10 - 5 * Math.Exp(-2), 5, 5 * Math.Exp(-2), 0], VolumeRendering.LaplaceDensity(distance, Tensor.FromScalar(0.1)));
        FiniteDifferences.Agree(x => VolumeRendering.LaplaceDensity(x[0], x[1]),
            [Tensor.From([-0.31, -0.02, 0.05, 0.4]), Tensor.FromScalar(0.1)]);
    }

    [Fact]
    public void WeightsAndComposite_AreThoseOfTheDefinition() {
        using var scope = new TensorScope();
        var alpha = Tensor.From([0.5, 0.25, 1, 0.3, 0, 0.2, 0, 0.5], 2, 4);
        var weights = VolumeRendering.Weights(alpha);
        Near([0.5, 0.125, 0.375, 0, 0, 0.2, 0, 0.4], weights);
        var values = Tensor.Arange(1, 17, dtype: DType.Float64).View(2, 4, 2);
        Near([0.5 * 1 + 0.125 * 3 + 0.375 * 5, 0.5 * 2 + 0.125 * 4 + 0.375 * 6, 0.2 * 11 + 0.4 * 15 + 0.4 * 10,
            0.2 * 12 + 0.4 * 16 + 0.4 * 20],
            VolumeRendering.Composite(weights, values, Tensor.From([10.0, 20])));
        Near([1 - Math.Exp(-0.6)], VolumeRendering.Alpha(Tensor.From([3.0]), Tensor.From([0.2])));
        FiniteDifferences.Agree(x => VolumeRendering.Composite(VolumeRendering.Weights(VolumeRendering.Alpha(x[0], x[1])), x[2], x[3]),
            [Tensor.From([0.3, 2, 0.7, 1, 0.1, 4], 2, 3), Tensor.From([0.2, 0.3, 0.4]),
                Tensor.Arange(0, 12, dtype: DType.Float64).View(2, 3, 2), Tensor.From([0.4, 0.6])]);
    }

    [Fact]
    public void AlphaOfDistances_IsTheDropOfTheSigmoid() {
        using var scope = new TensorScope();
        static double Phi(double f) => 1 / (1 + Math.Exp(-8 * f));
        var distance = Tensor.From([0.5, 0.1, -0.2, 0.1]);
        Near([1 - Phi(0.1) / Phi(0.5), 1 - Phi(-0.2) / Phi(0.1), 0], VolumeRendering.AlphaOfDistances(distance, Tensor.FromScalar(8.0)));
        // Far inside, where Φ itself is 0 in floating point.
        Near([1 - Math.Exp(-80)], VolumeRendering.AlphaOfDistances(Tensor.From([-100.0, -110]), Tensor.FromScalar(8.0)));
        FiniteDifferences.Agree(x => VolumeRendering.AlphaOfDistances(x[0], x[1]), [distance, Tensor.FromScalar(8.0)]);
    }

    /// <summary>A sphere of 1 m seen with a narrow density is opaque, and as deep as it is.</summary>
    [Fact]
    public void ASphere_IsWhereItIs() {
        using var scope = new TensorScope();
        var t = Tensor.Linspace(0, 5, 2001, DType.Float64);
        // A ray along z from (0, 0.6, −3): it meets the sphere at z = −0.8, after 2.2 m.
        var distance = ((t - 3).Square() + 0.36).Sqrt() - 1;
        var density = VolumeRendering.LaplaceDensity(distance, Tensor.FromScalar(0.01));
        var weights = VolumeRendering.Weights(VolumeRendering.Alpha(density, Tensor.FromScalar(5.0 / 2000)));
        Assert.Equal(1, weights.Sum().ToDouble(), 1e-6);
        Assert.Equal(2.2, VolumeRendering.Composite(weights, t.Unsqueeze(-1)).ToDouble(), 0.02);
        var neus = VolumeRendering.Weights(VolumeRendering.AlphaOfDistances(distance, Tensor.FromScalar(400.0)));
        Assert.Equal(2.2, VolumeRendering.Composite(neus, t.Narrow(0, 0, 2000).Unsqueeze(-1)).ToDouble(), 0.005);
    }
}
