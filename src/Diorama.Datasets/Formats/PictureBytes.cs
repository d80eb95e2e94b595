using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Datasets.Formats;

/// <summary>Pictures as bytes.</summary>
internal static class PictureBytes {
    /// <summary>sRGB, 8 bits, as stored.</summary>
    public static Image<Rgb8> Rgb(ImageReader reader) {
        byte[] values = reader.ReadBytes();
        var (r, g, b) = reader.ColorChannels();
        var picture = new Image<Rgb8>(reader.Width, reader.Height);
        for (int i = 0, at = 0; i < picture.Pixels.Length; i++, at += reader.Channels)
            picture.Pixels[i] = new(values[at + r], values[at + g], values[at + b]);
        return picture;
    }

    /// <summary>The same of a file in memory.</summary>
    public static Image<Rgb8> Rgb(string name, byte[] file) {
        using var reader = ImageReader.Open(name, file);
        return Rgb(reader);
    }
}
