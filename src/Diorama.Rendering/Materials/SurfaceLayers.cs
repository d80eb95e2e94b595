using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Core.Spaces;

namespace Diorama.Rendering.Materials;

/// <summary>
/// Scattering of a surface: a sum of lobes that <see cref="Create"/> fills in with the energy of each (SurfaceLayers.Create.cs). Local
/// vectors have the shading normal as +Z, on the side of the viewer.
/// </summary>
internal partial struct SurfaceLayers {
    [Flags]
    private enum Present : ushort {
        Diffuse = 1, DiffuseTransmission = 2, Specular = 4, SpecularDelta = 8, Thin = 16, ThinDelta = 32, Glass = 64, GlassDelta = 128,
        Coat = 256, CoatDelta = 512, Sheen = 1024, Entry = 2048,
        Facets = Specular | Glass,
        AnyDelta = SpecularDelta | ThinDelta | GlassDelta | CoatDelta | Entry,
    }

    private const float InversePi = 1 / MathF.PI;

    private Present present;
    private Basis frame;
    private Vector3 geometricNormal, wo;
    /// <summary>Microfacets of the specular, glass and thin lobes.</summary>
    private Ggx facets;
    /// <summary>Albedos of the two Lambertian lobes.</summary>
    private Vector3 diffuse, diffuseTransmission;
    /// <summary>Schlick reflectances at normal and grazing incidence, including the compensation for multiple scattering.</summary>
    private Vector3 specular0, specular90;
    /// <summary>Transmittance of the thin-walled lobe.</summary>
    private Vector3 thin;
    private Vector3 glassReflection, glassTransmission;
    private float eta;
    private Basis coatFrame;
    private Vector3 coatWo;
    private Ggx coatFacets;
    private float coat;
    private Vector3 sheen;
    private float sheenRoughness;
    private Vector3 entry;
    /// <summary>Probabilities of choosing each lobe; zero for absent lobes.</summary>
    private float pickDiffuse, pickDiffuseTransmission, pickSpecular, pickThin, pickGlass, pickCoat, pickSheen, pickEntry;

    public readonly bool OnlyDelta => (present & ~Present.AnyDelta) == 0;

    public readonly bool Transmits => (present & (Present.DiffuseTransmission | Present.Thin | Present.Glass)) != 0;

    public readonly Vector3 StraightTransmittance => (present & Present.ThinDelta) != 0 ? thin : Vector3.Zero;

    public readonly BsdfValue Evaluate(Vector3 wi) {
        Unsafe.SkipInit(out BsdfValue value);
        Evaluate(frame.ToLocal(wi), wi, ref value);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Evaluate(Vector3 local, Vector3 wi, ref BsdfValue value) {
        float side = Vector3.Dot(geometricNormal, wi);
        if (side > 0 && local.Z > 0) {
            float lambert = local.Z * InversePi;
            value.Diffuse = diffuse * lambert;
            value.Specular = default;
            value.Pdf = pickDiffuse * lambert;
            if (present != Present.Diffuse) EvaluateReflection(local, wi, ref value);
        } else {
            value = default;
            if (side < 0 && local.Z < 0) EvaluateTransmission(local, ref value);
        }
    }

    private readonly void EvaluateReflection(Vector3 wi, Vector3 world, ref BsdfValue value) {
        if ((present & Present.Facets) != 0) {
            Vector3 h = Vector3.Normalize(wo + wi);
            float cosine = Vector3.Dot(wo, h), density = facets.Density(h);
            float shape = density * facets.Visibility(wi.Z) * wi.Z, pdf = density * facets.ReflectionDensityScale;
            if ((present & Present.Specular) != 0) {
                value.Specular += (specular0 + (specular90 - specular0) * Fresnel.Schlick(cosine)) * shape;
                value.Pdf += pickSpecular * pdf;
            }
            if ((present & Present.Glass) != 0) {
                float reflectance = Fresnel.Dielectric(cosine, eta);
                value.Specular += glassReflection * (reflectance * shape);
                value.Pdf += pickGlass * GlassReflectionChance(reflectance) * pdf;
            }
        }
        if ((present & Present.Coat) != 0) {
            Vector3 i = coatFrame.ToLocal(world);
            if (i.Z > 0) {
                Vector3 h = Vector3.Normalize(coatWo + i);
                float density = coatFacets.Density(h);
                float reflectance = CoatF0 + (1 - CoatF0) * Fresnel.Schlick(Vector3.Dot(coatWo, h));
                value.Specular += new Vector3(coat * reflectance * density * coatFacets.Visibility(i.Z) * i.Z);
                value.Pdf += pickCoat * density * coatFacets.ReflectionDensityScale;
            }
        }
        if ((present & Present.Sheen) != 0) {
            float cosH = Vector3.Normalize(wo + wi).Z;
            value.Diffuse += sheen * (Sheen.Value(wo.Z, wi.Z, cosH, sheenRoughness) * wi.Z);
            value.Pdf += pickSheen * (0.5f * InversePi);
        }
    }

    private readonly void EvaluateTransmission(Vector3 wi, ref BsdfValue value) {
        if ((present & Present.DiffuseTransmission) != 0) {
            float lambert = -wi.Z * InversePi;
            value.Diffuse = diffuseTransmission * lambert;
            value.Pdf = pickDiffuseTransmission * lambert;
        }
        if ((present & Present.Thin) != 0) {
            var mirrored = new Vector3(wi.X, wi.Y, -wi.Z);
            float density = facets.Density(Vector3.Normalize(wo + mirrored));
            value.Specular += thin * (density * facets.Visibility(mirrored.Z) * mirrored.Z);
            value.Pdf += pickThin * density * facets.ReflectionDensityScale;
        }
        if ((present & Present.Glass) != 0) EvaluateRefraction(wi, ref value);
    }

    /// <summary>
    /// Evaluates refraction by equation 21 of Walter et al. 2007. That equation transports importance; radiance is compressed by
    /// refraction, hence the 1/η² (Veach 1997, section 5.2), which a path regains when it leaves the solid.
    /// </summary>
    private readonly void EvaluateRefraction(Vector3 wi, ref BsdfValue value) {
        Vector3 h = Vector3.Normalize(wo + wi * eta);
        if (h.Z < 0) h = -h;
        float cosO = Vector3.Dot(wo, h), cosI = Vector3.Dot(wi, h);
        if (cosO <= 0 || cosI >= 0) return;
        float reflectance = Fresnel.Dielectric(cosO, eta), root = cosI + cosO / eta;
        float shape = facets.Density(h) * cosO * -cosI / (wo.Z * root * root);
        value.Specular += glassTransmission * ((1 - reflectance) * shape * facets.Masking(-wi.Z) / (eta * eta));
        value.Pdf += pickGlass * (1 - GlassReflectionChance(reflectance)) * shape * facets.ViewMasking;
    }

    /// <summary>
    /// Returns the probability of sampling reflection: the Fresnel reflectance, weighted by how much the tints leave of reflected and
    /// refracted light.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly float GlassReflectionChance(float reflectance) {
        float reflected = reflectance * MaxOf(glassReflection), refracted = (1 - reflectance) * MaxOf(glassTransmission);
        return reflected / Math.Max(reflected + refracted, 1e-20f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float MaxOf(Vector3 v) => Math.Max(v.X, Math.Max(v.Y, v.Z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Luminance(Vector3 v) => Vector3.Dot(v, new(0.2126f, 0.7152f, 0.0722f));
}
