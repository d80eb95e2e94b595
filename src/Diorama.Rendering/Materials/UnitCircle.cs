using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diorama.Rendering.Materials;

/// <summary>Computes points on the unit circle without calling the C library: faster, and the same on every machine.</summary>
internal static class UnitCircle {
    /// <summary>Returns (cos 2πu, sin 2πu) for u in [0, 1], accurate to 4e-7: Taylor series about the nearest axis.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2 At(float u) {
        float scaled = 4 * u;
        int quadrant = (int)(scaled + 0.5f);
        float x = (scaled - quadrant) * (MathF.PI / 2), x2 = x * x;
        float sin = x * (1 + x2 * (-1 / 6f + x2 * (1 / 120f + x2 * (-1 / 5040f))));
        float cos = 1 + x2 * (-0.5f + x2 * (1 / 24f + x2 * (-1 / 720f + x2 * (1 / 40320f))));
        bool swap = (quadrant & 1) != 0;
        float c = swap ? -sin : cos, s = swap ? cos : sin;
        return (quadrant & 2) != 0 ? new(-c, -s) : new(c, s);
    }
}
