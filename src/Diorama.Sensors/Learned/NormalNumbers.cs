using System.Runtime.Intrinsics;
using Diorama.Core.Randomness;

namespace Diorama.Sensors.Learned;

/// <summary>Rows of normal random numbers, by Box and Muller (1958).</summary>
internal static class NormalNumbers {
    private const int Lanes = 8;
    private const float ToUnit = 1f / (1 << 24);

    /// <summary>A length that <see cref="Fill"/> can fill and that holds at least so many.</summary>
    internal static int Length(int atLeast) => (atLeast + 2 * Lanes - 1) / (2 * Lanes) * (2 * Lanes);

    /// <param name="target">Its length is one that <see cref="Length"/> gives.</param>
    /// <param name="key">Of these numbers.</param>
    internal static void Fill(Span<float> target, Keyed key) {
        KeyedGenerator random = key.Generator();
        for (int at = 0; at < target.Length; at += 2 * Lanes) {
            Span<float> radius = target.Slice(at, Lanes), angle = target.Slice(at + Lanes, Lanes);
            for (int i = 0; i < Lanes; i++) {
                ulong bits = random.NextUInt64();
                // Never 0, of which there is no logarithm.
                radius[i] = ((bits >> 40) + 1) * ToUnit;
                angle[i] = ((bits >> 8) & 0xFFFFFF) * ToUnit;
            }
            Vector256<float> r = Vector256.Sqrt(Vector256.Log(Vector256.LoadUnsafe(ref radius[0])) * -2);
            var (sine, cosine) = Vector256.SinCos(Vector256.LoadUnsafe(ref angle[0]) * MathF.Tau);
            (r * cosine).StoreUnsafe(ref radius[0]);
            (r * sine).StoreUnsafe(ref angle[0]);
        }
    }
}
