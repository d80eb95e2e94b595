using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Datasets.Formats;

/// <summary>Reads pictures as 8-bit values.</summary>
internal static class PictureBytes {
    /// <summary>Reads a picture as 8-bit sRGB, values as stored in the file.</summary>
    public static Image<Rgb8> Rgb(ImageReader reader) {
        byte[] values = reader.ReadBytes();
        var (r, g, b) = reader.ColorChannels();
        var picture = new Image<Rgb8>(reader.Width, reader.Height);
        for (int i = 0, at = 0; i < picture.Pixels.Length; i++, at += reader.Channels)
            picture.Pixels[i] = new(values[at + r], values[at + g], values[at + b]);
        return picture;
    }

    /// <summary>Reads a picture from a file in memory as 8-bit sRGB, values as stored in the file.</summary>
    public static Image<Rgb8> Rgb(string name, byte[] file) {
        using var reader = ImageReader.Open(name, file);
        return Rgb(reader);
    }
}
