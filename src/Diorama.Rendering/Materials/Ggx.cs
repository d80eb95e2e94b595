using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diorama.Rendering.Materials;

/// <summary>
/// Isotropic GGX microfacets (Walter et al. 2007) with height-correlated Smith masking (Heitz 2014). Vectors are local: +Z is the normal,
/// <c>wo.Z > 0</c>. The width is alpha = roughness².
/// </summary>
internal readonly struct Ggx {
    /// <summary>Alpha below which a lobe is treated as a perfect mirror.</summary>
    public const float MinAlpha = 1e-3f;

    public readonly float Alpha;
    /// <summary>The factor √(α² + (1 − α²) cos²θo) of Smith's terms, which depends on the viewer only.</summary>
    private readonly float view;
    private readonly float cosO;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Ggx(float alpha, float cosO) {
        Alpha = alpha;
        this.cosO = cosO;
        view = Stretch(cosO);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Stretch(float cosine) {
        float a2 = Alpha * Alpha;
        return MathF.Sqrt(a2 + (1 - a2) * cosine * cosine);
    }

    /// <summary>
    /// Returns the distribution D(h), written with sin² instead of 1 − cos² so that narrow lobes stay accurate in single precision.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Density(Vector3 h) {
        float a2 = Alpha * Alpha;
        float d = h.X * h.X + h.Y * h.Y + a2 * h.Z * h.Z;
        return a2 / (MathF.PI * d * d);
    }

    /// <summary>Returns G₂ / (4 cos θi cos θo) for reflection.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Visibility(float cosI) => 0.5f / (cosI * view + cosO * Stretch(cosI));

    /// <summary>Returns 1 / (1 + Λo + Λi) with absolute cosines, for refraction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Masking(float cosI) => 2 / (view / cosO + Stretch(cosI) / cosI);

    /// <summary>Masking of the viewing direction, G₁ = 1 / (1 + Λo).</summary>
    public float ViewMasking => 2 * cosO / (cosO + view);

    /// <summary>Factor G₁ / (4 cos θo) from D(h) to the solid-angle density of a mirror direction.</summary>
    public float ReflectionDensityScale => 0.5f / (cosO + view);

    /// <summary>
    /// Samples a facet normal visible from <paramref name="wo"/>, with density G₁ D (wo·h) / cos θo (Dupuy and Benyoub 2023).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector3 SampleVisible(Vector3 wo, Vector2 u) {
        Vector3 stretched = Vector3.Normalize(new(wo.X * Alpha, wo.Y * Alpha, wo.Z));
        float z = (1 - u.Y) * (1 + stretched.Z) - stretched.Z;
        float r = MathF.Sqrt(Math.Clamp(1 - z * z, 0, 1));
        Vector3 cap = new Vector3(UnitCircle.At(u.X) * r, z) + stretched;
        return Vector3.Normalize(new(cap.X * Alpha, cap.Y * Alpha, Math.Max(cap.Z, 1e-7f)));
    }
}
