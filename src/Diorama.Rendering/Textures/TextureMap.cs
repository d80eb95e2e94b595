using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Diorama.Core.Colors;

namespace Diorama.Rendering.Textures;

/// <summary>
/// A decoded texture with its sampler settings, ready for shading. u runs to the right and v down the image from its top left corner (glTF
/// 2.0 section 3.8.4); values are linear, whatever the file holds.
/// </summary>
/// <remarks>
/// Level of detail by ray cones (Akenine-Möller et al. 2021, "Improved Shader and Texture Level of Detail Using Ray Cones",
/// JCGT 10(1)): lod = <see cref="LodBase"/> + ½·log₂(uvArea / worldArea) + log₂(coneWidth / |cos θ|), where the areas are
/// those of the triangle and θ is the angle between ray and normal.
/// </remarks>
public sealed unsafe class TextureMap {
    private enum Storage { SRgbBytes, LinearBytes, Floats }

    // Linear values of encoded bytes, then bytes / 255 for alpha.
    private static readonly float[] decode = MakeDecodeTable();
    private static readonly float* decodePointer = (float*)Unsafe.AsPointer(ref decode[0]);

    private readonly MipLevel* levels;
    private readonly uint* bytes;
    private readonly Vector4* floats;
    private readonly int lastLevel;
    private readonly Storage storage;
    private readonly bool coverage, linear;
    private readonly TextureWrap wrapU, wrapV;

    public MipPyramid Pyramid { get; }
    /// <summary>Offset ½·log₂(width · height) of a level of detail that does not include the texture's size.</summary>
    public float LodBase { get; }
    /// <summary>Mean of the whole image, linear.</summary>
    public Vector4 Mean => Pyramid.Mean;

    public TextureMap(MipPyramid pyramid, TextureWrap wrapU = TextureWrap.Repeat, TextureWrap wrapV = TextureWrap.Repeat,
        bool linear = true) {
        ArgumentNullException.ThrowIfNull(pyramid);
        Pyramid = pyramid;
        levels = pyramid.Levels;
        bytes = pyramid.Bytes;
        floats = pyramid.Floats;
        lastLevel = pyramid.LevelCount - 1;
        storage = floats != null ? Storage.Floats : pyramid.Meaning.HasFlag(TexelMeaning.SRgb) ? Storage.SRgbBytes : Storage.LinearBytes;
        coverage = pyramid.Meaning.HasFlag(TexelMeaning.Coverage);
        (this.wrapU, this.wrapV, this.linear) = (wrapU, wrapV, linear);
        LodBase = 0.5f * MathF.Log2((float)pyramid.Width * pyramid.Height);
    }

    /// <summary>Returns the level at which one texel is as wide as <paramref name="uvFootprint"/> (in units of uv).</summary>
    public float LodFor(float uvFootprint) => LodBase + MathF.Log2(uvFootprint);

    /// <summary>
    /// Returns linear RGBA at <paramref name="uv"/>, interpolated trilinearly between the two levels around <paramref name="lod"/>; the
    /// sharpest level for 0 and less. Without linear filtering returns the nearest texel of the nearest level.
    /// </summary>
    public Vector4 Sample(Vector2 uv, float lod) {
        float u = Wrap(uv.X, wrapU), v = Wrap(uv.Y, wrapV);
        Vector4 result;
        if (!linear) {
            ref MipLevel level = ref levels[lod > 0 ? (int)MathF.Min(lod + 0.5f, lastLevel) : 0];
            result = Texel(level.Index(Math.Min((int)(u * level.Width), level.Width - 1),
                Math.Min((int)(v * level.Height), level.Height - 1)));
        } else if (!(lod > 0)) {
            result = Bilinear(ref levels[0], u, v);
        } else if (lod >= lastLevel) {
            result = Bilinear(ref levels[lastLevel], u, v);
        } else {
            int n = (int)lod;
            result = Vector4.Lerp(Bilinear(ref levels[n], u, v), Bilinear(ref levels[n + 1], u, v), lod - n);
        }
        // The pyramid owns the memory behind the pointers.
        GC.KeepAlive(this);
        return result;
    }

