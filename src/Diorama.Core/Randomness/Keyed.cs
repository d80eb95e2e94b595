using System.Runtime.CompilerServices;

namespace Diorama.Core.Randomness;

/// <summary>
/// Counter-based random numbers keyed by name: <c>Keyed.Start(seed).With("scene").With(12).With("sofa.rotation").Generator()</c>.
/// The same key gives the same numbers on every machine, whatever else was drawn before.
/// Mixing is the 64-bit finaliser of MurmurHash3 (Appleby 2011); the stream is SplitMix64 (Steele et al. 2014).
/// </summary>
public readonly struct Keyed(ulong state) {
    public ulong State { get; } = state;

    public static Keyed Start(ulong seed) => new(Mix(seed + 0x9E3779B97F4A7C15));

    public Keyed With(ulong value) => new(Mix(State ^ Mix(value + 0x9E3779B97F4A7C15)) + 0xD1B54A32D192ED03);

    public Keyed With(long value) => With(unchecked((ulong)value));

    /// <summary>Extends the key by a name: FNV-1a over its UTF-16 code units.</summary>
    public Keyed With(ReadOnlySpan<char> name) {
        ulong h = 0xCBF29CE484222325;
        foreach (char c in name) h = (h ^ c) * 0x100000001B3;
        return With(h);
    }

    public KeyedGenerator Generator() => new(State);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Mix(ulong x) {
        x = (x ^ (x >> 33)) * 0xFF51AFD7ED558CCD;
        x = (x ^ (x >> 33)) * 0xC4CEB9FE1A85EC53;
        return x ^ (x >> 33);
    }
}

/// <summary>A stream of random numbers that starts at a <see cref="Keyed"/>.</summary>
public struct KeyedGenerator(ulong state) {
    private ulong state = state;

    public ulong NextUInt64() => Keyed.Mix(state += 0x9E3779B97F4A7C15);

    /// <summary>Returns a uniform number in [0, 1) with 24 bits.</summary>
    public float NextFloat() => (NextUInt64() >> 40) * (1f / (1 << 24));

    /// <summary>Returns a uniform number in [0, 1) with 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Returns a standard normal number, the quantile of one uniform number (<see cref="StandardNormal.Quantile"/>).</summary>
    public float NextNormal() => (float)StandardNormal.Quantile(NextDouble() + 1.0 / (1UL << 54));

    /// <summary>Returns a uniform integer in [0, <paramref name="count"/>), unbiased (Lemire 2019).</summary>
    public int NextInt(int count) {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ulong product = (NextUInt64() >> 32) * (uint)count;
        if ((uint)product < (uint)count) {
            uint threshold = unchecked((0u - (uint)count) % (uint)count);
            while ((uint)product < threshold) product = (NextUInt64() >> 32) * (uint)count;
        }
        return (int)(product >> 32);
    }
}
