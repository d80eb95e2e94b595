using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diorama.Rendering.Materials;

internal partial struct SurfaceLayers {
    /// <summary>Picks a lobe by <paramref name="uLobe"/>, a direction by <paramref name="u"/>, then weighs it by all lobes together.</summary>
    public readonly bool Sample(float uLobe, Vector2 u, out BsdfSample sample) {
        sample = default;
        if ((uLobe -= pickDiffuse) < 0) return Finish(CosineHemisphere(u), Lobe.Diffuse | Lobe.Reflection, out sample);
        if (pickSpecular > 0 && (uLobe -= pickSpecular) < 0) {
            if ((present & Present.SpecularDelta) != 0) {
                Vector3 f = specular0 + (specular90 - specular0) * Fresnel.Schlick(wo.Z);
                return FinishDelta(new(-wo.X, -wo.Y, wo.Z), f / pickSpecular, Lobe.Specular | Lobe.Reflection, 1, out sample);
            }
            return Finish(Mirror(wo, facets.SampleVisible(wo, u)), Lobe.Specular | Lobe.Reflection, out sample);
        }
        if (pickGlass > 0 && (uLobe -= pickGlass) < 0) return SampleGlass(uLobe / pickGlass + 1, u, out sample);
        if (pickThin > 0 && (uLobe -= pickThin) < 0) {
            if ((present & Present.ThinDelta) != 0)
                return FinishDelta(-wo, thin / pickThin, Lobe.Specular | Lobe.Transmission, 1, out sample);
            Vector3 mirrored = Mirror(wo, facets.SampleVisible(wo, u));
            return Finish(new(mirrored.X, mirrored.Y, -mirrored.Z), Lobe.Specular | Lobe.Transmission, out sample);
        }
        if (pickDiffuseTransmission > 0 && (uLobe -= pickDiffuseTransmission) < 0)
            return Finish(-CosineHemisphere(u), Lobe.Diffuse | Lobe.Transmission, out sample);
        if (pickCoat > 0 && (uLobe -= pickCoat) < 0) {
            if ((present & Present.CoatDelta) != 0) {
                float f = coat * (CoatF0 + (1 - CoatF0) * Fresnel.Schlick(coatWo.Z));
                Vector3 mirrored = frame.ToLocal(coatFrame.ToWorld(new(-coatWo.X, -coatWo.Y, coatWo.Z)));
                return FinishDelta(mirrored, new(f / pickCoat), Lobe.Specular | Lobe.Reflection, 1, out sample);
            }
            Vector3 reflected = Mirror(coatWo, coatFacets.SampleVisible(coatWo, u));
            // Below the coat's own horizon its density is not counted, so such a sample must not pass for one of another lobe.
            return reflected.Z > 0 && Finish(frame.ToLocal(coatFrame.ToWorld(reflected)), Lobe.Specular | Lobe.Reflection, out sample);
        }
        if (pickSheen > 0 && (uLobe -= pickSheen) < 0) return Finish(UniformHemisphere(u), Lobe.Diffuse | Lobe.Reflection, out sample);
        if (pickEntry > 0 && (uLobe -= pickEntry) < 0) {
            Vector3 inward = -CosineHemisphere(u);
            sample.Direction = frame.ToWorld(inward);
            sample.Weight = entry / pickEntry;
            sample.DiffuseShare = 1;
            sample.Pdf = pickEntry * InversePi * -inward.Z;
            sample.Lobe = Lobe.Subsurface | Lobe.Transmission;
            sample.Eta = 1;
            return Vector3.Dot(geometricNormal, sample.Direction) < 0;
        }
        return false;
    }

    private readonly bool SampleGlass(float uChoice, Vector2 u, out BsdfSample sample) {
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
        if (!Fresnel.Refract(wo, h, cosine, eta, out Vector3 wi)) {
            sample = default;
            return false;
        }
        Vector3 weight = glassTransmission * ((1 - reflectance) / ((1 - chance) * pickGlass * eta * eta));
        bool valid = delta ? FinishDelta(wi, weight, through, eta, out sample) : Finish(wi, through, out sample);
        sample.Eta = eta;
        return valid;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool Finish(Vector3 local, Lobe lobe, out BsdfSample sample) {
        Unsafe.SkipInit(out sample);
        sample.Direction = frame.ToWorld(local);
        sample.Lobe = lobe;
        sample.Eta = 1;
        // A path may not cross the surface by reflection, nor stay by transmission, whatever the shading normal says.
        if ((lobe & Lobe.Reflection) != 0 != local.Z > 0) {
            sample.Pdf = 0;
            return false;
        }
        if (present == Present.Diffuse) {
            sample.Weight = diffuse;
            sample.DiffuseShare = 1;
            sample.Pdf = local.Z * InversePi;
            return Vector3.Dot(geometricNormal, sample.Direction) > 0 && sample.Pdf > 0;
        }
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
        float r = MathF.Sqrt(u.X);
        (float sin, float cos) = MathF.SinCos(2 * MathF.PI * u.Y);
        return new(r * cos, r * sin, MathF.Sqrt(Math.Max(1 - u.X, 1e-12f)));
    }

    private static Vector3 UniformHemisphere(Vector2 u) {
        float z = 1 - u.X, r = MathF.Sqrt(Math.Max(1 - z * z, 0));
        (float sin, float cos) = MathF.SinCos(2 * MathF.PI * u.Y);
        return new(r * cos, r * sin, z);
    }
}
