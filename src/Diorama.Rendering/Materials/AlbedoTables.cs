using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diorama.Rendering.Materials;

/// <summary>
/// Directional albedo of single-scattering GGX reflection, split for Schlick's Fresnel: a lobe of reflectance F0 at normal and F90 at
/// grazing incidence reflects F0·X + F90·Y of the light. Integrated once, with fixed samples. Axes: √cos θo and roughness (√alpha); between
/// its grid points the table is interpolated linearly in alpha, because shadowing of facets depends on it about linearly.
/// </summary>
internal static class GgxAlbedo {
    private const int Size = 48, Samples = 1024;
    private static readonly Vector2[] Table = Build();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2 Of(float cosO, float roughness) {
        float x = MathF.Sqrt(Math.Clamp(cosO, 0, 1)) * (Size - 1), y = Math.Clamp(roughness, 0, 1) * (Size - 1);
        int i = Math.Min((int)x, Size - 2), j = Math.Min((int)y, Size - 2);
        x -= i;
        y = AlbedoGrid.LinearInAlpha(y - j, j);
        ref Vector2 corner = ref Table[j * Size + i];
        Vector2 low = Vector2.Lerp(corner, Unsafe.Add(ref corner, 1), x);
        Vector2 high = Vector2.Lerp(Unsafe.Add(ref corner, Size), Unsafe.Add(ref corner, Size + 1), x);
        return Vector2.Lerp(low, high, y);
    }

    private static Vector2[] Build() {
        var table = new Vector2[Size * Size];
        for (int j = 0; j < Size; j++) {
            for (int i = 0; i < Size; i++) {
                Vector3 wo = AlbedoGrid.View(i, Size);
                Ggx ggx = AlbedoGrid.Facets(j, Size, wo);
                double all = 0, grazing = 0;
                for (int k = 0; k < Samples; k++) {
                    Vector3 h = ggx.SampleVisible(wo, AlbedoGrid.Point(k, Samples));
                    float cosine = Vector3.Dot(wo, h), cosI = 2 * cosine * h.Z - wo.Z;
                    if (cosI <= 0) continue;
                    float weight = ggx.Visibility(cosI) * cosI / ggx.ReflectionDensityScale;
                    all += weight;
                    grazing += weight * Fresnel.Schlick(cosine);
                }
                table[j * Size + i] = new((float)((all - grazing) / Samples), (float)(grazing / Samples));
            }
        }
        return table;
    }
}

/// <summary>
/// Fraction of light that single-scattering rough glass (Walter et al. 2007) reflects or refracts, without the η² of radiance. Axes as in
/// <see cref="GgxAlbedo"/>, and (η − 1)/(η + 1) from −0.5 to 0.5 (index 1/3 to 3).
/// </summary>
internal static class GlassAlbedo {
    private const int Size = 24, Indices = 32;
    private const float Range = 0.5f;
    /// <summary>Margin for the error of the table, on the side of losing light.</summary>
    private const float Margin = 0.002f;
    private static readonly float[] Table = Build();

    public static float Of(float cosO, float roughness, float eta) {
        float x = MathF.Sqrt(Math.Clamp(cosO, 0, 1)) * (Size - 1), y = Math.Clamp(roughness, 0, 1) * (Size - 1);
        float z = Math.Clamp(((eta - 1) / (eta + 1) / Range + 1) * 0.5f, 0, 1) * (Indices - 1);
        int i = Math.Min((int)x, Size - 2), j = Math.Min((int)y, Size - 2), k = Math.Min((int)z, Indices - 2);
        x -= i;
        y = AlbedoGrid.LinearInAlpha(y - j, j);
        return Math.Min(float.Lerp(Plane(i, j, k, x, y), Plane(i, j, k + 1, x, y), z - k) + Margin, 1);
    }

    private static float Plane(int i, int j, int k, float x, float y) {
        ReadOnlySpan<float> corner = Table.AsSpan((k * Size + j) * Size + i, Size + 2);
        return float.Lerp(float.Lerp(corner[0], corner[1], x), float.Lerp(corner[Size], corner[Size + 1], x), y);
    }

    private static float[] Build() {
        var table = new float[Indices * Size * Size];
        for (int k = 0; k < Indices; k++) {
            float s = Range * (2f * k / (Indices - 1) - 1), eta = (1 + s) / (1 - s);
            for (int j = 0; j < Size; j++) {
                // Total reflection inside rough glass has the only integrand that is not smooth.
                int samples = eta < 1 && j >= Size / 3 ? 1024 : 256;
                for (int i = 0; i < Size; i++) {
                    Vector3 wo = AlbedoGrid.View(i, Size);
                    Ggx ggx = AlbedoGrid.Facets(j, Size, wo);
                    double sum = 0;
                    for (int n = 0; n < samples; n++) {
                        Vector3 h = ggx.SampleVisible(wo, AlbedoGrid.Point(n, samples));
                        float cosine = Vector3.Dot(wo, h), reflectance = Fresnel.Dielectric(cosine, eta);
                        float cosI = 2 * cosine * h.Z - wo.Z;
                        if (cosI > 0) sum += reflectance * ggx.Masking(cosI);
                        if (Fresnel.Refract(wo, h, cosine, eta, out Vector3 wi) && wi.Z < 0) sum += (1 - reflectance) * ggx.Masking(-wi.Z);
                    }
                    table[(k * Size + j) * Size + i] = (float)(sum / samples / ggx.ViewMasking);
                }
            }
        }
        return table;
    }
}

/// <summary>Axes and sample points that the albedo tables share.</summary>
internal static class AlbedoGrid {
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LinearInAlpha(float fraction, int cell) => fraction * (2 * cell + fraction) / (2 * cell + 1);

    public static Vector3 View(int i, int size) {
        float t = i / (size - 1f), cosO = Math.Max(t * t, 1e-4f);
        return new(MathF.Sqrt(1 - cosO * cosO), 0, cosO);
    }

    public static Ggx Facets(int j, int size, Vector3 wo) {
        float roughness = j / (size - 1f);
        return new(Math.Max(roughness * roughness, Ggx.MinAlpha), wo.Z);
    }

    /// <summary>Returns a point of the Hammersley set over half of the circle, since the other half is symmetric.</summary>
    public static Vector2 Point(int n, int count) {
        float inverse = 0.5f / count, half = 0.5f;
        for (int bits = n; bits != 0; bits >>= 1, half *= 0.5f) {
            if ((bits & 1) != 0) inverse += half;
        }
        return new(0.5f * (n + 0.5f) / count, inverse);
    }
}
