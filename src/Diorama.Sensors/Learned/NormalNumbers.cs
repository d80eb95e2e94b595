using System.Runtime.Intrinsics;
using Diorama.Core.Randomness;

namespace Diorama.Sensors.Learned;

/// <summary>Fills rows with normally distributed random numbers, by the method of Box and Muller (1958).</summary>
internal static class NormalNumbers {
    private const int Lanes = 8;
    private const float ToUnit = 1f / (1 << 24);

    /// <summary>Returns the smallest length that <see cref="Fill"/> can fill and that is at least <paramref name="atLeast"/>.</summary>
    internal static int Length(int atLeast) => (atLeast + 2 * Lanes - 1) / (2 * Lanes) * (2 * Lanes);

    /// <param name="target">Receives the numbers; its length must be one that <see cref="Length"/> returns.</param>
    /// <param name="key">Key of these random numbers.</param>
    internal static void Fill(Span<float> target, Keyed key) {
        KeyedGenerator random = key.Generator();
        for (int at = 0; at < target.Length; at += 2 * Lanes) {
            Span<float> radius = target.Slice(at, Lanes), angle = target.Slice(at + Lanes, Lanes);
            for (int i = 0; i < Lanes; i++) {
                ulong bits = random.NextUInt64();
                // Never 0, whose logarithm is infinite.
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
