using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diorama.Rendering.Sampling;

/// <summary>Maps from the unit square [0,1)² to shapes; all preserve ratios of areas and therefore stratification.</summary>
public static class Warp {
    /// <summary>Maps to the unit disc, uniformly. Shirley and Chiu 1997, "A Low Distortion Map Between Disk and Square".</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2 Disc(Vector2 u) {
        float x = 2 * u.X - 1, y = 2 * u.Y - 1;
        if (x == 0 && y == 0) return default;
        bool wide = MathF.Abs(x) > MathF.Abs(y);
        float radius = wide ? x : y;
        float angle = wide ? MathF.PI / 4 * (y / x) : MathF.PI / 2 - MathF.PI / 4 * (x / y);
        (float sin, float cos) = MathF.SinCos(angle);
        return new(radius * cos, radius * sin);
    }

    /// <summary>Maps to the unit sphere, uniformly: density 1/(4π) per steradian.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector3 Sphere(Vector2 u) {
        float z = 1 - 2 * u.X;
        float r = MathF.Sqrt(MathF.Max(0, 1 - z * z));
        (float sin, float cos) = MathF.SinCos(2 * MathF.PI * u.Y);
        return new(r * cos, r * sin, z);
    }

    /// <summary>
    /// Maps to a spherical cap around +Z, uniformly. <paramref name="oneMinusCos"/> is 1 − cosine of the half angle, which keeps the
    /// narrow cone of the sun accurate; density 1/(2π·oneMinusCos).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector3 Cone(Vector2 u, float oneMinusCos) {
        Vector2 disc = Disc(u);
        float h = disc.LengthSquared() * oneMinusCos;
        Vector2 xy = disc * MathF.Sqrt(MathF.Max(0, oneMinusCos * (2 - h)));
        return new(xy.X, xy.Y, 1 - h);
    }

    /// <summary>
    /// Maps to barycentrics (b1, b2) of a triangle, uniformly, without folding. Heitz 2019, "A Low-Distortion Map Between Triangle and
    /// Square".
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector2 Triangle(Vector2 u) {
        if (u.X < u.Y) {
            float half = u.X * 0.5f;
            return new(half, u.Y - half);
        } else {
            float half = u.Y * 0.5f;
            return new(u.X - half, half);
        }
    }
}
