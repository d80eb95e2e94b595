using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diorama.Rendering.Materials;

internal partial struct SurfaceLayers {
    /// <summary>Reflectance of the clearcoat at normal incidence: index 1.5 (KHR_materials_clearcoat).</summary>
    private const float CoatF0 = 0.04f;
    /// <summary>
    /// Smallest difference of a refractive index from 1: a solid closer to 1 hardly refracts and would break equation 16 of Walter et al.
    /// </summary>
    private const float MinIndexStep = 0.01f;

    /// <summary>
    /// Distributes the light among the lobes from the top down: clearcoat, sheen, specular, then the base. Each layer transmits 1 − its
    /// directional albedo toward the viewer, so that no energy is lost or gained between layers. Under a specular coat of reflectance E the
    /// Lambertian base gets (1 − E) × base colour, and so does the thin-walled transmission. Lobes lose light to microfacets that shadow
    /// each other; it is restored by the factor of Turquin 2019 ("Practical multiple scattering compensation"), eq. 16.
    /// </summary>
    public static void Create(in Appearance a, Vector3 normal, Vector3 geometricNormal, Vector3 wo, bool frontFace, out SurfaceLayers s) {
        if (IsLambert(a)) {
            Unsafe.SkipInit(out s);
            s.geometricNormal = geometricNormal;
            s.frame = new(Facing(normal, geometricNormal, wo));
            s.diffuse = a.BaseColor;
            s.present = Present.Diffuse;
            s.pickDiffuse = 1;
            return;
        }
        s = default;
        s.geometricNormal = geometricNormal;
        s.frame = new(Reflecting(normal, geometricNormal, wo));
        s.wo = s.frame.ToLocal(wo);
        float roughness = Math.Clamp(a.Roughness, 0, 1), alpha = roughness * roughness;
        s.facets = new(alpha, s.wo.Z);
        bool standard = a.Model == MaterialModel.Standard;
        bool solidGlass = standard && a.Transmission > 0 && !a.ThinWalled;

        float below = 1;
        if (!solidGlass || frontFace) {
            if (a.Clearcoat > 0) below *= s.AddCoat(a, geometricNormal, wo);
            if (standard && a.SheenColor != Vector3.Zero) below *= s.AddSheen(a, below);
        }

        float metal = standard ? Math.Clamp(a.Metallic, 0, 1) : 0, transmission = standard ? Math.Clamp(a.Transmission, 0, 1) : 0;
        float glass = a.ThinWalled ? 0 : (1 - metal) * transmission, plastic = 1 - metal - glass;
        float coated = s.AddSpecular(a, metal, plastic, alpha < Ggx.MinAlpha, roughness, below);
        switch (a.Model) {
            case MaterialModel.Leaf:
                s.diffuse = a.BaseColor * coated;
                s.diffuseTransmission = (Vector3.One - Vector3.Min(a.BaseColor, Vector3.One)) * a.Translucency * coated;
                break;
            case MaterialModel.Subsurface:
                s.entry = new(coated);
                break;
            default:
                if (a.ThinWalled && transmission > 0) {
                    s.AddThin(a.BaseColor * (coated * transmission), alpha < Ggx.MinAlpha, roughness);
                    s.diffuse = a.BaseColor * (coated * (1 - transmission));
                } else {
                    // coated already includes the fraction of plastic, 1 − metal − glass.
                    s.diffuse = a.BaseColor * coated;
                }
                if (glass > 0) s.AddGlass(a, glass * below, roughness, frontFace);
                break;
        }
        s.ShareSamples();
    }

    /// <summary>
    /// Whether the surface is purely Lambertian. This by far most common surface uses only five of the fields; clearing the others would
    /// take longer than everything else.
    /// </summary>
    private static bool IsLambert(in Appearance a) =>
        a.Model == MaterialModel.Standard && a.Metallic <= 0 && (a.Specular <= 0 || a.Ior == 1) && a.Transmission <= 0 && a.Clearcoat <= 0
        && a.SheenColor == Vector3.Zero && a.BaseColor != Vector3.Zero;

