using Diorama.Learning.Differentiable;
using Diorama.Tensors;
using Diorama.Tensors.Tests;

namespace Diorama.Learning.Tests.Differentiable;

public class GaussianLightTests {
    private static readonly double[] white = [1.0, 1, 1];

    private static Tensor Unit(params double[] xyz) => Functional.Normalize(Tensor.From(xyz), dim: 0);

    private static GaussianLight One(Tensor axis, double sharpness, params double[] amplitude) =>
        new(axis.View(1, 3), Tensor.From([sharpness], 1, 1), Tensor.From(amplitude, 1, 3));

    private static double Product(Tensor a, double sharpnessA, Tensor b, double sharpnessB) =>
        GaussianLight.InnerProduct(a, Tensor.From([sharpnessA]), b, Tensor.From([sharpnessB])).ToDouble();

    [Fact]
    public void InnerProduct_IsTheIntegral() {
        using var scope = new TensorScope();
        var grid = new SphereGrid(400);
        var (a, b) = (Unit(0.2, -0.5, 0.7), Unit(-0.6, 0.1, 0.4));
        foreach (var (sharpA, sharpB) in new[] { (0.0, 0.5), (2, 3), (40, 1), (15, 20) }) {
            var values = One(a, sharpA, white).Radiance(grid.Directions) * One(b, sharpB, white).Radiance(grid.Directions);
            double expected = (values * grid.SolidAngles).Sum([0]).ToArray<double>()[0];
            Assert.Equal(1, Product(a, sharpA, b, sharpB) / expected, 1e-3);
        }
        // Closed forms: nothing but the sphere, one Gaussian alone, two about one axis, two about opposite ones.
        Assert.Equal(4 * Math.PI, Product(a, 0, b, 0), 1e-9);
        Assert.Equal(2 * Math.PI * (1 - Math.Exp(-10)) / 5, Product(a, 5, b, 0), 1e-9);
        Assert.Equal(2 * Math.PI / 3e5, Product(a, 1e5, a, 2e5), 1e-12);
        Assert.Equal(4 * Math.PI * Math.Exp(-6), Product(a, 3, -a, 3), 1e-9);
        // On both sides of where the series takes over.
        Assert.Equal(2 * Math.PI * (1 - Math.Exp(-0.0398)) / 0.0199, Product(a, 0.0199, b, 0), 1e-9);
        Assert.Equal(2 * Math.PI * (1 - Math.Exp(-0.0402)) / 0.0201, Product(a, 0.0201, b, 0), 1e-9);
        FiniteDifferences.Agree(x => GaussianLight.InnerProduct(Functional.Normalize(x[0], dim: -1), x[1],
            Functional.Normalize(x[2], dim: -1), x[3]), [Tensor.From([0.2, -0.5, 0.7, 0.1, 0.3, 0.2, 0.5, 0.5, 0.1], 3, 3),
            Tensor.From([2.0, 0.004, 30], 3, 1), Tensor.From([0.4, 0.5, 0.6]), Tensor.From([3.0, 0.005, 0.2], 3, 1)]);
    }

    [Fact]
    public void Irradiance_IsTheIntegral() {
        using var scope = new TensorScope();
        var grid = new SphereGrid(400);
        var normal = Unit(0.2, 0.3, 0.9);
        Assert.Equal(Math.PI, One(normal, 0, white).Irradiance(normal).ToArray<double>()[0], 1e-6);
        foreach (var axis in new[] { normal, Unit(-0.9, 0.4, 0.8), Unit(1, 0, -0.2), -normal }) {
            foreach (var (sharpness, tolerance) in new[] { (1.0, 0.01), (5, 0.03), (30, 0.05), (300, 0.075) }) {
                var light = One(axis, sharpness, 2, 1, 0.5);
                double[] found = light.Irradiance(normal).ToArray<double>(),
                    expected = grid.Irradiance(light.Radiance(grid.Directions), normal);
                double power = Product(axis, sharpness, axis, 0);
                Assert.Equal(expected[0], found[0], 2 * tolerance * power);
                Assert.True(found[0] >= 0);
                Assert.Equal(found[0] / 4, found[2], 1e-12);
            }
        }
    }

