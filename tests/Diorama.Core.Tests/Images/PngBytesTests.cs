using Diorama.Core.Images;

namespace Diorama.Core.Tests.Images;

public class PngBytesTests {
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void PixelsComeBack(int channels) {
        var pixels = new byte[7 * 5 * channels];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)(i * 37 + 11);
        using ImageReader reader = ImageReader.Open("test", PngBytes.Encode(7, 5, channels, pixels));
        Assert.Equal((7, 5, channels), (reader.Width, reader.Height, reader.Channels));
        Assert.Equal(pixels, reader.ReadBytes());
    }
}
