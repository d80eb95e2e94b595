using System.Numerics;
using Diorama.Core.Randomness;

namespace Diorama.Validation.Statistics;

public class ChiSquareTests {
    private static readonly Keyed Key = Keyed.Start(1).With("chi-square");

    [Theory]
    // Closed forms: Q(1, x) = e^-x, Q(1/2, x) = erfc(√x), Q(3, x) = e^-x (1 + x + x²/2).
    [InlineData(1, 2.5, 0.0820849986238988)]
    [InlineData(0.5, 1, 0.157299207050285)]
    [InlineData(0.5, 0.01, 0.887537083981715)]
    [InlineData(3, 1, 0.919698602928606)]
    [InlineData(3, 9, 0.00623219510682803)]
    public void IncompleteGamma_MatchesClosedForm(double a, double x, double expected) =>
        Assert.Equal(expected, IncompleteGamma.Upper(a, x), 1e-12);

    [Fact]
    public void IncompleteGamma_IsHalf_AtTheMedianOfManyDegreesOfFreedom() {
        // Median of chi-square with k degrees of freedom: k (1 − 2/(9k))³ (Wilson and Hilferty 1931).
        double k = 500, median = k * Math.Pow(1 - 2 / (9 * k), 3);
        Assert.Equal(0.5, IncompleteGamma.Upper(k / 2, median / 2), 1e-4);
    }

    [Fact]
    public void Sphere_Accepts_UniformDirections() {
        ChiSquareResult result = ChiSquare.Sphere(Uniform, _ => 1 / (4 * Math.PI), Key);
        Assert.True(result.PValue > 0.01, result.ToString());
        Assert.Equal(1, result.Integral, 1e-9);
    }

    [Fact]
    public void Sphere_Rejects_DensityTiltedByThreePercent() {
        ChiSquareResult result = ChiSquare.Sphere(Uniform, d => (1 + 0.03 * d.X) / (4 * Math.PI), Key, samples: 400_000, bins: 4);
        Assert.True(result.PValue < 1e-4, result.ToString());
    }

    [Fact]
    public void Sphere_CountsFailedSamples_AgainstTheMissingDensity() {
        bool Half(float l, Vector2 u, out Vector3 d) => Uniform(l, u, out d) && d.Z > 0;
        Assert.True(ChiSquare.Sphere(Half, d => d.Z > 0 ? 1 / (4 * Math.PI) : 0, Key).PValue > 0.01);
        Assert.True(ChiSquare.Sphere(Half, d => d.Z > 0 ? 1 / (2 * Math.PI) : 0, Key).PValue < 1e-6);
    }

    [Fact]
    public void Line_TellsExponentialsApart() {
        Assert.True(ChiSquare.Line(u => -Math.Log(1 - u) / 2, x => 2 * Math.Exp(-2 * x), 0, 4, Key).PValue > 0.01);
        Assert.True(ChiSquare.Line(u => -Math.Log(1 - u) / 2, x => 2.05 * Math.Exp(-2.05 * x), 0, 4, Key).PValue < 1e-4);
    }

    private static bool Uniform(float uLobe, Vector2 u, out Vector3 direction) {
        float z = 1 - 2 * u.X, r = MathF.Sqrt(1 - z * z);
        (float sin, float cos) = MathF.SinCos(2 * MathF.PI * u.Y);
        direction = new(r * cos, r * sin, z);
        return true;
    }
}
