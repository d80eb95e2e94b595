using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Core.Tests.Images;

/// <summary>The quick reader of EXR files against the library's, on what is written here and on what is not.</summary>
public sealed class PlainExrTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Smooth and noisy values, zeros, infinities, NaN, the smallest and the largest halves.</summary>
    private static float Value(int i) => (i % 11) switch {
        0 => 0, 1 => float.PositiveInfinity, 2 => float.NaN, 3 => 6e-8f, 4 => -65504, 5 => 6.1e-5f, 6 => -0f, 7 => MathF.Sin(i), 8 => i,
            _ => 1f / (1 + i),
    };

    public static TheoryData<int, int, PixelType> Sizes => new() {
        { 64, 48, PixelType.Float }, { 64, 48, PixelType.Half }, { 1, 1, PixelType.Half }, { 13, 17, PixelType.Float },
        { 17, 33, PixelType.Half }, { 640, 16, PixelType.Half },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Measures_AreWhatTheLibraryReads(int width, int height, PixelType type) {
        var scalar = new Image<float>(width, height, [.. Enumerable.Range(0, width * height).Select(Value)]);
        var pairs = new Image<Vector2>(width, height,
            [.. Enumerable.Range(0, width * height).Select(i => new Vector2(Value(i), Value(i + 5)))]);
        var vectors = new Image<Vector3>(width, height,
            [.. Enumerable.Range(0, width * height).Select(i => new Vector3(Value(i), i % 7, Value(3 * i + 1)))]);
        ImageFile.WriteExr(folder["y.exr"], scalar, type);
        ImageFile.WriteExr(folder["xy.exr"], pairs, type);
        ImageFile.WriteExr(folder["xyz.exr"], vectors, type);
        using (var library = ImageReader.Open(folder["y.exr"])) Assert.Equal(library.ReadFloats(),
            PlainExr.Read(folder["y.exr"])!.Scalar()!.Pixels);
        Assert.Equal(ImageFile.ReadVector3(folder["xyz.exr"]).Pixels, PlainExr.Read(folder["xyz.exr"])!.Vectors()!.Pixels);
        Assert.Equal(ImageFile.ReadVector3(folder["xy.exr"]).Pixels.Select(v => new Vector2(v.X, v.Y)),
            PlainExr.Read(folder["xy.exr"])!.Pairs()!.Pixels);
        Assert.Null(PlainExr.Read(folder["xyz.exr"])!.Scalar());
        Assert.Null(PlainExr.Read(folder["y.exr"])!.Vectors());
    }

    [Fact]
    public void EveryHalf_IsItsFloat() {
        Half[] halves = [.. Enumerable.Range(0, 65536).Select(i => BitConverter.UInt16BitsToHalf((ushort)i))];
        var floats = new float[halves.Length + 3];
        HalfFloats.Convert([.. halves, (Half)1, (Half)2, (Half)3], floats);
        Assert.Equal([.. halves.Select(h => (float)h), 1, 2, 3], floats);
    }

    [Fact]
    public void OtherAndDamagedFiles_AreLeftToTheLibrary() {
        string layered = folder["layers.exr"], whole = folder["whole.exr"], cut = folder["cut.exr"];
        new ExrLayers(20, 20).Add("id", new Image<uint>(20, 20)).Add("depth", new Image<float>(20, 20)).Write(layered);
        Assert.Null(PlainExr.Read(layered));
        ImageFile.WritePng(folder["a.png"], new Image<Rgb8>(4, 4));
        Assert.Null(PlainExr.Read(folder["a.png"]));
        ImageFile.WriteExr(whole, new Image<float>(40, 40, [.. Enumerable.Range(0, 1600).Select(i => MathF.Sin(i * i))]));
        byte[] bytes = File.ReadAllBytes(whole);
        foreach (int length in new[] { 0, 5, 8, 60, 200, 400, bytes.Length - 1 }) {
            File.WriteAllBytes(cut, bytes[..length]);
            Assert.Null(PlainExr.Read(cut)?.Scalar());
        }
        // A bit that is wrong somewhere: another image or none, never a crash.
        for (int at = 0; at < bytes.Length; at += 37) {
            byte[] changed = [.. bytes];
            changed[at] ^= 0x10;
            File.WriteAllBytes(cut, changed);
            _ = PlainExr.Read(cut)?.Scalar();
        }
    }

    [Fact]
    public void Layers_HaveTheSameBytesForAnyNumberOfThreads() {
        string one = folder["one.exr"], many = folder["many.exr"];
        foreach ((string path, int threads) in new[] { (one, 1), (many, 3) }) {
            ExrScanlines.Write(path, 50, 70, [("a.X", PixelType.Float), ("b", PixelType.UInt32), ("c", PixelType.Half)], [("note", "ä")],
                (y, channel, line) => {
                for (int i = 0; i < line.Length; i++) line[i] = (byte)(y * i + channel);
            }, threads);
        }
        Assert.Equal(File.ReadAllBytes(one), File.ReadAllBytes(many));
    }

    /// <summary>A header that announces a quarter of a billion pixels in a few hundred bytes reserves nothing.</summary>
    [Fact]
    public void Size_IsHeldAgainstTheFile() {
        ImageFile.WriteExr(folder["small.exr"], new Image<float>(16, 16));
        byte[] file = File.ReadAllBytes(folder["small.exr"]);
        int window = file.AsSpan().IndexOf("dataWindow"u8) + "dataWindow\0box2i\0".Length + 4;
        BitConverter.TryWriteBytes(file.AsSpan(window + 8), (1 << 24) - 1);
        File.WriteAllBytes(folder["large.exr"], file);
        Assert.NotNull(PlainExr.Read(folder["small.exr"]));
        Assert.Null(PlainExr.Read(folder["large.exr"]));
    }
}