    /// <summary>Returns the shading normal, flipped to the geometric side of the viewer and bent until it faces the viewer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector3 Facing(Vector3 normal, Vector3 geometricNormal, Vector3 wo) {
        if (Vector3.Dot(normal, geometricNormal) < 0) normal = -normal;
        float cosine = Vector3.Dot(normal, wo);
        const float least = 1e-3f;
        return cosine >= least ? normal : Vector3.Normalize(normal + wo * (2 * least - cosine));
    }

    /// <summary>
    /// Returns the shading normal as <see cref="Facing"/>, bent further where the mirrored view would go into the surface, which would
    /// make a mirror black there: it is moved along the normal until it just leaves the surface (Keller et al. 2017, "The Iray light
    /// transport simulation and rendering system", section A.3).
    /// </summary>
    private static Vector3 Reflecting(Vector3 normal, Vector3 geometricNormal, Vector3 wo) {
        Vector3 n = Facing(normal, geometricNormal, wo), mirrored = Mirror(wo, n);
        float height = Vector3.Dot(geometricNormal, mirrored), least = MathF.Min(0.01f, 0.9f * Vector3.Dot(geometricNormal, wo));
        if (height >= least || least <= 0) return n;
        float rise = (least - height) / MathF.Max(Vector3.Dot(n, geometricNormal), 1e-3f);
        return Vector3.Normalize(wo + Vector3.Normalize(mirrored + rise * n));
    }

    /// <summary>
    /// Adds the specular lobe. Metal and plastic share their facets, and Schlick's Fresnel is linear in F0 and F90, so they are one lobe.
    /// Returns the fraction of light that plastic transmits to the base.
    /// </summary>
    private float AddSpecular(in Appearance a, float metal, float plastic, bool delta, float roughness, float below) {
        Vector3 f0 = Vector3.Min(a.SpecularColor * Fresnel.AtNormal(a.Ior), Vector3.One) * a.Specular;
        float f90 = a.Ior == 1 ? 0 : a.Specular;
        bool hasPlastic = plastic > 0 && f90 > 0;
        float left = plastic * below;
        if (!hasPlastic && metal <= 0) return left;
        float schlick = Fresnel.Schlick(wo.Z);
        Vector2 split = delta ? new(1 - schlick, schlick) : GgxAlbedo.Of(wo.Z, roughness);
        float lost = 1 / (split.X + split.Y) - 1;
        if (hasPlastic) {
            Vector3 gain = Vector3.One + f0 * lost;
            specular0 = f0 * gain * left;
            specular90 = gain * (f90 * left);
            left = Math.Max(left - MaxOf(specular0 * split.X + specular90 * split.Y), 0);
        }
        if (metal > 0) {
            Vector3 gain = (Vector3.One + a.BaseColor * lost) * (metal * below);
            specular0 += a.BaseColor * gain;
            specular90 += gain;
        }
        pickSpecular = Luminance(specular0 * split.X + specular90 * split.Y);
        present |= delta ? Present.SpecularDelta : Present.Specular;
        return left;
    }

    /// <summary>
    /// Adds the lobe of KHR_materials_transmission without volume: the mirror lobe, reflected to the other side of the sheet.
    /// </summary>
    private void AddThin(Vector3 transmittance, bool delta, float roughness) {
        pickThin = Luminance(transmittance);
        present |= delta ? Present.ThinDelta : Present.Thin;
        if (!delta) {
            Vector2 split = GgxAlbedo.Of(wo.Z, roughness);
            transmittance /= split.X + split.Y;
        }
        thin = transmittance;
    }

    private void AddGlass(in Appearance a, float share, float roughness, bool frontFace) {
        eta = frontFace ? a.Ior : 1 / a.Ior;
        bool delta = facets.Alpha < Ggx.MinAlpha || MathF.Abs(a.Ior - 1) < MinIndexStep;
        float scale = delta ? share : share / GlassAlbedo.Of(wo.Z, roughness, eta);
        // Light that is totally reflected inside never meets the outer surface that SpecularColor describes.
        glassReflection = frontFace ? Vector3.Min(a.SpecularColor * a.Specular, Vector3.One) * scale : new(scale);
        glassTransmission = a.BaseColor * scale;
        float reflectance = Fresnel.Dielectric(wo.Z, eta);
        pickGlass = Luminance(glassReflection) * reflectance + Luminance(glassTransmission) * (1 - reflectance);
        present |= delta ? Present.GlassDelta : Present.Glass;
    }

    private float AddCoat(in Appearance a, Vector3 geometricNormal, Vector3 worldWo) {
        coatFrame = a.ClearcoatNormal == Vector3.Zero ? frame : new(Reflecting(a.ClearcoatNormal, geometricNormal, worldWo));
        coatWo = coatFrame.ToLocal(worldWo);
        float roughness = Math.Clamp(a.ClearcoatRoughness, 0, 1), alpha = roughness * roughness, schlick = Fresnel.Schlick(coatWo.Z);
        coatFacets = new(alpha, coatWo.Z);
        bool delta = alpha < Ggx.MinAlpha;
        Vector2 split = delta ? new(1 - schlick, schlick) : GgxAlbedo.Of(coatWo.Z, roughness);
        coat = Math.Min(a.Clearcoat, 1);
        pickCoat = coat * (CoatF0 * split.X + split.Y);
        present |= delta ? Present.CoatDelta : Present.Coat;
        return 1 - pickCoat;
    }

    private float AddSheen(in Appearance a, float above) {
        float albedo = Sheen.Albedo(wo.Z, a.SheenRoughness), taken = Math.Min(albedo, 1);
        sheen = Vector3.Min(a.SheenColor, Vector3.One) * (above * taken / Math.Max(albedo, 1e-6f));
        sheenRoughness = a.SheenRoughness;
        pickSheen = Luminance(sheen) * albedo;
        present |= Present.Sheen;
        return 1 - Math.Min(MaxOf(a.SheenColor), 1) * taken;
    }

    /// <summary>Computes the probabilities of sampling each lobe, proportional to its luminance toward the viewer.</summary>
    private void ShareSamples() {
        pickDiffuse = Luminance(diffuse);
        pickDiffuseTransmission = Luminance(diffuseTransmission);
        pickEntry = Luminance(entry);
        if (pickDiffuse > 0) present |= Present.Diffuse;
        if (pickDiffuseTransmission > 0) present |= Present.DiffuseTransmission;
        if (pickEntry > 0) present |= Present.Entry;
        if (present == Present.Diffuse) {
            pickDiffuse = 1;
            return;
        }
        float total = pickDiffuse + pickDiffuseTransmission + pickSpecular + pickThin + pickGlass + pickCoat + pickSheen + pickEntry;
        if (total <= 0) return;
        float scale = 1 / total;
        pickDiffuse *= scale;
        pickDiffuseTransmission *= scale;
        pickSpecular *= scale;
        pickThin *= scale;
        pickGlass *= scale;
        pickCoat *= scale;
        pickSheen *= scale;
        pickEntry *= scale;
    }
}
