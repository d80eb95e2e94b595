using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Diorama.Core.Colors;
using Diorama.Core.Files;
using Diorama.Core.Images;

namespace Diorama.Core.Tests.Images;

public sealed class ImageFileTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static Image<T> Fill<T>(int width, int height, Func<int, int, T> pixel) where T : unmanaged {
        var image = new Image<T>(width, height);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) image[x, y] = pixel(x, y);
        return image;
    }

    [Fact]
    public void Png_KeepsEveryByte_WhenRgb() {
        var image = Fill(17, 9, (x, y) => new Rgb8((byte)(x * 15), (byte)(y * 28), (byte)(x * y)));
        ImageFile.WritePng(folder["a.png"], image);
        using var reader = ImageReader.Open(folder["a.png"]);
        Assert.Equal(["R", "G", "B"], reader.ChannelNames);
        Assert.Equal((17, 9, PixelType.UInt8, -1), (reader.Width, reader.Height, reader.PixelType, reader.AlphaChannel));
        Assert.Equal(image.Pixels.SelectMany(p => new[] { p.R, p.G, p.B }), reader.ReadBytes());
    }

    [Fact]
    public void Png_KeepsColourUnderClearPixels_WhenRgba() {
        var image = Fill(5, 4, (x, y) => new Rgba8((byte)(x * 50), (byte)(y * 60), 7, (byte)(x * y * 20)));
        ImageFile.WritePng(folder["a.png"], image);
        using var reader = ImageReader.Open(folder["a.png"]);
        Assert.Equal((4, 3, false), (reader.Channels, reader.AlphaChannel, reader.AssociatedAlpha));
        Assert.Equal(image.Pixels.SelectMany(p => new[] { p.R, p.G, p.B, p.A }), reader.ReadBytes());
    }

    [Fact]
    public void Jpeg_IsNearTheImage_AndSmallerWhenItsQualityIsLower() {
        var image = Fill(64, 48, (x, y) => new Rgb8((byte)(x * 4), (byte)(y * 5), (byte)(128 + 100 * MathF.Sin(x * 0.2f))));
        ImageFile.WriteJpeg(folder["fine.jpg"], image, 95);
        ImageFile.WriteJpeg(folder["coarse.jpg"], image, 30);
        Assert.True(new FileInfo(folder["coarse.jpg"]).Length < 0.7 * new FileInfo(folder["fine.jpg"]).Length);
        using var reader = ImageReader.Open(folder["fine.jpg"]);
        byte[] read = reader.ReadBytes();
        for (int i = 0; i < image.Pixels.Length; i++) Assert.InRange(read[3 * i] - image.Pixels[i].R, -16, 16);
    }

    [Fact]
    public void Png_KeepsEveryNumber_WhenGrey() {
        var bytes = Fill(16, 16, (x, y) => (byte)(x + 16 * y));
        ImageFile.WritePng(folder["8.png"], bytes);
        using (var reader = ImageReader.Open(folder["8.png"])) Assert.Equal(bytes.Pixels, reader.ReadBytes());
        var words = Fill(256, 256, (x, y) => (ushort)(x + 256 * y));
        ImageFile.WritePng(folder["16.png"], words);
        using (var reader = ImageReader.Open(folder["16.png"])) {
            Assert.Equal((1, PixelType.UInt16), (reader.Channels, reader.PixelType));
            Assert.Equal(words.Pixels, reader.ReadUInt16());
        }
    }

    [Fact]
    public void Png_IsSrgbOfExposedLinear_WhenVector3() {
        ImageFile.WritePng(folder["a.png"], Fill(1, 1, (_, _) => new Vector3(0.5f, 0.107f, 7)), exposure: 2);
        using var reader = ImageReader.Open(folder["a.png"]);
        Assert.Equal([255, (byte)MathF.Round(255 * SRgb.FromLinear(0.214f)), 255], reader.ReadBytes());
        var back = ImageFile.ReadVector3(folder["a.png"])[0, 0];
        Assert.Equal(0.214f, back.Y, 0.004f);
    }

    [Fact]
    public void Exr_KeepsNumbers_WhenFloatOrHalf() {
        var image = Fill(33, 20, (x, y) => new Vector3(x * 0.37f - 3, y * 1e4f, 1f / (1 + x + y)));
        ImageFile.WriteExr(folder["f.exr"], image, PixelType.Float);
        Assert.Equal(image.Pixels, ImageFile.ReadVector3(folder["f.exr"]).Pixels);
        ImageFile.WriteExr(folder["h.exr"], image);
        var half = ImageFile.ReadVector3(folder["h.exr"]);
        for (int i = 0; i < image.Pixels.Length; i++) {
            Assert.Equal((float)(Half)image.Pixels[i].X, half.Pixels[i].X);
            Assert.Equal(MathF.Min((float)(Half)image.Pixels[i].Y, 65504), half.Pixels[i].Y);
        }
    }

    [Fact]
    public void Exr_HasChannelY_WhenScalar() {
        var depth = Fill(8, 4, (x, y) => x == 0 ? float.PositiveInfinity : x + y * 0.1f);
        ImageFile.WriteExr(folder["y.exr"], depth);
        ImageFile.WriteExr(folder["yz.exr"], depth, withZ: true);
        using (var reader = ImageReader.Open(folder["y.exr"])) Assert.Equal(["Y"], reader.ChannelNames);
        using (var reader = ImageReader.Open(folder["yz.exr"])) Assert.Equal(["Y", "Z"], reader.ChannelNames.Order());
        Assert.Equal(depth.Pixels, ImageFile.ReadScalar(folder["y.exr"]).Pixels);
        Assert.Equal(depth.Pixels, ImageFile.ReadScalar(folder["yz.exr"], "Z").Pixels);
        Assert.Equal(depth.Pixels, ImageFile.ReadScalar(folder["yz.exr"], "Y").Pixels);
    }

    [Fact]
    public void Exr_HasThreeChannels_WhenVector2() {
        ImageFile.WriteExr(folder["v.exr"], Fill(3, 2, (x, y) => new Vector2(x, -y)));
        using var reader = ImageReader.Open(folder["v.exr"]);
        Assert.Equal(["R", "G", "B"], reader.ChannelNames);
        Assert.Equal([2, -1, 0], reader.ReadFloats()[^3..]);
    }

    [Fact]
    public void ExrLayers_KeepNamesTypesAndNumbers_WhenMixed() {
        var color = Fill(5, 4, (x, y) => new Vector3(x, y, 0.5f));
        var depth = Fill(5, 4, (x, y) => x + 0.001f * y);
        var normal = Fill(5, 4, (x, y) => new Vector3(0.1f * x, -0.1f * y, 0.3f));
        var flow = Fill(5, 4, (x, y) => new Vector2(x - 2, y * 100));
        var ids = Fill(5, 4, (x, y) => (uint)(x + y * 5) * 214_748_364u);
        new ExrLayers(5, 4).Color(color).Add("depth_z", depth).Add("normal_camera", normal).Add("flow_forward", flow)
            .Add("instance", ids).Attribute("diorama/frame", "12").Write(folder["l.exr"]);
        string file = folder["l.exr"];
        using (var reader = ImageReader.Open(file)) {
            var types = reader.ChannelNames.Zip(reader.ChannelTypes).ToDictionary(p => p.First, p => p.Second);
            Assert.Equal(10, types.Count);
            Assert.Equal(PixelType.Half, types["R"]);
            Assert.Equal(PixelType.Float, types["depth_z.Z"]);
            Assert.Equal(PixelType.UInt32, types["instance.id"]);
        }
        Assert.Equal(color.Pixels, ImageFile.ReadVector3(file).Pixels);
        Assert.Equal(depth.Pixels, ImageFile.ReadScalar(file, "depth_z.Z").Pixels);
        Assert.Equal(normal.Pixels.Select(n => n.Y), ImageFile.ReadScalar(file, "normal_camera.Y").Pixels);
        Assert.Equal(flow.Pixels.Select(n => n.Y), ImageFile.ReadScalar(file, "flow_forward.Y").Pixels);
        Assert.Equal(ids.Pixels, ImageFile.ReadUInt32(file, "instance.id").Pixels);
        Assert.Contains("diorama/frame", System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_AreTheSame_WhenWrittenTwice_AndHoldNoTime() {
        var image = Fill(9, 9, (x, y) => new Vector3(x, y, 1));
        foreach (string name in new[] { "a", "b" }) {
            ImageFile.WriteExr(folder[name + ".exr"], image);
            ImageFile.WritePng(folder[name + ".png"], image, 0.1f);
        }
        Assert.Equal(File.ReadAllBytes(folder["a.exr"]), File.ReadAllBytes(folder["b.exr"]));
        Assert.Equal(File.ReadAllBytes(folder["a.png"]), File.ReadAllBytes(folder["b.png"]));
        // Nothing in which a time could stand.
        List<string> attributes = ExrAttributes(File.ReadAllBytes(folder["a.exr"])), chunks = PngChunks(File.ReadAllBytes(folder["a.png"]));
        Assert.Contains("dataWindow", attributes);
        Assert.Empty(attributes.Intersect(["capDate", "utcOffset", "timeCode", "DateTime"]));
        Assert.Equal(("IHDR", "IEND"), (chunks[0], chunks[^1]));
        Assert.Empty(chunks.Intersect(["tIME", "tEXt", "zTXt", "iTXt"]));
        // OpenImageIO 2.5 writes Exif without an entry.
        ReadOnlySpan<byte> png = File.ReadAllBytes(folder["a.png"]), empty = [.. "eXIfMM"u8, 0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0];
        Assert.Equal(chunks.Contains("eXIf"), png.IndexOf(empty) >= 0);
    }

    /// <summary>Names in the header: behind 8 bytes of magic and version name, type and, by its length, value.</summary>
    private static List<string> ExrAttributes(ReadOnlySpan<byte> file) {
        var names = new List<string>();
        for (int at = 8; file[at] != 0;) {
            names.Add(Text(file, ref at));
            Text(file, ref at);
            at += 4 + BinaryPrimitives.ReadInt32LittleEndian(file[at..]);
        }
        return names;

        static string Text(ReadOnlySpan<byte> file, ref int at) {
            string text = Encoding.ASCII.GetString(file.Slice(at, file[at..].IndexOf((byte)0)));
            at += text.Length + 1;
            return text;
        }
    }

    /// <summary>Types of the chunks: behind 8 bytes of magic length, type, value and checksum.</summary>
    private static List<string> PngChunks(ReadOnlySpan<byte> file) {
        var types = new List<string>();
        for (int at = 8; at < file.Length; at += 12 + BinaryPrimitives.ReadInt32BigEndian(file[at..]))
            types.Add(Encoding.ASCII.GetString(file.Slice(at + 4, 4)));
        return types;
    }

    [Theory]
    [InlineData("jpeg", "jpg", 0.03f)]
    [InlineData("tiff", "tif", 0f)]
    [InlineData("webp", "webp", 0.05f)]
    [InlineData("bmp", "bmp", 0f)]
    public void OtherFormats_AreRead_FromPathAndMemory(string format, string extension, float tolerance) {
        byte[] pixels = new byte[32 * 16 * 3];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)(40 + i / 96 * 10 + i % 96 / 3);
        string file = folder["a." + extension];
        ImageEncoder.Write(file, format, 32, 16, [("R", PixelType.UInt8), ("G", PixelType.UInt8), ("B", PixelType.UInt8)], pixels);
        var whole = File.ReadAllBytes(file);
        foreach (var reader in new[] { ImageReader.Open(file), ImageReader.Open("embedded", whole),
            ImageReader.Open("wrong.png", whole) }) {
            using (reader) {
                Assert.Equal((32, 16, 3), (reader.Width, reader.Height, reader.Channels));
                var read = reader.ReadFloats();
                for (int i = 0; i < pixels.Length; i++) Assert.Equal(pixels[i] / 255f, read[i], tolerance + 1e-6f);
            }
        }
    }

    [Fact]
    public void Hdr_IsLinear_WhenReadAsEnvironment() {
        float[] values = new float[8 * 4 * 3];
        for (int i = 0; i < values.Length; i++) values[i] = 16 << (i % 3);
        ImageEncoder.Write(folder["sky.hdr"], "hdr", 8, 4, [("R", PixelType.Float), ("G", PixelType.Float), ("B", PixelType.Float)],
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        var sky = ImageFile.ReadEnvironment(folder["sky.hdr"]);
        Assert.All(sky.Pixels, p => Assert.True((p - new Vector3(16, 32, 64)).Length() < 1, p.ToString()));
    }

    [Fact]
    public void Environment_IsRefused_WhenNotTwiceAsWideAsHigh() {
        ImageFile.WriteExr(folder["square.exr"], new Image<Vector3>(4, 4));
        var e = Assert.Throws<BadInputException>(() => ImageFile.ReadEnvironment(folder["square.exr"]));
        Assert.Contains("4×4", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Environment_HasNoNegativeOrInfiniteLight() {
        var map = new Image<Vector3>(2, 1, [new(-1, 2, 3), new(float.PositiveInfinity, 1, float.NaN)]);
        ImageFile.WriteExr(folder["bad.exr"], map, PixelType.Float);
        Assert.Equal([new(0, 2, 3), Vector3.Zero], ImageFile.ReadEnvironment(folder["bad.exr"]).Pixels);
    }

    [Fact]
    public void Alpha_IsStraight_WhenPng() {
        byte[] pixels = [200, 100, 50, 128, 10, 20, 30, 0];
        (string, PixelType)[] rgba = [("R", PixelType.UInt8), ("G", PixelType.UInt8), ("B", PixelType.UInt8), ("A", PixelType.UInt8)];
        ImageEncoder.Write(folder["a.png"], "png", 2, 1, rgba, pixels);
        using var reader = ImageReader.Open(folder["a.png"]);
        Assert.Equal((3, false), (reader.AlphaChannel, reader.AssociatedAlpha));
        Assert.Equal(pixels, reader.ReadBytes());
    }

    [Fact]
    public void Missing_IsOneSentence() {
        var e = Assert.Throws<BadInputException>(() => ImageFile.ReadVector3(folder["no.png"]));
        Assert.Equal($"{folder["no.png"]} does not exist.", e.Message);
    }

    [Theory]
    [InlineData("text.png", "this is not an image at all, whatever its name says")]
    [InlineData("text", "nor is this")]
    [InlineData("empty.exr", "")]
    public void NoImage_IsOneSentenceThatNamesTheFile(string name, string content) {
        File.WriteAllText(folder[name], content);
        var e = Assert.Throws<BadInputException>(() => ImageFile.ReadVector3(folder[name]));
        Assert.StartsWith(folder[name] + " cannot be read as an image: ", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Theory]
    [InlineData("png")]
    [InlineData("jpeg")]
    [InlineData("openexr")]
    [InlineData("hdr")]
    [InlineData("tiff")]
    [InlineData("webp")]
    public void Truncated_IsRefused(string format) {
        var noise = new byte[64 * 64 * 12];
        var generator = Diorama.Core.Randomness.Keyed.Start(1).Generator();
        bool wide = format is "openexr" or "hdr";
        for (int i = 0; i < noise.Length; i++) noise[i] = (byte)generator.NextInt(100);
        var type = wide ? PixelType.Float : PixelType.UInt8;
        var bytes = wide ? noise : noise[..(64 * 64 * 3)];
        if (wide) bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(
            Array.ConvertAll(noise[..(64 * 64 * 3)], b => (float)b).AsSpan()).ToArray();
        ImageEncoder.Write(folder["whole"], format, 64, 64, [("R", type), ("G", type), ("B", type)], bytes);
        var whole = File.ReadAllBytes(folder["whole"]);
        foreach (double share in new[] { 0.02, 0.5, 0.95 }) {
            File.WriteAllBytes(folder["cut"], whole[..(int)(whole.Length * share)]);
            var e = Record.Exception(() => ImageFile.ReadVector3(folder["cut"]));
            Assert.True(e is BadInputException, $"{share} of the file: {e?.ToString() ?? "read without complaint"}");
            Assert.StartsWith(folder["cut"], e!.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Writing_LeavesOldFileAndNoRest_WhenItFails() {
        File.WriteAllText(folder["a.txt"], "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(folder["a.txt"], temporary => {
            File.WriteAllText(temporary, "half");
            Assert.Equal(folder.Path, Path.GetDirectoryName(temporary));
            throw new InvalidOperationException("power cut");
        }));
        Assert.Equal(["a.txt"], folder.Names);
        Assert.Equal("old", File.ReadAllText(folder["a.txt"]));
        ImageFile.WritePng(folder["b.png"], new Image<byte>(1, 1));
        Assert.Equal(["a.txt", "b.png"], folder.Names);
    }

    [Fact]
    public void Writing_NamesTheFile_WhenFolderIsMissing() {
        string path = Path.Combine(folder.Path, "no", "a.exr");
        var e = Assert.Throws<FileException>(() => ImageFile.WriteExr(path, new Image<float>(1, 1)));
        Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
    }

    /// <summary>The library would take the memory before it looks whether the file has so much.</summary>
    [Fact]
    public void AnExrAttributeLargerThanTheFile_IsRefused() {
        using var folder = new TemporaryFolder();
        ImageFile.WriteExr(folder["a.exr"], new Image<System.Numerics.Vector3>(2, 2));
        byte[] file = File.ReadAllBytes(folder["a.exr"]);
        using (ImageReader sound = ImageReader.Open("a.exr", file)) Assert.Equal(2, sound.Width);
        int at = file.AsSpan().IndexOf("chlist\0"u8) + 7;
        int size = BitConverter.ToInt32(file, at), rest = file.Length - at - 4;
        BitConverter.TryWriteBytes(file.AsSpan(at), 0x7fffffff);
        Assert.Equal($"a.exr cannot be read as an image: an attribute of type 'chlist' in the EXR header declares 2147483647 bytes, and "
            + $"{rest} follow.",
            Assert.Throws<BadInputException>(() => ImageReader.Open("a.exr", file)).Message);
        BitConverter.TryWriteBytes(file.AsSpan(at), -1);
        Assert.Throws<BadInputException>(() => ImageReader.Open("a.exr", file));
        BitConverter.TryWriteBytes(file.AsSpan(at), size);
        for (int length = 4; length < at + size; length++)
            Assert.Throws<BadInputException>(() => ImageReader.Open("a.exr", file[..length]));
    }
}
