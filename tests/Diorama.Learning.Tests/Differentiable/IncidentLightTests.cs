using Diorama.Learning.Differentiable;
using Diorama.Tensors;
using Diorama.Tensors.Tests;

namespace Diorama.Learning.Tests.Differentiable;

public class IncidentLightTests {
    private static Tensor Unit(params double[] xyz) => Functional.Normalize(Tensor.From(xyz), dim: 0);

    private static Tensor One(double value) => Tensor.From([value]);

    [Fact]
    public void Hemisphere_IsAGridOfSolidAngles() {
        using var scope = new TensorScope();
        var (directions, solidAngles) = IncidentLight.Hemisphere(8, 16, DType.Float64);
        Assert.Equal([128L, 3], directions.Shape);
        Assert.Equal(2 * Math.PI, solidAngles.Sum().ToDouble(), 1e-9);
        // Σ (cos θ₀ − cos θ₁)·cos of the middle is a sum of sines, 1/(2·cos(step/2)).
        Assert.Equal(Math.PI / Math.Cos(Math.PI / 32), (solidAngles * directions.Narrow(1, 2, 1)).Sum().ToDouble(), 1e-9);
        Assert.Equal(128, directions.Square().Sum().ToDouble(), 1e-9);
        // The third row from the normal, the second column: θ = 2.5·90°/8, φ = 1.5·360°/16.
        double theta = 2.5 * Math.PI / 16, phi = 1.5 * Math.PI / 8;
        Assert.Equal([Math.Sin(theta) * Math.Cos(phi), Math.Sin(theta) * Math.Sin(phi), Math.Cos(theta)],
            directions[33].ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-12);
        // Li et al.'s weight of that direction.
        Assert.Equal(Math.Sin(theta) * Math.PI * Math.PI / 128, solidAngles[33, 0].ToDouble(), 1e-4);
    }

    [Fact]
    public void Around_TurnsZToTheNormal() {
        using var scope = new TensorScope();
        var (directions, _) = IncidentLight.Hemisphere(4, 8, DType.Float64);
        var normals = Functional.Normalize(Tensor.From([0.1, 0.2, 0.9, -0.5, 0.3, -0.7, 0, 0, -1, 0, 0, 1], 2, 2, 3), dim: -1);
        Tensor up = Unit(0.3, 1, 0.1);
        foreach (var turned in new[] { IncidentLight.Around(normals, directions), IncidentLight.Around(normals, directions, up) }) {
            Assert.Equal([2L, 2, 32, 3], turned.Shape);
            // Angles stay, those to the normal and those among each other; so does the hand.
            Assert.True(((turned * normals.Unsqueeze(2)).Sum([3]) - directions.Select(1, 2)).Abs().Max().ToDouble() < 1e-12);
            Assert.True((turned.MatMul(turned.Transpose(2, 3)) - directions.MatMul(directions.T())).Abs().Max().ToDouble() < 1e-12);
            Assert.True((turned[1, 0, ..3].Det() - directions[..3].Det()).Abs().ToDouble() < 1e-12);
        }
        var x = IncidentLight.Around(normals, Tensor.From([1.0, 0, 0], 1, 3), up).Squeeze(2);
        Assert.True((x.Cross(normals) * up).Sum([2]).Abs().Max().ToDouble() < 1e-12);
        Assert.True((x * up).Sum([2]).Min().ToDouble() > 0);
    }

    [Fact]
    public void OneDirection_IsThatLightAlone() {
        using var scope = new TensorScope();
        var (normal, view, light) = (Unit(0, 0.1, 1), Unit(0.2, 0.1, 0.8), Unit(-0.3, 0.2, 0.9));
        var color = Tensor.From([0.9, 0.6, 0.3]);
        double[] found = IncidentLight.Shade(normal, view, light.View(1, 3), Tensor.From([0.2], 1, 1), Tensor.From([3.0, 2, 1], 1, 3),
            color, One(0.4), One(0.3)).ToArray<double>();
        double[] expected = Microfacet.Evaluate(normal, view, light, color, One(0.4), One(0.3)).ToArray<double>();
        Assert.Equal([expected[0] * 0.6, expected[1] * 0.4, expected[2] * 0.2], found, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    /// <summary>The shares that <see cref="MicrofacetTests"/> has from another program, at any normal, and what one lobe gives.</summary>
    [Fact]
    public void AnEvenSkyAndALobe_AreReflectedAsFarAsTheModelDoes() {
        using var scope = new TensorScope();
        var (local, solidAngles) = IncidentLight.Hemisphere(150, 300, DType.Float64);
        var normal = Unit(0.5, -0.6, -0.3);
        // At cos θ = 0.8 of the normal.
        var view = 0.8 * normal + 0.6 * Functional.Normalize(normal.Cross(Unit(0, 0, 1)), dim: 0);
        var directions = IncidentLight.Around(normal, local);
        var white = Tensor.Ones([3], DType.Float64);
        foreach (var (roughness, expected) in new[] { (0.3, 0.98768), (0.6, 0.80441), (1.0, 0.35126) }) {
            double found = IncidentLight.Shade(normal, view, directions, solidAngles, directions.OnesLike(), white, One(roughness), One(1))
                .ToArray<double>()[0];
            Assert.Equal(expected, found, 1e-3);
        }
        var grid = new SphereGrid(500);
        var lobe = new GaussianLight(normal.View(1, 3), Tensor.From([8.0], 1, 1), Tensor.From([3.0, 2, 1], 1, 3));
        double[] sum = IncidentLight.Shade(normal, view, directions, solidAngles, lobe.Radiance(directions), white, One(0.5), One(0.2))
            .ToArray<double>();
        Assert.Equal(grid.Reflected(lobe.Radiance(grid.Directions), normal, view, white, 0.5, 0.2), sum,
            (a, b) => Math.Abs(a - b) < 1e-3 * a);
    }

    [Fact]
    public void Derivatives_AreThoseOfDifferences() {
        using var scope = new TensorScope();
        var (local, solidAngles) = IncidentLight.Hemisphere(2, 3, DType.Float64);
        var normal = Tensor.From([0.05, 0.1, 0.98, 0.2, 0.1, 0.95], 1, 2, 3);
        var view = Tensor.From([0.1, 0.2, 0.97, -0.3, 0.1, 0.9], 1, 2, 3);
        var radiance = (Tensor.Arange(0, 36, dtype: DType.Float64) * 1.3).Sin().View(1, 2, 6, 3) + 1.5;
        foreach (Tensor? toward in new[] { null, Unit(0.3, 1, 0.1) }) {
            FiniteDifferences.Agree(x => {
                var n = Functional.Normalize(x[0], dim: -1);
                return IncidentLight.Shade(n, Functional.Normalize(x[1], dim: -1), IncidentLight.Around(n, local, toward), solidAngles,
                    x[2], x[3], x[4], x[5]);
            }, [normal, view, radiance, Tensor.From([0.8, 0.4, 0.2, 0.3, 0.5, 0.7], 1, 2, 3), Tensor.From([0.3, 0.7], 1, 2, 1),
                Tensor.From([0.2, 0.9], 1, 2, 1)]);
        }
    }
}
