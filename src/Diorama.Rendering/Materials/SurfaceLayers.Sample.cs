using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diorama.Rendering.Materials;

internal partial struct SurfaceLayers {
    /// <summary>
    /// Chooses a lobe by <paramref name="uLobe"/> and a direction by <paramref name="u"/>, and weights it by all lobes together.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Sample(float uLobe, Vector2 u, out BsdfSample sample) =>
        present == Present.Diffuse ? SampleLambert(u, out sample) : SampleLayers(uLobe, u, out sample);

    private readonly bool SampleLambert(Vector2 u, out BsdfSample sample) {
        Vector3 local = CosineHemisphere(u);
        sample.Direction = frame.ToWorld(local);
        sample.Weight = diffuse;
        sample.DiffuseShare = 1;
        sample.Pdf = local.Z * InversePi;
        sample.Lobe = Lobe.Diffuse | Lobe.Reflection;
        sample.Eta = 1;
        return Vector3.Dot(geometricNormal, sample.Direction) > 0;
    }

    private readonly bool SampleLayers(float uLobe, Vector2 u, out BsdfSample sample) {
        Unsafe.SkipInit(out sample);
        Vector3 local;
        Lobe lobe;
        if ((uLobe -= pickDiffuse) < 0) {
            local = CosineHemisphere(u);
            lobe = Lobe.Diffuse | Lobe.Reflection;
        } else if ((uLobe -= pickSpecular) < 0) {
            lobe = Lobe.Specular | Lobe.Reflection;
            if ((present & Present.SpecularDelta) != 0) {
                Vector3 f = specular0 + (specular90 - specular0) * Fresnel.Schlick(wo.Z);
                return FinishDelta(new(-wo.X, -wo.Y, wo.Z), f / pickSpecular, lobe, 1, out sample);
            }
            local = Mirror(wo, facets.SampleVisible(wo, u));
        } else if ((uLobe -= pickGlass) < 0) {
            return SampleGlass(uLobe / pickGlass + 1, u, out sample);
        } else if ((uLobe -= pickThin) < 0) {
            lobe = Lobe.Specular | Lobe.Transmission;
            if ((present & Present.ThinDelta) != 0) return FinishDelta(-wo, thin / pickThin, lobe, 1, out sample);
            local = Mirror(wo, facets.SampleVisible(wo, u));
            local.Z = -local.Z;
        } else if ((uLobe -= pickDiffuseTransmission) < 0) {
            local = -CosineHemisphere(u);
            lobe = Lobe.Diffuse | Lobe.Transmission;
        } else if ((uLobe -= pickCoat) < 0) {
            lobe = Lobe.Specular | Lobe.Reflection;
            if ((present & Present.CoatDelta) != 0) {
                float f = coat * (CoatF0 + (1 - CoatF0) * Fresnel.Schlick(coatWo.Z));
                Vector3 mirrored = coatFrame.ToWorld(new(-coatWo.X, -coatWo.Y, coatWo.Z));
                return FinishDelta(frame.ToLocal(mirrored), new(f / pickCoat), lobe, 1, out sample);
            }
            Vector3 reflected = Mirror(coatWo, coatFacets.SampleVisible(coatWo, u));
            // Below the coat's own horizon its density is not evaluated, so such a sample must not count as one of another lobe.
            if (reflected.Z <= 0) return false;
            local = frame.ToLocal(coatFrame.ToWorld(reflected));
        } else if ((uLobe -= pickSheen) < 0) {
            local = UniformHemisphere(u);
            lobe = Lobe.Diffuse | Lobe.Reflection;
        } else if (pickEntry > 0) {
            return SampleEntry(u, out sample);
        } else {
            return false;
        }
        return Finish(local, lobe, out sample);
    }