    /// <summary>The errors that the page of the method states.</summary>
    [Fact]
    public void Shade_IsNearTheIntegral() {
        using var scope = new TensorScope();
        var grid = new SphereGrid(250);
        var color = Tensor.From([0.9, 0.6, 0.3]);
        var normal = Unit(0, 0, 1);
        foreach (var (angle, tolerance) in new[] { (20.0, 0.2), (55.0, 0.2), (75.0, 0.5) }) {
            var (sine, cosine) = Math.SinCos(angle * Math.PI / 180);
            var view = Unit(sine, 0, cosine);
            // In the mirrored direction, and 10° beside it towards the normal.
            foreach (double beside in new[] { 0.0, 10 }) {
                var (away, up) = Math.SinCos((angle - beside) * Math.PI / 180);
                foreach (double roughness in new[] { 0.3, 0.45, 0.6 }) {
                    foreach (double sharpness in new[] { 3.0, 30, 100 }) {
                        foreach (double metallic in new[] { 0.0, 1 }) {
                            var light = One(Unit(-away, 0, up), sharpness, white);
                            double[] expected = grid.Reflected(light.Radiance(grid.Directions), normal, view, color, roughness, metallic),
                                found = light.Shade(normal, view, color, Tensor.From([roughness]), Tensor.From([metallic]))
                                    .ToArray<double>();
                            Assert.True(Math.Abs(found[0] / expected[0] - 1) < tolerance,
                                $"{angle}°, {beside}° beside, roughness {roughness}, sharpness {sharpness}, metallic {metallic}: "
                                + $"{found[0]} for {expected[0]}");
                        }
                    }
                }
            }
        }
        // White plastic under an even sky: nearly all that a white surface reflects.
        var (sky, slanted) = (One(normal, 0, white), Unit(0.6, 0, 0.8));
        foreach (double roughness in new[] { 0.3, 0.6 }) {
            double expected = grid.Reflected(sky.Radiance(grid.Directions), normal, slanted, Tensor.From(white), roughness, 0)[0];
            Assert.Equal(expected, sky.Shade(normal, slanted, Tensor.From(white), Tensor.From([roughness]), Tensor.From([0.0]))
                .ToArray<double>()[0], 0.01);
        }
        Assert.Equal([0.0, 0, 0], One(normal, 3, white).Shade(normal, -normal, color, Tensor.From([0.5]), Tensor.From([0.5]))
            .ToArray<double>());
    }

    /// <summary>The lobes have the height of the true distribution at its peak, and as much under an even sky.</summary>
    [Fact]
    public void Lobes_KeepPeakAndEnergyOfTheDistribution() {
        using var scope = new TensorScope();
        var (normal, view, mirrored) = (Unit(0, 0, 1), Unit(0.6, 0, 0.8), Unit(-0.6, 0, 0.8));
        var (color, metal) = (Tensor.From(white), Tensor.From([1.0]));
        var lamp = One(mirrored, 1e6, white);
        foreach (double roughness in new[] { 0.4, 0.7, 1 }) {
            double expected = Microfacet.Evaluate(normal, view, mirrored, color, Tensor.From([roughness]), metal).ToArray<double>()[0]
                * Product(mirrored, 1e6, normal, 0);
            Assert.Equal(1, lamp.Shade(normal, view, color, Tensor.From([roughness]), metal).ToArray<double>()[0] / expected, 0.001);
        }
        Assert.Equal(1, One(normal, 0, white).Shade(normal, view, color, Tensor.From([0.1]), metal).ToArray<double>()[0], 0.005);
    }

