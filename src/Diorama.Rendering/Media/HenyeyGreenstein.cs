using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Core.Spaces;

namespace Diorama.Rendering.Media;

/// <summary>
/// Phase function of Henyey and Greenstein 1941. Directions are unit vectors along the propagation of light: <c>forward</c> is the incoming
/// direction, so g &gt; 0 scatters around it.
/// </summary>
public readonly struct HenyeyGreenstein(float g) {
    /// <summary>Asymmetry parameter g, limited to ±0.999, because the function is a delta at ±1.</summary>
    public readonly float G = Math.Clamp(g, -0.999f, 0.999f);

    /// <summary>Returns the value per steradian, which is also the density of <see cref="Sample"/>; integrates to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Evaluate(float cos) {
        float d = 1 + G * G - 2 * G * cos;
        return (1 - G * G) / (4 * MathF.PI * d * MathF.Sqrt(d));
    }

    public Vector3 Sample(Vector3 forward, Vector2 u, out float pdf) {
        float cos;
        if (MathF.Abs(G) < 1e-3f) {
            // First order in g, because the closed form divides by g.
            float even = 1 - 2 * u.X;
            cos = even + 1.5f * G * (1 - even * even);
        } else {
            float q = (1 - G * G) / (1 + G - 2 * G * u.X);
            cos = (1 + G * G - q * q) / (2 * G);
        }
        cos = Math.Clamp(cos, -1, 1);
        float sin = MathF.Sqrt(MathF.Max(0, 1 - cos * cos));
        (float s, float c) = MathF.SinCos(2 * MathF.PI * u.Y);
        pdf = Evaluate(cos);
        return new Basis(forward).ToWorld(new(sin * c, sin * s, cos));
    }
}
