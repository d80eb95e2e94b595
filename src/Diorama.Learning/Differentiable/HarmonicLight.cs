using Diorama.Tensors;

namespace Diorama.Learning.Differentiable;

/// <summary>
/// Distant light given by spherical harmonics: broad and smooth, a few numbers for a whole sky. Order 2 has nearly all that a diffuse
/// surface shows of any light (Ramamoorthi and Hanrahan 2001).
/// </summary>
public sealed class HarmonicLight {
    private readonly Tensor coefficients;

    /// <summary>
    /// Takes the coefficients of the radiance in the order of <see cref="SphericalHarmonics"/>: [(order + 1)², 3] for one light of all
    /// pixels, or [..., (order + 1)², 3] for a light of each. Where their sum is below 0, so is the radiance.
    /// </summary>
    public HarmonicLight(Tensor coefficients) {
        ArgumentNullException.ThrowIfNull(coefficients);
        Order = coefficients.Dim < 2 ? -1 : (int)Math.Round(Math.Sqrt(coefficients.Size(-2))) - 1;
        if (Order < 0 || coefficients.Size(-2) != (Order + 1) * (Order + 1) || coefficients.Size(-1) != 3) {
            throw new ArgumentException("Coefficients are [..., 1, 4, 9, 16 … (a square), 3], "
                + $"not [{string.Join(", ", coefficients.Shape)}].");
        }
        this.coefficients = coefficients;
    }

    /// <summary>Highest l.</summary>
    public int Order { get; }

    /// <summary>
    /// Computes the radiance from unit directions [..., 3]: → [..., 3]. With a light for each pixel the directions are [..., n, 3], n for
    /// each.
    /// </summary>
    public Tensor Radiance(Tensor directions) {
        using var scope = new TensorScope();
        return scope.MoveOut(SphericalHarmonics.Basis(directions, Order).MatMul(coefficients));
    }

    /// <summary>
    /// Computes the irradiance on surfaces with unit normals [..., 3], → [..., 3]: exact for this light (Ramamoorthi and Hanrahan 2001).
    /// </summary>
    public Tensor Irradiance(Tensor normal) {
        ArgumentNullException.ThrowIfNull(normal);
        using var scope = new TensorScope();
        double[] factors = new double[(Order + 1) * (Order + 1)];
        for (int l = 0; l <= Order; l++) Array.Fill(factors, SphericalHarmonics.CosineFactor(l), l * l, 2 * l + 1);
        var gathered = SphericalHarmonics.Basis(normal, Order) * Tensor.From(factors).To(normal.Device, normal.DType);
        return scope.MoveOut(gathered.Unsqueeze(-2).MatMul(coefficients).Squeeze(-2));
    }

    /// <summary>
    /// Computes the radiance that surfaces reflect to the viewer, [..., 3]; arguments are those of <see cref="Microfacet.Evaluate"/>. The
    /// diffuse part is the irradiance, with the mean of the Fresnel term; the specular part is sampled
    /// (<see cref="MicrofacetSampling.Specular"/>).
    /// </summary>
    public Tensor Shade(Tensor normal, Tensor view, Tensor baseColor, Tensor roughness, Tensor metallic, int samples = 64) {
        using var scope = new TensorScope();
        var diffuse = Microfacet.Diffuse(Irradiance(normal), normal, view, baseColor, metallic);
        return scope.MoveOut(diffuse + MicrofacetSampling.Specular(normal, view, baseColor, roughness, metallic, Radiance, samples));
    }
}
