using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diorama.Rendering.Sampling;

/// <summary>
/// Owen-scrambled Sobol points, padded in pairs of dimensions: each call uses the next pair, whose points are shuffled and scrambled
/// independently (Burley 2020, "Practical Hash-based Owen Scrambling", JCGT 9(4)). A value depends only on (seed, pixel, sample, position
/// in the order of calls), so any thread may compute any sample.
/// </summary>
public struct SobolSampler {
    private readonly uint pixelSeed;
    private readonly uint index;
    private uint dimension;

    /// <param name="seed">Seed of the image.</param>
    /// <param name="pixel">Index of the pixel, row by row.</param>
    /// <param name="sample">Index of the sample within the pixel.</param>
    public SobolSampler(uint seed, uint pixel, uint sample) {
        pixelSeed = Hash(seed * 0x9E3779B9u ^ Hash(pixel + 0x85EBCA6Bu));
        index = Reverse(sample);
        dimension = 0;
    }

    /// <summary>Jumps to a fixed position, so that branches that use different numbers of values do not shift later dimensions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Seek(uint position) => dimension = position;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Next1D() {
        uint seed = Hash(pixelSeed + dimension++ * 0x9E3779B9u);
        // The bit-reversed shuffled index is the van der Corput point; the next scramble works on reversed bits, so no reversal is needed
        // here.
        uint shuffled = Reverse(Scramble(index, seed));
        return ToUnit(Reverse(Scramble(shuffled, seed ^ 0x9C117646u)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector2 Next2D() {
        uint seed = Hash(pixelSeed + dimension++ * 0x9E3779B9u);
        uint shuffled = Reverse(Scramble(index, seed));
        uint x = Scramble(shuffled, seed ^ 0x9C117646u);
        uint y = Scramble(SecondDimension(shuffled), seed ^ 0xE0705D72u);
        return new(ToUnit(Reverse(x)), ToUnit(Reverse(y)));
    }

    /// <summary>
    /// Returns the bit-reversed second Sobol coordinate: the generator matrix is Pascal's triangle modulo 2, a Kronecker power of
    /// [[1,1],[0,1]], so five butterfly steps apply it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint SecondDimension(uint v) {
        v ^= (v >> 1) & 0x55555555u;
        v ^= (v >> 2) & 0x33333333u;
        v ^= (v >> 4) & 0x0F0F0F0Fu;
        v ^= (v >> 8) & 0x00FF00FFu;
        v ^= v >> 16;
        return v;
    }

    /// <summary>Applies Owen scrambling to reversed bits: Laine and Karras 2011 with the improved constants of Vegdahl 2021.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Scramble(uint v, uint seed) {
        v ^= v * 0x3D20ADEAu;
        v += seed;
        v *= (seed >> 16) | 1;
        v ^= v * 0x05526C56u;
        v ^= v * 0x53A22864u;
        return v;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(uint x) {
        x = (x ^ (x >> 16)) * 0x7FEB352Du;
        x = (x ^ (x >> 15)) * 0x846CA68Bu;
        return x ^ (x >> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Reverse(uint v) {
        v = BinaryPrimitives.ReverseEndianness(v);
        v = ((v >> 4) & 0x0F0F0F0Fu) | ((v & 0x0F0F0F0Fu) << 4);
        v = ((v >> 2) & 0x33333333u) | ((v & 0x33333333u) << 2);
        return ((v >> 1) & 0x55555555u) | ((v & 0x55555555u) << 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float ToUnit(uint v) => (v >> 8) * (1f / (1 << 24));
}
