using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Randomness;
using Diorama.Rendering.Textures;

namespace Diorama.Rendering.Tests.Textures;

public sealed class TextureMapTests {
    private static uint Pack(int r, int g, int b, int a = 255) => (uint)(r | g << 8 | b << 16 | a << 24);

    private static uint[] Noise(int count, bool alpha) {
        var random = Keyed.Start(3).Generator();
        var texels = new uint[count];
        for (int i = 0; i < count; i++) texels[i] = (uint)random.NextUInt64() | (alpha ? 0 : 0xFF000000);
        return texels;
    }

    private static Vector4 MeanOf(MipPyramid pyramid, int level) {
        var (width, height) = pyramid.SizeOf(level);
        Vector4 sum = default;
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) sum += pyramid[level, x, y];
        return sum / (width * height);
    }

    private static void Near(Vector4 expected, Vector4 actual, float tolerance) =>
        Assert.True(Vector4.Distance(expected, actual) <= tolerance, $"{expected} expected, {actual} found");

    [Theory]
    [InlineData(64, 64)]
    [InlineData(37, 91)]
    [InlineData(200, 3)]
    public void Levels_HaveEqualMeans_AtAnySize(int width, int height) {
        var random = Keyed.Start(5).Generator();
        var texels = new Vector4[width * height];
        foreach (ref var t in texels.AsSpan())
            t = new(random.NextFloat() * 100, random.NextFloat(), random.NextFloat(), random.NextFloat());
        using var floats = new MipPyramid(width, height, texels, TexelMeaning.Data);
        using var bytes = new MipPyramid(width, height, Noise(width * height, false), TexelMeaning.SRgb);
        Assert.Equal((1, 1), floats.SizeOf(floats.LevelCount - 1));
        for (int level = 1; level < floats.LevelCount; level++) {
            Near(MeanOf(floats, 0), MeanOf(floats, level), 2e-3f);
            Near(MeanOf(bytes, 0), MeanOf(bytes, level), 0.012f); // half a step of 8-bit sRGB per channel
        }
        Near(MeanOf(floats, 0), floats.Mean, 2e-3f);
    }

    [Fact]
    public void Average_IsInLinearLight_WhenSRgb() {
        using var pyramid = new MipPyramid(2, 1, [Pack(255, 255, 255), Pack(0, 0, 0)], TexelMeaning.SRgb);
        Near(new(0.5f, 0.5f, 0.5f, 1), pyramid.Mean, 1e-6f);
        Near(new(0.5f, 0.5f, 0.5f, 1), pyramid[1, 0, 0], 0.005f);
        using var data = new MipPyramid(1, 1, [Pack(128, 0, 255)], TexelMeaning.Data);
        Near(new(128 / 255f, 0, 1, 1), new TextureMap(data).Sample(new(0.3f, 0.8f), 0), 1e-6f);
        using var color = new MipPyramid(1, 1, [Pack(128, 0, 255, 128)], TexelMeaning.SRgb);
        Near(new(SRgb.ToLinear(128 / 255f), 0, 1, 128 / 255f), new TextureMap(color).Sample(new(0.3f, 0.8f), 0), 1e-6f);
    }

    [Fact]
    public void CutOut_KeepsItsColour_WhenMinifiedOrInterpolated() {
        // A green leaf on white that is not there.
        var texels = new uint[32 * 32];
        for (int i = 0; i < texels.Length; i++) texels[i] = (i % 32 + i / 32) % 3 == 0 ? Pack(0, 255, 0) : Pack(255, 255, 255, 0);
        using var pyramid = new MipPyramid(32, 32, texels, TexelMeaning.SRgb | TexelMeaning.Coverage);
        var map = new TextureMap(pyramid);
        for (float lod = 0; lod < 5; lod += 0.7f) {
            var v = map.Sample(new(0.37f, 0.61f), lod);
            if (v.W > 0) Near(new(0, 1, 0, v.W), v, 1e-3f);
        }
        Near(new(0, 1, 0, 1 / 3f), pyramid.Mean, 2e-3f);
        using var plain = new MipPyramid(32, 32, texels, TexelMeaning.SRgb);
        Assert.True(plain.Mean.X > 0.6f);
    }

    [Fact]
    public void Checkerboard_DoesNotAlias_WhenMinified() {
        var texels = new uint[256 * 256];
        for (int i = 0; i < texels.Length; i++) texels[i] = ((i ^ i >> 8) & 1) == 0 ? Pack(255, 255, 255) : Pack(0, 0, 0);
        using var pyramid = new MipPyramid(256, 256, texels, TexelMeaning.SRgb);
        var map = new TextureMap(pyramid);
        double Variance(float lod) {
            var random = Keyed.Start(9).Generator();
            double sum = 0, squares = 0;
            for (int i = 0; i < 4096; i++) {
                float v = map.Sample(new(random.NextFloat(), random.NextFloat()), lod).X;
                (sum, squares) = (sum + v, squares + v * v);
            }
            return squares / 4096 - sum / 4096 * (sum / 4096);
        }
        Assert.True(Variance(0) > 0.02);
        Assert.True(Variance(map.LodFor(2f / 256)) < 1e-6, "two texels per pixel");
        Assert.True(Variance(map.LodFor(10f / 256)) < 1e-6, "ten texels per pixel");
    }

    [Fact]
    public void Sample_IsTheTexel_AtItsCentre_AndTheMeanBetweenTwo() {
        var texels = Noise(13 * 7, true);
        using var pyramid = new MipPyramid(13, 7, texels, TexelMeaning.Data);
        var map = new TextureMap(pyramid);
        for (int y = 0; y < 7; y++) {
            for (int x = 0; x < 13; x++) {
                uint p = texels[y * 13 + x];
                var expected = new Vector4(p & 255, p >> 8 & 255, p >> 16 & 255, p >> 24) / 255;
                Near(expected, pyramid[0, x, y], 1e-6f);
                Near(expected, map.Sample(new((x + 0.5f) / 13, (y + 0.5f) / 7), 0), 1e-4f);
            }
        }
        Near((pyramid[0, 4, 2] + pyramid[0, 5, 2]) / 2, map.Sample(new(5f / 13, 2.5f / 7), 0), 1e-4f);
        Near((pyramid[0, 4, 2] + pyramid[0, 4, 3]) / 2, map.Sample(new(4.5f / 13, 3f / 7), -3), 1e-4f);
    }

    [Theory]
    [InlineData(TextureWrap.Repeat, 1.125f, 0)]
    [InlineData(TextureWrap.Repeat, -0.125f, 3)]
    [InlineData(TextureWrap.Repeat, -7.875f, 0)]
    [InlineData(TextureWrap.MirroredRepeat, 1.125f, 3)]
    [InlineData(TextureWrap.MirroredRepeat, -0.375f, 1)]
    [InlineData(TextureWrap.MirroredRepeat, 2.375f, 1)]
    [InlineData(TextureWrap.ClampToEdge, 5f, 3)]
    [InlineData(TextureWrap.ClampToEdge, -5f, 0)]
    public void Wrap_FindsTheTexel_OutsideTheImage(TextureWrap wrap, float coordinate, int texel) {
        uint[] four = [Pack(0, 0, 0), Pack(50, 0, 0), Pack(100, 0, 0), Pack(150, 0, 0)];
        using var row = new MipPyramid(4, 1, four, TexelMeaning.Data);
        using var column = new MipPyramid(1, 4, four, TexelMeaning.Data);
        foreach (bool linear in new[] { true, false }) {
            Assert.Equal(texel * 50 / 255f, new TextureMap(row, wrap, TextureWrap.Repeat, linear).Sample(new(coordinate, 0.5f), 0).X,
                1e-5f);
            Assert.Equal(texel * 50 / 255f, new TextureMap(column, TextureWrap.Repeat, wrap, linear).Sample(new(0.5f, coordinate), 0).X,
                1e-5f);
        }
    }

    [Fact]
    public void Edge_MeetsTheOtherEdge_OnlyWhenRepeated() {
        using var row = new MipPyramid(2, 1, [Pack(0, 0, 0), Pack(255, 0, 0)], TexelMeaning.Data);
        float At(TextureWrap wrap) => new TextureMap(row, wrap, wrap).Sample(Vector2.Zero, 0).X;
        Assert.Equal(0.5f, At(TextureWrap.Repeat), 1e-6f);
        Assert.Equal(0, At(TextureWrap.MirroredRepeat));
        Assert.Equal(0, At(TextureWrap.ClampToEdge));
    }

    [Fact]
    public void Nearest_GivesOnlyTexels() {
        using var row = new MipPyramid(4, 4, Noise(16, false), TexelMeaning.Data);
        var map = new TextureMap(row, linear: false);
        for (float u = 0.01f; u < 1; u += 0.03f) Near(row[0, (int)(u * 4), 2], map.Sample(new(u, 0.7f), 0), 1e-6f);
        Near(row[2, 0, 0], map.Sample(new(0.1f, 0.1f), 99), 1e-6f);
    }

    [Fact]
    public void Sample_StaysInside_WhenCoordinatesAreNotFinite() {
        using var pyramid = new MipPyramid(5, 5, Noise(25, false), TexelMeaning.SRgb);
        float[] odd = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -1e-9f, 1, 3e9f];
        foreach (var wrap in Enum.GetValues<TextureWrap>())
            foreach (bool linear in new[] { true, false })
                foreach (float u in odd)
                    foreach (float v in odd)
                        foreach (float lod in odd) {
                            var c = new TextureMap(pyramid, wrap, wrap, linear).Sample(new(u, v), lod);
                            if (float.IsFinite(u + v) && !float.IsNaN(lod)) Assert.InRange(c.X, 0, 1.0001f);
                        }
    }

    [Fact]
    public void Lod_IsLogOfTexelsPerFootprint() {
        using var pyramid = new MipPyramid(64, 16, new uint[64 * 16], TexelMeaning.Data);
        var map = new TextureMap(pyramid);
        Assert.Equal(5, map.LodBase);
        Assert.Equal(0, map.LodFor(1 / 32f), 1e-6f);
    }

    [Fact]
    public void Transform_SelectsTheLowerLeftQuadrant_AsTheExtensionsExampleSays() {
        var texture = new Texture { Source = "x" };
        using var pyramid = new MipPyramid(1, 1, [0u], TexelMeaning.Data);
        var reference = new TextureReference(new(pyramid), new TextureSlot { Texture = texture, Offset = new(0, 1), Rotation = MathF.PI / 2,
            Scale = new(0.5f) });
        foreach (var corner in new[] { new Vector2(0, 0), new(1, 0), new(0, 1), new(1, 1) }) {
            var uv = reference.MapFromMesh(corner);
            Assert.InRange(uv.X, -1e-6f, 0.5f + 1e-6f);
            Assert.InRange(uv.Y, 0.5f - 1e-6f, 1 + 1e-6f);
        }
        var plain = new TextureReference(new(pyramid), new TextureSlot { Texture = texture, Offset = new(0.1f, 0.2f), Scale = new(2, 3) });
        Assert.Equal(new Vector2(1.1f, 1.7f), plain.MapFromMesh(new(0.5f, 0.5f)));
        Assert.False(default(TextureReference).Exists);
        Assert.Equal(Vector4.One, default(TextureReference).Sample(default, default, 0));
    }

    [Fact]
    public void Reference_AccountsForScaleAndUvSet() {
        using var pyramid = new MipPyramid(64, 64, Noise(4096, false), TexelMeaning.Data);
        var map = new TextureMap(pyramid);
        var reference = new TextureReference(map, new TextureSlot { Texture = new Texture { Source = "x" }, TexCoord = 1, Scale = new(4) });
        var uv = new Vector2(0.13f, 0.77f);
        // 64 texels and four repeats per unit of uv: 8 levels above one texel.
        Near(map.Sample(uv * 4, 2.5f), reference.Sample(new(9), uv, 2.5f - 8), 1e-5f);
    }
}
