using Diorama.Learning.Differentiable;
using Diorama.Tensors;
using Diorama.Tensors.Tests;

namespace Diorama.Learning.Tests.Differentiable;

public class HarmonicLightTests {
    private static Tensor Unit(params double[] xyz) => Functional.Normalize(Tensor.From(xyz), dim: 0);

    /// <summary>Coefficients without a symmetry, around an even light of 1.</summary>
    private static Tensor Coefficients(int order, params long[] pixels) {
        long count = (order + 1) * (order + 1);
        var waves = (Tensor.Arange(0, pixels.Aggregate(3 * count, (a, b) => a * b), dtype: DType.Float64) * 1.7 + 0.4).Sin() * 0.4;
        var even = Tensor.Cat([Tensor.Full([1, 3], Math.Sqrt(4 * Math.PI), DType.Float64), Tensor.Zeros([count - 1, 3], DType.Float64)]);
        return waves.View([.. pixels, count, 3]) + even;
    }

    [Fact]
    public void Basis_IsThePublishedOne_AndOrthonormal() {
        using var scope = new TensorScope();
        var (x, y, z) = (0.48, -0.6, 0.64);
        double[] published = [0.282095, 0.488603 * y, 0.488603 * z, 0.488603 * x, 1.092548 * x * y, 1.092548 * y * z,
            0.315392 * (3 * z * z - 1), 1.092548 * x * z, 0.546274 * (x * x - y * y)];
        Assert.Equal(published, SphericalHarmonics.Basis(Tensor.From([x, y, z]), 2).ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-6);
        var grid = new SphereGrid(400);
        var basis = SphericalHarmonics.Basis(grid.Directions, 5);
        var products = basis.T().MatMul(basis * grid.SolidAngles);
        Assert.True((products - Tensor.Eye(36, DType.Float64)).Abs().Max().ToDouble() < 1e-3);
    }

    [Fact]
    public void CosineFactors_AreThePublishedOnes() {
        double[] published = [Math.PI, 2 * Math.PI / 3, Math.PI / 4, 0, -Math.PI / 24, 0, Math.PI / 64];
        for (int l = 0; l < published.Length; l++) Assert.Equal(published[l], SphericalHarmonics.CosineFactor(l), 1e-12);
    }

    [Fact]
    public void Project_FindsTheCoefficients() {
        using var scope = new TensorScope();
        var grid = new SphereGrid(100);
        var coefficients = Coefficients(3);
        var found = SphericalHarmonics.Project(grid.Directions, new HarmonicLight(coefficients).Radiance(grid.Directions), grid.SolidAngles,
            3);
        Assert.True((found - coefficients).Abs().Max().ToDouble() < 0.003);
    }

    [Fact]
    public void Irradiance_IsTheIntegral() {
        using var scope = new TensorScope();
        var grid = new SphereGrid(200);
        var light = new HarmonicLight(Coefficients(4));
        Assert.Equal(4, light.Order);
        var radiance = light.Radiance(grid.Directions);
        foreach (var normal in new[] { Unit(0, 0, 1), Unit(1, -2, 0.5), Unit(-0.3, 0.2, -1) }) {
            double[] expected = grid.Irradiance(radiance, normal);
            Assert.Equal(expected, light.Irradiance(normal).ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-3);
        }
    }

    /// <summary>The shares that <see cref="MicrofacetTests"/> has from another program.</summary>
    [Fact]
    public void AnEvenSky_IsReflectedByWhiteMetalAsFarAsTheModelDoes() {
        using var scope = new TensorScope();
        var light = new HarmonicLight(Tensor.Full([1, 3], Math.Sqrt(4 * Math.PI), DType.Float64));
        var white = Tensor.From([1.0, 1, 1]);
        foreach (var (roughness, expected) in new[] { (0.3, 0.98768), (0.6, 0.80441), (1.0, 0.35126) }) {
            double found = light.Shade(Unit(0, 0, 1), Unit(0.6, 0, 0.8), white, Tensor.From([roughness]), Tensor.From([1.0]), 4096)
                .ToArray<double>()[0];
            Assert.Equal(expected, found, 1e-3);
        }
    }

    [Fact]
    public void Shade_IsTheIntegral() {
        using var scope = new TensorScope();
        var grid = new SphereGrid(300);
        var light = new HarmonicLight(Coefficients(3));
        var radiance = light.Radiance(grid.Directions);
        var color = Tensor.From([0.8, 0.5, 0.3]);
        var normal = Unit(0.2, -0.3, 0.8);
        foreach (var view in new[] { Unit(0.1, -0.2, 0.9), Unit(0.9, 0.3, 0.5) }) {
            foreach (var (roughness, metallic) in new[] { (0.4, 0.0), (0.4, 1.0), (0.9, 0.0), (0.9, 0.7) }) {
                double[] expected = grid.Reflected(radiance, normal, view, color, roughness, metallic);
                double[] found = light.Shade(normal, view, color, Tensor.From([roughness]), Tensor.From([metallic]), 1024)
                    .ToArray<double>();
                Assert.Equal(expected, found, (a, b) => Math.Abs(a - b) < 0.01 * Math.Abs(a));
            }
        }
        // Nothing towards a viewer behind the surface.
        Assert.Equal([0.0, 0, 0], light.Shade(normal, -normal, color, Tensor.From([0.5]), Tensor.From([0.5])).ToArray<double>());
    }

    [Fact]
    public void Lights_OfOnePixelEach_ShadeAsOneByOne() {
        using var scope = new TensorScope();
        var coefficients = Coefficients(2, 2, 3);
        var normal = Functional.Normalize((Tensor.Arange(0, 18, dtype: DType.Float64) * 2.1).Sin().View(2, 3, 3), dim: -1);
        var view = Functional.Normalize(normal + 0.5 * normal.Roll([1], [2]), dim: -1);
        var (color, roughness, metallic) = (Tensor.Full([2, 3, 3], 0.6, DType.Float64), Tensor.Full([2, 3, 1], 0.5, DType.Float64),
            Tensor.Full([2, 3, 1], 0.3, DType.Float64));
        var all = new HarmonicLight(coefficients).Shade(normal, view, color, roughness, metallic);
        Assert.Equal([2L, 3, 3], all.Shape);
        var one = new HarmonicLight(coefficients[1, 2]).Shade(normal[1, 2], view[1, 2], color[1, 2], roughness[1, 2], metallic[1, 2]);
        Assert.Equal(one.ToArray<double>(), all[1, 2].ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Throws<ArgumentException>(() => new HarmonicLight(Tensor.Zeros([5, 3])));
        Assert.Throws<ArgumentException>(() => new HarmonicLight(Tensor.Zeros([3])));
    }

    [Fact]
    public void Derivatives_AreThoseOfDifferences() {
        using var scope = new TensorScope();
        var normal = Tensor.From([0.05, 0.1, 0.98, 0.2, 0.1, -0.95], 2, 3);
        var view = Tensor.From([0.1, 0.2, 0.97, -0.3, 0.1, -0.9], 2, 3);
        FiniteDifferences.Agree(x => new HarmonicLight(x[0]).Shade(Functional.Normalize(x[1], dim: -1),
            Functional.Normalize(x[2], dim: -1), x[3], x[4], x[5], 8),
            [Coefficients(2), normal, view, Tensor.From([0.8, 0.4, 0.2]), Tensor.From([0.3, 0.7], 2, 1), Tensor.From([0.2, 0.9], 2, 1)]);
    }
}
