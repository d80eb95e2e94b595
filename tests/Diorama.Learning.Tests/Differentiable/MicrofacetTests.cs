using Diorama.Learning.Differentiable;
using Diorama.Tensors;
using Diorama.Tensors.Tests;

namespace Diorama.Learning.Tests.Differentiable;

public class MicrofacetTests {
    private static Tensor Vector(params double[] xyz) => Tensor.From(xyz);

    [Fact]
    public void Evaluate_IsTheFormula() {
        using var scope = new TensorScope();
        var up = Vector(0, 0, 1);
        var color = Vector(0.8, 0.4, 0.2);
        // Light and viewer along the normal, roughness 0.5: α² = 0.0625, D = 1/(0.0625·π), V = ¼, F = F0.
        double specular = 1 / (0.0625 * Math.PI) / 4;
        double[] metal = Microfacet.Evaluate(up, up, up, color, Vector(0.5), Vector(1)).ToArray<double>();
        Assert.Equal([0.8 * specular, 0.4 * specular, 0.2 * specular], metal, (a, b) => Math.Abs(a - b) < 1e-12);
        double[] plastic = Microfacet.Evaluate(up, up, up, color, Vector(0.5), Vector(0)).ToArray<double>();
        Assert.Equal(0.04 * specular + 0.96 * 0.8 / Math.PI, plastic[0], 1e-12);
        // 60° and 0°: half vector at 30°, n·h = v·h = √¾, n·l = ½, roughness 1: D = 1/π, V = ½/(½ + 1·1)… with α = 1 both roots are 1.
        var slanted = Vector(Math.Sqrt(0.75), 0, 0.5);
        double fresnel = 0.04 + 0.96 * Math.Pow(1 - Math.Sqrt(0.75), 5);
        double expected = (1 / Math.PI * (0.5 / 1.5) * fresnel + (1 - fresnel) * 0.8 / Math.PI) * 0.5;
        Assert.Equal(expected, Microfacet.Evaluate(up, up, slanted, color, Vector(1), Vector(0)).ToArray<double>()[0], 1e-12);
        // Nothing from behind.
        Assert.Equal([0.0, 0, 0], Microfacet.Evaluate(up, up, Vector(0, 0.6, -0.8), color, Vector(0.5), Vector(0.5)).ToArray<double>());
        Assert.Equal([0.0, 0, 0], Microfacet.Evaluate(up, Vector(0, 0.6, -0.8), up, color, Vector(0.5), Vector(0.5)).ToArray<double>());
    }

    /// <summary>
    /// What a white metal reflects of an even sky towards a viewer at cos θ = 0.8: integrals of D·G₂/(4·n·v), G₂ = 1/(1 + Λ(l) + Λ(v)), by
    /// 1500² midpoints in another program.
    /// </summary>
    [Fact]
    public void Evaluate_ReflectsThisMuchOfAWhiteSky() {
        using var scope = new TensorScope();
        const int N = 300;
        var cos = ((Tensor.Arange(0, N, dtype: DType.Float64) + 0.5) / N).Unsqueeze(1);
        var phi = ((Tensor.Arange(0, N, dtype: DType.Float64) + 0.5) * (2 * Math.PI / N)).Unsqueeze(0);
        var sin = (1 - cos.Square()).Sqrt();
        var light = Tensor.Stack([sin * phi.Cos(), sin * phi.Sin(), cos.Expand(N, N)], -1);
        foreach (var (roughness, expected) in new[] { (0.3, 0.98768), (0.6, 0.80441), (1.0, 0.35126) }) {
            double albedo = Microfacet.Evaluate(Vector(0, 0, 1), Vector(0.6, 0, 0.8), light, Vector(1, 1, 1), Vector(roughness), Vector(1))
                .Select(2, 0).Mean().ToDouble() * 2 * Math.PI;
            Assert.Equal(expected, albedo, 5e-4);
        }
    }

    [Fact]
    public void Derivatives_AreThoseOfDifferences() {
        using var scope = new TensorScope();
        var view = Tensor.From([0.1, 0.2, 0.97, -0.3, 0.1, 0.9], 2, 3);
        var light = Tensor.From([0.5, -0.2, 0.8, 0.2, 0.6, 0.7], 2, 3);
        var normal = Tensor.From([0.05, 0.1, 0.98, 0.2, 0.1, 0.95], 2, 3);
        FiniteDifferences.Agree(x => Microfacet.Evaluate(Functional.Normalize(x[0], dim: -1), Functional.Normalize(x[1], dim: -1),
            Functional.Normalize(x[2], dim: -1), x[3], x[4], x[5]),
            [normal, view, light, Tensor.From([0.8, 0.4, 0.2]), Tensor.From([0.3, 0.7], 2, 1), Tensor.From([0.2, 0.9], 2, 1)]);
    }
}
