using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Rendering.Textures;

namespace Diorama.Rendering.Tests.Textures;

public sealed class TextureCacheTests : IDisposable {
    private readonly string folder = Directory.CreateTempSubdirectory("diorama-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Texture Grey(string name, byte value, int size = 4) {
        string path = Path.Combine(folder, name);
        ImageFile.WritePng(path, new Image<Rgb8>(size, size, [.. Enumerable.Repeat(new Rgb8(value, value, value), size * size)]));
        return new() { Source = path };
    }

    [Fact]
    public void File_IsDecodedOncePerMeaning_UntilItChanges() {
        var cache = new TextureCache(1 << 20);
        var texture = Grey("a.png", 10);
        var first = cache.Decode(texture, TexelMeaning.SRgb);
        Assert.Same(first, cache.Decode(new Texture { Source = texture.Source }, TexelMeaning.SRgb));
        Assert.NotSame(first, cache.Decode(texture, TexelMeaning.Data));
        Grey("a.png", 200);
        File.SetLastWriteTimeUtc(texture.Source, new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        Assert.Equal(200 / 255f, cache.Decode(texture, TexelMeaning.Data).Mean.X, 1e-3f);
    }

    [Fact]
    public void EmbeddedImage_IsKnownByItsArray() {
        var cache = new TextureCache(1 << 20);
        byte[] png = File.ReadAllBytes(Grey("a.png", 10).Source);
        var texture = new Texture { Source = "picture", Encoded = png };
        var first = cache.Decode(texture, TexelMeaning.SRgb);
        Assert.Same(first, cache.Decode(new Texture { Source = "picture", Encoded = png }, TexelMeaning.SRgb));
        Assert.NotSame(first, cache.Decode(new Texture { Source = "picture", Encoded = [.. png] }, TexelMeaning.SRgb));
    }

    [Fact]
    public void LeastRecentlyUsed_GoesFirst_WhenTheLimitIsReached() {
        Texture a = Grey("a.png", 1, 64), b = Grey("b.png", 2, 64), c = Grey("c.png", 3, 64);
        long one = new TextureCache(1 << 20).Decode(a, TexelMeaning.SRgb).ByteCount;
        Assert.InRange(one, 4 * 64 * 64, 4 * 64 * 64 * 2);
        var cache = new TextureCache(2 * one);
        var first = cache.Decode(a, TexelMeaning.SRgb);
        var second = cache.Decode(b, TexelMeaning.SRgb);
        cache.Decode(a, TexelMeaning.SRgb);
        cache.Decode(c, TexelMeaning.SRgb);
        Assert.Equal(2 * one, cache.Bytes);
        Assert.Same(first, cache.Decode(a, TexelMeaning.SRgb));
        Assert.NotSame(second, cache.Decode(b, TexelMeaning.SRgb));
    }

    [Fact]
    public void UnreadableFile_IsTriedAgain() {
        var cache = new TextureCache(1 << 20);
        var texture = new Texture { Source = Path.Combine(folder, "late.png") };
        Assert.Throws<BadInputException>(() => cache.Decode(texture, TexelMeaning.SRgb));
        Assert.Equal(0, cache.Bytes);
        Grey("late.png", 77);
        Assert.Equal(77 / 255f, cache.Decode(texture, TexelMeaning.Data).Mean.X, 1e-3f);
    }

    [Fact]
    public void ManyThreads_ShareOneDecoding() {
        var cache = new TextureCache(1 << 20);
        var texture = Grey("a.png", 10, 128);
        var pyramids = new MipPyramid[32];
        Parallel.For(0, pyramids.Length, i => pyramids[i] = cache.Decode(texture, TexelMeaning.SRgb));
        Assert.All(pyramids, p => Assert.Same(pyramids[0], p));
        Assert.Equal(pyramids[0].ByteCount, cache.Bytes);
    }
}
