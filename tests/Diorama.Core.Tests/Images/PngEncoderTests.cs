using Diorama.Core.Images;

namespace Diorama.Core.Tests.Images;

public class PngEncoderTests {
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void PixelsComeBack(int channels) {
        var pixels = new byte[7 * 5 * channels];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)(i * 37 + 11);
        using ImageReader reader = ImageReader.Open("test", PngEncoder.Encode(7, 5, channels, pixels));
        Assert.Equal((7, 5, channels), (reader.Width, reader.Height, reader.Channels));
        Assert.Equal(pixels, reader.ReadBytes());
    }

    [Fact]
    public void SixteenBits_ComeBack() {
        var image = new Image<ushort>(9, 4);
        for (int i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (ushort)(i * 4099);
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.png"], PngEncoder.Encode(image));
        ImageFile.WritePng(folder["b.png"], image);
        Assert.Equal(File.ReadAllBytes(folder["a.png"]), File.ReadAllBytes(folder["b.png"]));
        using ImageReader reader = ImageReader.Open("test", File.ReadAllBytes(folder["a.png"]));
        Assert.Equal((9, 4, 1), (reader.Width, reader.Height, reader.Channels));
    }
}
