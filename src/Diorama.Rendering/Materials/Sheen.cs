using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diorama.Rendering.Materials;

/// <summary>
/// Sheen lobe of KHR_materials_sheen: "Charlie" facets (Estevez and Kulla 2017, alpha = roughness²) with the visibility of Neubelt and
/// Pettineo 2013. At grazing angles the model reflects more than it receives; <see cref="Albedo"/> allows callers to scale it.
/// </summary>
internal static class Sheen {
    private const int Size = 24;
    private const float MinRoughness = 0.1f;
    private static readonly float[] Table = Build();

    /// <summary>Returns f in sr⁻¹ for a white sheen, without the cosine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Value(float cosO, float cosI, float cosH, float roughness) {
        float r = Math.Max(roughness, MinRoughness), inverse = 1 / (r * r);
        float sin2 = Math.Max(1 - cosH * cosH, 0);
        float density = (2 + inverse) * MathF.Pow(sin2, 0.5f * inverse) / (2 * MathF.PI);
        return density / (4 * (cosO + cosI - cosO * cosI));
    }

    /// <summary>
    /// Returns the directional albedo of <see cref="Value"/> from a table with the axes √cos θo and roughness. May exceed 1 at grazing
    /// angles.
    /// </summary>
    public static float Albedo(float cosO, float roughness) {
        float x = MathF.Sqrt(Math.Clamp(cosO, 0, 1)) * (Size - 1);
        float y = Math.Clamp((roughness - MinRoughness) / (1 - MinRoughness), 0, 1) * (Size - 1);
        int i = Math.Min((int)x, Size - 2), j = Math.Min((int)y, Size - 2);
        ReadOnlySpan<float> corner = Table.AsSpan(j * Size + i, Size + 2);
        return float.Lerp(float.Lerp(corner[0], corner[1], x - i), float.Lerp(corner[Size], corner[Size + 1], x - i), y - j);
    }

    private static float[] Build() {
        const int side = 48;
        var table = new float[Size * Size];
        for (int j = 0; j < Size; j++) {
            float roughness = MinRoughness + (1 - MinRoughness) * j / (Size - 1f);
            for (int i = 0; i < Size; i++) {
                float t = i / (Size - 1f), cosO = Math.Max(t * t, 1e-4f);
                var wo = new Vector3(MathF.Sqrt(1 - cosO * cosO), 0, cosO);
                double sum = 0;
                for (int k = 0; k < side * side; k++) {
                    // cos θi = s² puts more points at grazing angles, where the lobe is. By symmetry half of the circle is enough.
                    float s = (k % side + 0.5f) / side, cosI = s * s, sinI = MathF.Sqrt(1 - cosI * cosI);
                    (float sin, float cos) = MathF.SinCos(MathF.PI * (k / side + 0.5f) / side);
                    Vector3 h = Vector3.Normalize(wo + new Vector3(sinI * cos, sinI * sin, cosI));
                    sum += Value(cosO, cosI, h.Z, roughness) * cosI * 2 * s;
                }
                table[j * Size + i] = (float)(sum * 2 * Math.PI / (side * side));
            }
        }
        return table;
    }
}