    [Fact]
    public void ManyLights_AddUp_AndSampling_IsTheIntegral() {
        using var scope = new TensorScope();
        var grid = new SphereGrid(500);
        var axes = Functional.Normalize(Tensor.From([0.3, 0.2, 0.9, -0.5, 0.4, 0.6], 2, 3), dim: -1);
        var amplitudes = Tensor.From([1, 0.5, 0.2, 0.3, 2, 1], 2, 3);
        var light = new GaussianLight(axes, Tensor.From([4.0, 12], 2, 1), amplitudes);
        var (normal, view, color, roughness, metallic) = (Unit(0.1, 0.1, 1), Unit(0.5, -0.2, 0.7), Tensor.From([0.9, 0.6, 0.3]),
            Tensor.From([0.5]), Tensor.From([1.0]));
        double[] one = new GaussianLight(axes[..1], Tensor.From([4.0], 1, 1), amplitudes[..1])
                .Shade(normal, view, color, roughness, metallic).ToArray<double>(),
            other = new GaussianLight(axes[1..], Tensor.From([12.0], 1, 1), amplitudes[1..])
                .Shade(normal, view, color, roughness, metallic).ToArray<double>();
        double[] both = light.Shade(normal, view, color, roughness, metallic).ToArray<double>();
        for (int c = 0; c < 3; c++) Assert.Equal(one[c] + other[c], both[c], 1e-12);
        double[] expected = grid.Reflected(light.Radiance(grid.Directions), normal, view, color, 0.5, 1),
            sampled = MicrofacetSampling.Specular(normal, view, color, roughness, metallic, light.Radiance, 2048).ToArray<double>();
        Assert.Equal(expected, sampled, (a, b) => Math.Abs(a - b) < 0.005 * a);
        // Lights of each pixel: the same two for both.
        var pixels = new GaussianLight(axes.Expand(2, 2, 3), Tensor.From([4.0, 12], 2, 1).Expand(2, 2, 1), amplitudes.Expand(2, 2, 3));
        var shaded = pixels.Shade(normal.Expand(2, 3), view.Expand(2, 3), color, roughness, metallic);
        Assert.Equal([2L, 3], shaded.Shape);
        Assert.Equal(both, shaded[1].ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([2L, 5, 3], pixels.Radiance(normal.Expand(2, 5, 3)).Shape);
        Assert.Throws<ArgumentException>(() => new GaussianLight(axes, amplitudes, amplitudes));
    }

    [Fact]
    public void Derivatives_AreThoseOfDifferences() {
        using var scope = new TensorScope();
        var axes = Tensor.From([0.5, -0.2, 0.8, 0.2, 0.6, 0.7], 2, 3);
        var view = Tensor.From([0.1, 0.2, 0.97, -0.3, 0.1, 0.9], 2, 3);
        var normal = Tensor.From([0.05, 0.1, 0.98, 0.2, 0.1, 0.95], 2, 3);
        FiniteDifferences.Agree(x => new GaussianLight(Functional.Normalize(x[0], dim: -1), x[1], x[2]).Shade(
            Functional.Normalize(x[3], dim: -1), Functional.Normalize(x[4], dim: -1), x[5], x[6], x[7]),
            [axes, Tensor.From([2.0, 20], 2, 1), Tensor.From([1, 0.5, 0.2, 0.3, 2, 1], 2, 3), normal, view, Tensor.From([0.8, 0.4, 0.2]),
                Tensor.From([0.4, 0.7], 2, 1), Tensor.From([0.2, 0.9], 2, 1)]);
    }

    /// <summary>Even and needle-sharp lights, mirrors, viewers behind the surface and opposite to the light, in single precision.</summary>
    [Fact]
    public void ExtremeValues_HaveFiniteDerivatives() {
        using var scope = new TensorScope();
        Tensor[] leaves = [Tensor.From([0f, 0, 1, 0.6f, 0, -0.8f, -1, 0, 0], 3, 3), Tensor.From([0f, 1e5f, 1e-3f], 3, 1),
            Tensor.Ones([3, 3]), Tensor.From([0f, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, -1], 4, 3),
            Tensor.From([0f, 0, 1, 0.6f, 0, -0.8f, 1, 0, 0, 0, 0, -1], 4, 3), Tensor.From([1f, 0, 0.5f]),
            Tensor.From([0f, 1, 0.03f, 0.5f], 4, 1), Tensor.From([0f, 1, 0.5f, 1], 4, 1)];
        foreach (Tensor leaf in leaves) leaf.WithGrad();
        var light = new GaussianLight(leaves[0], leaves[1], leaves[2]);
        (light.Shade(leaves[3], leaves[4], leaves[5], leaves[6], leaves[7])
            + MicrofacetSampling.Specular(leaves[3], leaves[4], leaves[5], leaves[6], leaves[7], light.Radiance)).Sum().Backward();
        Assert.All(leaves, leaf => Assert.All(leaf.Grad!.ToArray<float>(), g => Assert.True(float.IsFinite(g))));
        Assert.True(leaves[1].Grad!.ToArray<float>()[0] != 0);
    }
}
