using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diorama.Rendering.Materials;

/// <summary>
/// Directional albedo of single-scattering GGX reflection, split for Schlick's Fresnel: a lobe of reflectance F0 at normal and F90 at
/// grazing incidence reflects F0·X + F90·Y of the light. Integrated once, on a fixed grid of samples.
/// Axes: √cos θo and roughness (√alpha), where the functions are smoothest.
/// </summary>
internal static class GgxAlbedo {
    private const int Size = 32;
    private static readonly Vector2[] Table = Build();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2 Of(float cosO, float roughness) {
        float x = MathF.Sqrt(Math.Clamp(cosO, 0, 1)) * (Size - 1), y = Math.Clamp(roughness, 0, 1) * (Size - 1);
        int i = Math.Min((int)x, Size - 2), j = Math.Min((int)y, Size - 2);
        x -= i;
        y -= j;
        ref Vector2 corner = ref Table[j * Size + i];
        Vector2 low = Vector2.Lerp(corner, Unsafe.Add(ref corner, 1), x);
        Vector2 high = Vector2.Lerp(Unsafe.Add(ref corner, Size), Unsafe.Add(ref corner, Size + 1), x);
        return Vector2.Lerp(low, high, y);
    }

    private static Vector2[] Build() {
        const int side = 32;
        var table = new Vector2[Size * Size];
        for (int j = 0; j < Size; j++) {
            float roughness = j / (Size - 1f);
            for (int i = 0; i < Size; i++) {
                float t = i / (Size - 1f), cosO = Math.Max(t * t, 1e-4f);
                var wo = new Vector3(MathF.Sqrt(1 - cosO * cosO), 0, cosO);
                var ggx = new Ggx(Math.Max(roughness * roughness, Ggx.SmallestAlpha), cosO);
                double all = 0, grazing = 0;
                for (int k = 0; k < side * side; k++) {
                    Vector3 h = ggx.SampleVisible(wo, new((k % side + 0.5f) / side, (k / side + 0.5f) / side));
                    float cosine = Vector3.Dot(wo, h), cosI = 2 * cosine * h.Z - cosO;
                    if (cosI <= 0) continue;
                    float weight = ggx.Visibility(cosI) * cosI / ggx.ReflectionDensityScale;
                    all += weight;
                    grazing += weight * Fresnel.Schlick(cosine);
                }
                table[j * Size + i] = new((float)((all - grazing) / (side * side)), (float)(grazing / (side * side)));
            }
        }
        return table;
    }
}

/// <summary>
/// Share of light that single-scattering rough glass (Walter et al. 2007) reflects or refracts, the η² of radiance left out.
/// Axes: √cos θo, roughness, and (η − 1)/(η + 1) from −0.5 to 0.5 (index 1/3 to 3).
/// </summary>
internal static class GlassAlbedo {
    private const int Size = 16, Indices = 16;
    private const float Range = 0.5f;
    private static readonly float[] Table = Build();

    public static float Of(float cosO, float roughness, float eta) {
        float x = MathF.Sqrt(Math.Clamp(cosO, 0, 1)) * (Size - 1), y = Math.Clamp(roughness, 0, 1) * (Size - 1);
        float z = Math.Clamp(((eta - 1) / (eta + 1) / Range + 1) * 0.5f, 0, 1) * (Indices - 1);
        int i = Math.Min((int)x, Size - 2), j = Math.Min((int)y, Size - 2), k = Math.Min((int)z, Indices - 2);
        return float.Lerp(Plane(i, j, k, x - i, y - j), Plane(i, j, k + 1, x - i, y - j), z - k);
    }

    private static float Plane(int i, int j, int k, float x, float y) {
        ReadOnlySpan<float> corner = Table.AsSpan((k * Size + j) * Size + i, Size + 2);
        return float.Lerp(float.Lerp(corner[0], corner[1], x), float.Lerp(corner[Size], corner[Size + 1], x), y);
    }

    private static float[] Build() {
        const int side = 16;
        var table = new float[Indices * Size * Size];
        for (int k = 0; k < Indices; k++) {
            float s = Range * (2f * k / (Indices - 1) - 1), eta = (1 + s) / (1 - s);
            for (int j = 0; j < Size; j++) {
                float roughness = j / (Size - 1f);
                for (int i = 0; i < Size; i++) {
                    float t = i / (Size - 1f), cosO = Math.Max(t * t, 1e-4f);
                    var wo = new Vector3(MathF.Sqrt(1 - cosO * cosO), 0, cosO);
                    var ggx = new Ggx(Math.Max(roughness * roughness, Ggx.SmallestAlpha), cosO);
                    double sum = 0;
                    for (int n = 0; n < side * side; n++) {
                        Vector3 h = ggx.SampleVisible(wo, new((n % side + 0.5f) / side, (n / side + 0.5f) / side));
                        float cosine = Vector3.Dot(wo, h), reflectance = Fresnel.Dielectric(cosine, eta);
                        float cosI = 2 * cosine * h.Z - cosO;
                        if (cosI > 0) sum += reflectance * ggx.Masking(cosI);
                        if (Fresnel.Refract(wo, h, cosine, eta, out Vector3 wi) && wi.Z < 0) sum += (1 - reflectance) * ggx.Masking(-wi.Z);
                    }
                    table[(k * Size + j) * Size + i] = (float)(sum / (side * side) / ggx.ViewMasking);
                }
            }
        }
        return table;
    }
}
