using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Core.Tests.Images;

public sealed class ReadRgb8Tests : IDisposable {
    /// <summary>4×4 pixels of one CMYK colour, by Pillow.</summary>
    private const string Cmyk =
        "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAbEhQXFBEbFxYXHhwbIChCKyglJShROj0wQmBVZWRfVV1bani"
        + "ZgWpxkHNbXYW1hpCeo6utq2eAvMm6pseZqKuk/8AAFAgABAAEBEMRAE0RAFkRAEsRAP/EABYAAQEBAA"
        + "AAAAAAAAAAAAAAAAUCBv/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAOBEMATQBZAEsAAD8A0ZRR1//Z";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static Image<Rgb8> Picture() {
        var image = new Image<Rgb8>(5, 3);
        for (int i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = new((byte)(17 * i), (byte)(255 - i), (byte)i);
        return image;
    }

    private string Refusal(string name) =>
        Assert.Throws<BadInputException>(() => ImageFile.ReadRgb8(folder[name])).Message.Replace(folder[name], name,
        StringComparison.Ordinal);

    private string Refusal(string name, byte[] bytes) {
        File.WriteAllBytes(folder[name], bytes);
        return Refusal(name);
    }

    [Fact]
    public void Pixels_AreAsStored() {
        ImageFile.WritePng(folder["a.png"], Picture());
        Assert.Equal(Picture().Pixels, ImageFile.ReadRgb8(folder["a.png"]).Pixels);
        var even = new Image<Rgb8>(16, 16);
        even.Pixels.AsSpan().Fill(new(128, 128, 128));
        ImageFile.WriteJpeg(folder["a.jpg"], even);
        Assert.Equal(even.Pixels, ImageFile.ReadRgb8(folder["a.jpg"]).Pixels);
    }

    [Fact]
    public void OtherChannels_AreRefused() {
        const string Wanted = "; a PNG or JPEG with red, green and blue of 8 bits each was expected.";
        ImageFile.WritePng(folder["grey.png"], new Image<byte>(4, 4));
        ImageFile.WritePng(folder["deep.png"], new Image<ushort>(4, 4));
        ImageFile.WritePng(folder["color.png"], new Image<Rgb16>(4, 4));
        ImageFile.WritePng(folder["alpha.png"], new Image<Rgba8>(4, 4));
        ImageFile.WriteExr(folder["a.exr"], new Image<float>(4, 4));
        Assert.Equal("grey.png holds grey" + Wanted, Refusal("grey.png"));
        Assert.Equal("deep.png holds grey of 16 bits" + Wanted, Refusal("deep.png"));
        Assert.Equal("color.png holds colour of 16 bits" + Wanted, Refusal("color.png"));
        Assert.Equal("alpha.png holds colour and alpha" + Wanted, Refusal("alpha.png"));
        Assert.Equal("a.exr holds another format" + Wanted, Refusal("a.exr"));
        Assert.Equal("inks.jpg holds four inks (CMYK)" + Wanted, Refusal("inks.jpg", Convert.FromBase64String(Cmyk)));
    }

    [Fact]
    public void DamagedFiles_AreRefused() {
        ImageFile.WritePng(folder["a.png"], Picture());
        ImageFile.WriteJpeg(folder["a.jpg"], Picture());
        byte[] png = File.ReadAllBytes(folder["a.png"]), jpeg = File.ReadAllBytes(folder["a.jpg"]);
        foreach (int length in (int[])[8, 20, png.Length / 2, png.Length - 1])
            Assert.Equal("cut.png cannot be read as an image: the PNG data ends too early.", Refusal("cut.png", png[..length]));
        Assert.Equal("cut.jpg cannot be read as an image: the JPEG data ends too early.", Refusal("cut.jpg", jpeg[..(jpeg.Length / 2)]));
        byte[] zero = [.. png], other = [.. png];
        // Width is the first number of the header; the pixels' chunk begins behind it.
        zero.AsSpan(16, 4).Clear();
        other[45] ^= 1;
        Assert.Equal("zero.png cannot be read as an image: it has no pixels.", Refusal("zero.png", zero));
        Assert.Equal("other.png cannot be read as an image: the PNG data is damaged.", Refusal("other.png", other));
        Assert.Equal("empty.png cannot be read as an image: it is empty.", Refusal("empty.png", []));
        Assert.Equal("text.png cannot be read as an image: its format is not known.", Refusal("text.png", "hello"u8.ToArray()));
        Assert.Equal("none.png does not exist.", Refusal("none.png"));
    }
}
