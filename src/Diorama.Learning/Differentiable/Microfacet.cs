using Diorama.Tensors;

namespace Diorama.Learning.Differentiable;

/// <summary>Differentiable microfacet model of metals and dielectrics, as in glTF.</summary>
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

        // α²; the formulas need no other power of α.
        var alpha2 = roughness.Clamp(min: 0.03).Pow(4);
        var distribution = alpha2 / ((nh.Square() * (alpha2 - 1) + 1).Square() * Math.PI);
        var visibility = 0.5 / (nl * (nv.Square() * (1 - alpha2) + alpha2).Sqrt() + nv * (nl.Square() * (1 - alpha2) + alpha2).Sqrt());
        var reflectance = DielectricReflectance * (1 - metallic) + baseColor * metallic;
        var fresnel = reflectance + (1 - reflectance) * (1 - vh).Pow(5);

        var diffuse = (1 - fresnel) * (1 - metallic) * baseColor / Math.PI;
        return scope.MoveOut((diffuse + distribution * visibility * fresnel) * nl * lit.To(nl.DType));
    }

    private static Tensor Cosine(Tensor a, Tensor b) => (a * b).Sum([-1], keepDim: true);
}
