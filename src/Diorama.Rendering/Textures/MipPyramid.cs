using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Memory;

namespace Diorama.Rendering.Textures;

/// <summary>Meaning of the four values of a texel, which determines how they are averaged.</summary>
[Flags]
public enum TexelMeaning {
    /// <summary>Four independent linear values.</summary>
    Data = 0,
    /// <summary>8-bit red, green and blue are sRGB-encoded; they are averaged in linear light.</summary>
    SRgb = 1,
    /// <summary>
    /// Alpha is the coverage of the texel: colour is weighted by it, so that the colour of cut-out regions does not show at edges.
    /// </summary>
    Coverage = 2,
}

/// <summary>
/// An RGBA image and its mip levels (halved, quartered …) down to one texel. Every level is the area average of the one above, also at odd
/// sizes, so all levels have the same mean. 8-bit sources need 4 bytes per texel, others 16.
/// </summary>
public sealed unsafe class MipPyramid : IDisposable {
    /// <summary>Value added to alpha in the weight of a colour, so that fully transparent regions keep their colour.</summary>
    private const float MinCoverage = 1e-5f;

    private readonly NativeArray<MipLevel> levels;
    private readonly NativeArray<uint>? bytes;
    private readonly NativeArray<Vector4>? floats;

    public int Width => levels[0].Width;
    public int Height => levels[0].Height;
    public int LevelCount => levels.Length;
    public TexelMeaning Meaning { get; }
    /// <summary>Mean of the whole image, linear.</summary>
    public Vector4 Mean { get; }

    /// <summary>Memory of all texels in bytes.</summary>
    public long ByteCount => bytes == null ? 16L * floats!.Length : 4L * bytes.Length;

    internal MipLevel* Levels => levels.Pointer;
    internal uint* Bytes => bytes == null ? null : bytes.Pointer;
    internal Vector4* Floats => floats == null ? null : floats.Pointer;