    /// <summary>Wraps a coordinate to 0..1; NaN stays NaN, which later addresses texel 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Wrap(float x, TextureWrap wrap) {
        if (wrap == TextureWrap.Repeat) return x - MathF.Floor(x);
        if (wrap == TextureWrap.ClampToEdge) return Math.Clamp(x, 0, 1);
        x -= 2 * MathF.Floor(x * 0.5f);
        return x > 1 ? 2 - x : x;
    }

    /// <summary>Returns the two texels around a coordinate and the weight of the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Neighbours(float x, int size, TextureWrap wrap, out int first, out int second) {
        float position = x * size - 0.5f, floor = MathF.Floor(position);
        first = (int)floor;
        second = first + 1;
        if (wrap == TextureWrap.Repeat) {
            if (first < 0) first = size - 1;
            if (second >= size) second = 0;
        } else {
            // A mirrored image continues with its own edge, so the neighbour beyond it is the edge texel, as with clamping.
            if (first < 0) first = 0;
            if (second >= size) second = size - 1;
        }
        return position - floor;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector4 Bilinear(ref MipLevel level, float u, float v) {
        float fx = Neighbours(u, level.Width, wrapU, out int x0, out int x1);
        float fy = Neighbours(v, level.Height, wrapV, out int y0, out int y1);
        nint top = level.Row(y0), bottom = level.Row(y1), left = MipLevel.Column(x0), right = MipLevel.Column(x1);
        Vector4 a, b, c, d;
        if (storage == Storage.SRgbBytes) {
            (a, b) = (Decoded(bytes[top + left]), Decoded(bytes[top + right]));
            (c, d) = (Decoded(bytes[bottom + left]), Decoded(bytes[bottom + right]));
        } else if (storage == Storage.LinearBytes) {
            (a, b) = (Scaled(bytes[top + left]), Scaled(bytes[top + right]));
            (c, d) = (Scaled(bytes[bottom + left]), Scaled(bytes[bottom + right]));
        } else {
            (a, b, c, d) = (floats[top + left], floats[top + right], floats[bottom + left], floats[bottom + right]);
        }
        if (coverage && (a.W < 1 || b.W < 1 || c.W < 1 || d.W < 1)) return Covered(a, b, c, d, fx, fy);
        return Vector4.Lerp(Vector4.Lerp(a, b, fx), Vector4.Lerp(c, d, fx), fy);
    }

    /// <summary>Interpolates colour multiplied by alpha, then divides by the interpolated alpha.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector4 Covered(Vector4 a, Vector4 b, Vector4 c, Vector4 d, float fx, float fy) {
        float alpha = float.Lerp(float.Lerp(a.W, b.W, fx), float.Lerp(c.W, d.W, fx), fy);
        if (!(alpha > 0)) return Vector4.Lerp(Vector4.Lerp(a, b, fx), Vector4.Lerp(c, d, fx), fy);
        Vector4 color = Vector4.Lerp(Vector4.Lerp(a * a.W, b * b.W, fx), Vector4.Lerp(c * c.W, d * d.W, fx), fy) / alpha;
        color.W = alpha;
        return color;
    }

    private Vector4 Texel(nint index) => storage switch {
        Storage.SRgbBytes => Decoded(bytes[index]),
        Storage.LinearBytes => Scaled(bytes[index]),
        _ => floats[index],
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector4 Decoded(uint p) =>
        new(decodePointer[(byte)p], decodePointer[(byte)(p >> 8)], decodePointer[(byte)(p >> 16)], decodePointer[256 + (p >> 24)]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector4 Scaled(uint p) {
        // Four bytes to four 32-bit lanes.
        Vector128<int> four = Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(p).AsByte())).AsInt32();
        return Vector128.ConvertToSingle(four).AsVector4() * (1 / 255f);
    }

    private static float[] MakeDecodeTable() {
        var table = GC.AllocateArray<float>(512, pinned: true);
        SRgb.LinearOfByte.CopyTo(table);
        for (int i = 0; i < 256; i++) table[256 + i] = i / 255f;
        return table;
    }
}
