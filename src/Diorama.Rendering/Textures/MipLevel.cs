using System.Runtime.CompilerServices;

namespace Diorama.Rendering.Textures;

/// <summary>
/// Size and position of one level of a <see cref="MipPyramid"/>. Texels are stored in blocks of 4×4, rows of blocks from the top: an 8-bit
/// block is one cache line, so a bilinear lookup reads one or two lines in most cases, in any direction.
/// </summary>
internal readonly struct MipLevel(int width, int height, long first) {
    public readonly int Width = width, Height = height, BlocksPerRow = (width + 3) >> 2;
    /// <summary>Index of the level's first texel in the pyramid.</summary>
    public readonly long First = first;

    /// <summary>Number of texels, including the padding of partial blocks.</summary>
    public long Texels => 16L * BlocksPerRow * ((Height + 3) >> 2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Index(int x, int y) => Row(y) + Column(x);

    /// <summary>Returns the part of an index that depends on the row; the index is the sum of a row's and a column's part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Row(int y) => (nint)First + (nint)(y >> 2) * (BlocksPerRow << 4) + ((y & 3) << 2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Column(int x) => (x << 2) - 3 * (x & 3);
}
