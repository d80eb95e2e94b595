using Diorama.Tensors;

namespace Diorama.Learning.Differentiable;

/// <summary>
/// Differentiable microfacet model of metals and dielectrics, as in glTF, under one light. Other lights: <see cref="HarmonicLight"/>,
/// <see cref="GaussianLight"/>, <see cref="IncidentLight"/>.
/// </summary>
public static class Microfacet {
    private const double DielectricReflectance = 0.04, Least = 1e-4;

    /// <summary>
    /// Computes the reflected radiance per unit of irradiance perpendicular to the light, that is BRDF times the light's cosine, [..., 3].
    /// Normals and directions to the viewer and to the light are unit vectors [..., 3] of one frame; the base colour is [..., 3], roughness
    /// and metallic are [..., 1] in 0 … 1. GGX distribution with α = roughness² (Walter et al. 2007; roughness is at least 0.03),
    /// height-correlated Smith shadowing (Heitz 2014), Schlick's Fresnel term (1994). The result is 0 where light or viewer are behind the
    /// surface.
    /// </summary>
    public static Tensor Evaluate(Tensor normal, Tensor view, Tensor light, Tensor baseColor, Tensor roughness, Tensor metallic) {
        ArgumentNullException.ThrowIfNull(roughness);
        ArgumentNullException.ThrowIfNull(metallic);
        ArgumentNullException.ThrowIfNull(view);
        using var scope = new TensorScope();
        var half = Functional.Normalize(view + light, dim: -1);
        var (nv, nl) = (Cosine(normal, view), Cosine(normal, light));
        var (nh, vh) = (Cosine(normal, half).Clamp(0, 1), Cosine(view, half).Clamp(0, 1));
        var lit = nv.Gt(0) & nl.Gt(0);
        (nv, nl) = (nv.Clamp(min: Least), nl.Clamp(min: Least));

        var alpha2 = Alpha2(roughness);
        var distribution = alpha2 / ((nh.Square() * (alpha2 - 1) + 1).Square() * Math.PI);
        var fresnel = Fresnel(Reflectance(baseColor, metallic), vh);

        var diffuse = (1 - fresnel) * (1 - metallic) * baseColor / Math.PI;
        return scope.MoveOut((diffuse + distribution * Visibility(nl, nv, alpha2) * fresnel) * nl * lit.To(nl.DType));
    }

    /// <summary>
    /// Computes the diffuse part under any light from the irradiance on the surface [..., 3], with the Fresnel term's mean under an even
    /// sky instead of that of each direction.
    /// </summary>
    internal static Tensor Diffuse(Tensor irradiance, Tensor normal, Tensor view, Tensor baseColor, Tensor metallic) {
        var nv = Cosine(normal, view);
        var lit = nv.Gt(0);
        nv = nv.Clamp(0, 1);
        // ∫ (1 − v·h)⁵ n·l dl / π over the hemisphere of l, within 6e-6.
        var mean = (((0.0091023 * nv - 0.0439581) * nv + 0.0867008) * nv - 0.0799254) * nv + 0.0281634;
        return (1 - Reflectance(baseColor, metallic)) * (1 - mean) * (1 - metallic) * baseColor / Math.PI * irradiance * lit.To(nv.DType);
    }

    /// <summary>
    /// Computes Fresnel term, shadowing and the light's cosine: the specular part without the distribution, for directions to the light.
    /// </summary>
    internal static Tensor WithoutDistribution(Tensor normal, Tensor view, Tensor light, Tensor reflectance, Tensor alpha2) {
        var (nv, nl) = (Cosine(normal, view), Cosine(normal, light));
        var lit = nv.Gt(0) & nl.Gt(0);
        (nv, nl) = (nv.Clamp(min: Least), nl.Clamp(min: Least));
        // v·h is the cosine of half the angle between viewer and light.
        var vh = ((1 + Cosine(view, light)) / 2).Clamp(1e-8, 1).Sqrt();
        return Fresnel(reflectance, vh) * Visibility(nl, nv, alpha2) * nl * lit.To(nl.DType);
    }

    internal static Tensor Cosine(Tensor a, Tensor b) => (a * b).Sum([-1], keepDim: true);

    /// <summary>Computes α²; the formulas need no other power of α.</summary>
    internal static Tensor Alpha2(Tensor roughness) => roughness.Clamp(min: 0.03).Pow(4);

    /// <summary>Computes the reflectance at normal incidence.</summary>
    internal static Tensor Reflectance(Tensor baseColor, Tensor metallic) => DielectricReflectance * (1 - metallic) + baseColor * metallic;

    private static Tensor Fresnel(Tensor reflectance, Tensor vh) => reflectance + (1 - reflectance) * (1 - vh).Pow(5);

    private static Tensor Visibility(Tensor nl, Tensor nv, Tensor alpha2) =>
        0.5 / (nl * (nv.Square() * (1 - alpha2) + alpha2).Sqrt() + nv * (nl.Square() * (1 - alpha2) + alpha2).Sqrt());
}