    /// <param name="width">Width in texels.</param>
    /// <param name="height">Height in texels.</param>
    /// <param name="rgba">Texels with R in the lowest byte, row by row from the top; colour not multiplied by alpha.</param>
    /// <param name="meaning">Meaning of the texels, which determines how they are averaged.</param>
    public MipPyramid(int width, int height, ReadOnlySpan<uint> rgba, TexelMeaning meaning) {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rgba.Length, width * height);
        Meaning = meaning;
        levels = MakeLevels(width, height, out long texels);
        bytes = new(checked((int)texels));
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) bytes.Pointer[levels[0].Index(x, y)] = rgba[y * width + x];
        Mean = Reduce();
    }

    /// <summary>Builds a pyramid from linear values of any range; the flag <see cref="TexelMeaning.SRgb"/> is ignored.</summary>
    public MipPyramid(int width, int height, ReadOnlySpan<Vector4> rgba, TexelMeaning meaning) {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rgba.Length, width * height);
        Meaning = meaning & ~TexelMeaning.SRgb;
        levels = MakeLevels(width, height, out long texels);
        floats = new(checked((int)texels));
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) floats.Pointer[levels[0].Index(x, y)] = rgba[y * width + x];
        Mean = Reduce();
    }

    /// <summary>Value of one texel, linear.</summary>
    public Vector4 this[int level, int x, int y] {
        get {
            ref MipLevel l = ref levels[level];
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)x, (uint)l.Width);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)y, (uint)l.Height);
            return Read(l.Index(x, y));
        }
    }

    public (int Width, int Height) SizeOf(int level) => (levels[level].Width, levels[level].Height);

    private static NativeArray<MipLevel> MakeLevels(int width, int height, out long texels) {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        var list = new List<MipLevel>();
        texels = 0;
        while (true) {
            list.Add(new(width, height, texels));
            texels += list[^1].Texels;
            if (width == 1 && height == 1) break;
            (width, height) = (Math.Max(1, width / 2), Math.Max(1, height / 2));
        }
        return new(list.ToArray());
    }

    private Vector4 Read(nint index) {
        if (floats != null) return floats.Pointer[index];
        uint p = bytes!.Pointer[index];
        byte r = (byte)p, g = (byte)(p >> 8), b = (byte)(p >> 16);
        return Meaning.HasFlag(TexelMeaning.SRgb)
            ? new(SRgb.ToLinear(r), SRgb.ToLinear(g), SRgb.ToLinear(b), (p >> 24) / 255f)
            : new Vector4(r, g, b, p >> 24) / 255;
    }

    private void Write(nint index, Vector4 v) {
        if (floats != null) {
            floats.Pointer[index] = v;
            return;
        }
        static uint Byte(float x) => (uint)(Math.Clamp(x, 0, 1) * 255 + 0.5f);
        bool encoded = Meaning.HasFlag(TexelMeaning.SRgb);
        uint r = encoded ? SRgb.ToByte(v.X) : Byte(v.X), g = encoded ? SRgb.ToByte(v.Y) : Byte(v.Y),
            b = encoded ? SRgb.ToByte(v.Z) : Byte(v.Z);
        bytes!.Pointer[index] = r | g << 8 | b << 16 | Byte(v.W) << 24;
    }

    /// <summary>Computes all levels below the first and returns the last texel, unrounded.</summary>
    private Vector4 Reduce() {
        // Each level is computed from the unrounded level above, so that rounding errors do not accumulate.
        Vector4[]? above = null;
        for (int n = 1; n < levels.Length; n++) above = ReduceOnce(levels[n - 1], levels[n], above);
        return above == null ? Read(0) : above[0];
    }

    private Vector4[] ReduceOnce(MipLevel from, MipLevel to, Vector4[]? above) {
        bool coverage = Meaning.HasFlag(TexelMeaning.Coverage);
        var result = new Vector4[to.Width * to.Height];
        if (!coverage && from.Width == 2 * to.Width && from.Height == 2 * to.Height) {
            Halve(from, to, above, result);
            return result;
        }
        var weights = new float[to.Width];
        float stepX = from.Width / (float)to.Width, stepY = from.Height / (float)to.Height;
        for (int y = 0; y < to.Height; y++) {
            var row = result.AsSpan(y * to.Width, to.Width);
            Array.Clear(weights);
            float top = y * stepY, bottom = Math.Min((y + 1) * stepY, from.Height);
            for (int sy = (int)top; sy < bottom; sy++) {
                float high = MathF.Min(bottom, sy + 1) - MathF.Max(top, sy);
                for (int x = 0; x < to.Width; x++) {
                    float left = x * stepX, right = Math.Min((x + 1) * stepX, from.Width);
                    for (int sx = (int)left; sx < right; sx++) {
                        float area = high * (MathF.Min(right, sx + 1) - MathF.Max(left, sx));
                        Vector4 v = above == null ? Read(from.Index(sx, sy)) : above[sy * from.Width + sx];
                        float weight = coverage ? (v.W + MinCoverage) * area : area;
                        row[x] += new Vector4(v.X * weight, v.Y * weight, v.Z * weight, v.W * area);
                        weights[x] += weight;
                    }
                }
            }
            for (int x = 0; x < to.Width; x++) {
                Vector4 sum = row[x];
                row[x] = new Vector4(sum.X, sum.Y, sum.Z, 0) / weights[x];
                row[x].W = sum.W / (stepX * stepY);
                Write(to.Index(x, y), row[x]);
            }
        }
        return result;
    }

    /// <summary>
    /// Computes a level with exactly half the size, every texel the mean of four: nearly all textures have even sizes, and the result is
    /// that of the general case.
    /// </summary>
    private void Halve(MipLevel from, MipLevel to, Vector4[]? above, Vector4[] result) {
        Vector4[] pair = new Vector4[2 * from.Width];
        for (int y = 0; y < to.Height; y++) {
            ReadOnlySpan<Vector4> rows = above is null ? pair : above.AsSpan(2 * y * from.Width, 2 * from.Width);
            for (int i = 0; above is null && i < pair.Length; i++) {
                int row = i >= from.Width ? 1 : 0;
                pair[i] = Read(from.Row(2 * y + row) + MipLevel.Column(i - row * from.Width));
            }
            ReadOnlySpan<Vector4> first = rows[..from.Width], second = rows[from.Width..];
            for (int x = 0; x < to.Width; x++) {
                Vector4 mean = (first[2 * x] + first[2 * x + 1] + second[2 * x] + second[2 * x + 1]) / 4;
                result[y * to.Width + x] = mean;
                Write(to.Index(x, y), mean);
            }
        }
    }

    /// <summary>
    /// Frees the texels immediately; maps that read them must not be used any more. Without this call they are freed with the last map.
    /// </summary>
    public void Dispose() {
        levels.Dispose();
        bytes?.Dispose();
        floats?.Dispose();
    }
}
