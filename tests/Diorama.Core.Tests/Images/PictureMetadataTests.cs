using System.Text;
using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Core.Tests.Images;

public sealed class PictureMetadataTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static byte[] Segment(byte marker, string body) {
        byte[] text = Encoding.Latin1.GetBytes(body);
        return [0xFF, marker, (byte)((text.Length + 2) >> 8), (byte)(text.Length + 2), .. text];
    }

    private static bool Holds(byte[] file, string text) => file.AsSpan().IndexOf(Encoding.Latin1.GetBytes(text)) >= 0;

    private byte[] JpegOf(Rgb8 color) {
        ImageFile.WriteJpeg(folder["a.jpg"], new Image<Rgb8>(8, 8, [.. Enumerable.Repeat(color, 64)]));
        return File.ReadAllBytes(folder["a.jpg"]);
    }

    private byte[] PngOf(Rgb8 color) {
        ImageFile.WritePng(folder["a.png"], new Image<Rgb8>(8, 8, [.. Enumerable.Repeat(color, 64)]));
        return File.ReadAllBytes(folder["a.png"]);
    }

    [Fact]
    public void Jpeg_GetsExifProfileAndTexts_ButNothingOfTheCoding() {
        byte[] plain = JpegOf(new(200, 50, 50)), pixels = JpegOf(new(50, 200, 50));
        byte[] from = [
            .. plain[..13], 1, 0, 200, 0, 200, .. plain[18..20], .. Segment(0xE1, "Exif\0\0turned"), .. Segment(0xE2, "ICC_PROFILE\0wide"),
            .. Segment(0xE2, "MPF\0others"),
            .. Segment(0xEE, "Adobe coding"), .. Segment(0xFE, "words"), .. plain[20..],
        ];
        byte[] carried = PictureMetadata.Carry(from, pixels);
        Assert.All(["Exif\0\0turned", "ICC_PROFILE\0wide", "words"], text => Assert.True(Holds(carried, text), text));
        Assert.All(["MPF", "Adobe coding"], text => Assert.False(Holds(carried, text), text));
        // JFIF wants its segment first; it holds the resolution.
        Assert.Equal(from[..20], carried[..20]);
        File.WriteAllBytes(folder["b.jpg"], carried);
        File.WriteAllBytes(folder["c.jpg"], pixels);
        Assert.Equal(ImageFile.ReadRgb8(folder["c.jpg"]).Pixels, ImageFile.ReadRgb8(folder["b.jpg"]).Pixels);
    }

    [Fact]
    public void Png_MayHaveAnythingBehindItsLastChunk() {
        byte[] from = [.. WithText(PngOf(new(9, 9, 9)), "words"), 0xFF, 0xFF, 0xFF, 0xFF, .. "tEXtand more of no chunk"u8];
        byte[] carried = PictureMetadata.Carry(from, PngOf(new(50, 200, 50)));
        Assert.True(Holds(carried, "words") && !Holds(carried, "no chunk"));
    }

    [Fact]
    public void Png_TakesTheMetadataOfTheOtherInPlaceOfItsOwn() {
        byte[] first = PictureMetadata.Carry(WithText(PngOf(new(9, 9, 9)), "first"), PngOf(new(50, 200, 50)));
        byte[] second = PictureMetadata.Carry(WithText(PngOf(new(9, 9, 9)), "second"), first);
        Assert.True(Holds(first, "first") && Holds(second, "second") && !Holds(second, "first"));
        File.WriteAllBytes(folder["b.png"], second);
        Assert.Equal(new(50, 200, 50), ImageFile.ReadRgb8(folder["b.png"]).Pixels[5]);
    }

    /// <summary>With a tEXt chunk behind the header.</summary>
    private static byte[] WithText(byte[] png, string text) {
        byte[] body = Encoding.Latin1.GetBytes("tEXtNote\0" + text);
        uint crc = ~0u;
        foreach (byte b in body) {
            crc ^= b;
            for (int k = 0; k < 8; k++) crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
        }
        crc = ~crc;
        int length = body.Length - 4;
        return [.. png[..33], 0, 0, 0, (byte)length, .. body, (byte)(crc >> 24), (byte)(crc >> 16), (byte)(crc >> 8), (byte)crc,
            .. png[33..]];
    }

    [Fact]
    public void FilesOfDifferentKinds_StayAsTheyAre() {
        byte[] png = PngOf(default), jpeg = JpegOf(default);
        Assert.Same(png, PictureMetadata.Carry(jpeg, png));
        Assert.Same(jpeg, PictureMetadata.Carry(png, jpeg));
    }
}