    private readonly bool SampleGlass(float uChoice, Vector2 u, out BsdfSample sample) {
        Unsafe.SkipInit(out sample);
        bool delta = (present & Present.GlassDelta) != 0;
        Vector3 h = delta ? Vector3.UnitZ : facets.SampleVisible(wo, u);
        float cosine = Vector3.Dot(wo, h), reflectance = Fresnel.Dielectric(cosine, eta), chance = GlassReflectionChance(reflectance);
        if (uChoice < chance) {
            Vector3 mirrored = Mirror(wo, h);
            const Lobe lobe = Lobe.Specular | Lobe.Reflection;
            return delta
                ? FinishDelta(mirrored, glassReflection * (reflectance / (chance * pickGlass)), lobe, 1, out sample)
                : Finish(mirrored, lobe, out sample);
        }
        const Lobe through = Lobe.Specular | Lobe.Transmission;
        if (!Fresnel.Refract(wo, h, cosine, eta, out Vector3 wi)) return false;
        Vector3 weight = glassTransmission * ((1 - reflectance) / ((1 - chance) * pickGlass * eta * eta));
        bool valid = delta ? FinishDelta(wi, weight, through, eta, out sample) : Finish(wi, through, out sample);
        sample.Eta = eta;
        return valid;
    }

    /// <summary>
    /// Samples the entry into a scattering solid: light that passes the boundary is distributed by the cosine; the random walk does the
    /// rest.
    /// </summary>
    private readonly bool SampleEntry(Vector2 u, out BsdfSample sample) {
        Vector3 inward = -CosineHemisphere(u);
        sample.Direction = frame.ToWorld(inward);
        sample.Weight = entry / pickEntry;
        sample.DiffuseShare = 1;
        sample.Pdf = pickEntry * InversePi * -inward.Z;
        sample.Lobe = Lobe.Subsurface | Lobe.Transmission;
        sample.Eta = 1;
        return Vector3.Dot(geometricNormal, sample.Direction) < 0;
    }

    private readonly bool Finish(Vector3 local, Lobe lobe, out BsdfSample sample) {
        Unsafe.SkipInit(out sample);
        // Regardless of the shading normal, a path must not cross the surface by reflection, nor stay on its side by transmission.
        if ((lobe & Lobe.Reflection) != 0 != local.Z > 0) return false;
        sample.Direction = frame.ToWorld(local);
        sample.Lobe = lobe;
        sample.Eta = 1;
        Unsafe.SkipInit(out BsdfValue value);
        Evaluate(local, sample.Direction, ref value);
        sample.Pdf = value.Pdf;
        Vector3 total = value.Diffuse + value.Specular;
        float luminance = Luminance(total);
        if (!(value.Pdf > 0 && luminance > 0)) return false;
        sample.Weight = total / value.Pdf;
        sample.DiffuseShare = Luminance(value.Diffuse) / luminance;
        return true;
    }

    private readonly bool FinishDelta(Vector3 local, Vector3 weight, Lobe lobe, float behindOverFront, out BsdfSample sample) {
        sample.Direction = frame.ToWorld(local);
        sample.Weight = weight;
        sample.DiffuseShare = 0;
        sample.Pdf = 0;
        sample.Lobe = lobe | Lobe.Delta;
        sample.Eta = behindOverFront;
        float side = Vector3.Dot(geometricNormal, sample.Direction);
        return (lobe & Lobe.Reflection) != 0 ? side > 0 && local.Z > 0 : side < 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector3 Mirror(Vector3 wo, Vector3 h) => h * (2 * Vector3.Dot(wo, h)) - wo;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector3 CosineHemisphere(Vector2 u) {
        return new(UnitCircle.At(u.Y) * MathF.Sqrt(u.X), MathF.Sqrt(Math.Max(1 - u.X, 1e-12f)));
    }

    private static Vector3 UniformHemisphere(Vector2 u) {
        float z = 1 - u.X, r = MathF.Sqrt(Math.Max(1 - z * z, 0));
        return new(UnitCircle.At(u.Y) * r, z);
    }
}
