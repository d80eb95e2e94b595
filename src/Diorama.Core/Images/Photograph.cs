using System.Buffers.Binary;
using System.Numerics;
using Diorama.Core.Colors;

namespace Diorama.Core.Images;

/// <summary>
/// A photograph as people see it: turned as its camera was held, with red, green and blue of 8 bits. It may come from any file that
/// <see cref="ImageReader"/> reads: transparent parts become white, 16 bits are rounded, linear colour is encoded.
/// </summary>
/// <param name="Picture">Its pixels.</param>
/// <param name="Orientation">Orientation of the file, 1 to 8: 1 needed no turn.</param>
public sealed record Photograph(Image<Rgb8> Picture, int Orientation) {
    /// <param name="path">Path of the file.</param>
    /// <param name="turn">Whether to turn it; otherwise its pixels are as stored.</param>
    /// <exception cref="BadInputException">The file cannot be read.</exception>
    public static Photograph Read(string path, bool turn = true) {
        byte[] file = ImageReader.ReadFile(path);
        using var reader = ImageReader.Open(path, file);
        // OpenImageIO does not read the Exif of WebP.
        int orientation = reader.Orientation == 1 ? OfWebp(file) : reader.Orientation;
        return new(turn ? Turned(Pixels(reader), orientation) : Pixels(reader), orientation);
    }

    /// <summary>
    /// Returns the orientation in a WebP file's chunk EXIF (RFC 9649 section 2.7.1.5), a TIFF directory; 1 if there is none.
    /// </summary>
    private static int OfWebp(ReadOnlySpan<byte> file) {
        if (file.Length < 12 || !file.StartsWith("RIFF"u8) || !file[8..].StartsWith("WEBP"u8)) return 1;
        for (long at = 12; at + 8 <= file.Length; ) {
            ReadOnlySpan<byte> chunk = file[(int)at..];
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (length > chunk.Length - 8) return 1;
            if (chunk.StartsWith("EXIF"u8)) return OfTiff(chunk.Slice(8, (int)length));
            // Chunks begin at even places.
            at += 8 + length + (length & 1);
        }
        return 1;
    }

    /// <summary>Returns tag 274 of the first directory (TIFF 6.0 section 2).</summary>
    private static int OfTiff(ReadOnlySpan<byte> exif) {
        const int Entry = 12, Orientation = 274;
        if (exif.StartsWith("Exif\0\0"u8)) exif = exif[6..];
        if (exif.Length < 8 || exif[0] != exif[1] || exif[0] is not ((byte)'I' or (byte)'M')) return 1;
        bool little = exif[0] == 'I';
        uint first = little ? BinaryPrimitives.ReadUInt32LittleEndian(exif[4..]) : BinaryPrimitives.ReadUInt32BigEndian(exif[4..]);
        if (first > exif.Length - 2) return 1;
        exif = exif[(int)first..];
        int count = Short(exif);
        for (int i = 0; i < count && 2 + Entry * (i + 1) <= exif.Length; i++) {
            ReadOnlySpan<byte> entry = exif.Slice(2 + Entry * i, Entry);
            if (Short(entry) == Orientation) return Math.Clamp(Short(entry[8..]), 1, 8);
        }
        return 1;

        int Short(ReadOnlySpan<byte> bytes) => little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes)
            : BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }

    private static Image<Rgb8> Pixels(ImageReader reader) {
        (int r, int g, int b) = reader.ColorChannels();
        var picture = new Image<Rgb8>(reader.Width, reader.Height);
        int channels = reader.Channels, alpha = reader.AlphaChannel;
        if (reader.PixelType is PixelType.UInt8 or PixelType.UInt16) {
            byte[] bytes = reader.ReadBytes();
            for (int i = 0, at = 0; i < picture.Pixels.Length; i++, at += channels) {
                byte opacity = alpha < 0 ? byte.MaxValue : bytes[at + alpha];
                picture.Pixels[i] = opacity == byte.MaxValue ? new(bytes[at + r], bytes[at + g], bytes[at + b])
                    : new(OnWhite(bytes[at + r], opacity), OnWhite(bytes[at + g], opacity), OnWhite(bytes[at + b], opacity));
            }
            return picture;
        }
        float[] values = reader.ReadFloats();
        for (int i = 0, at = 0; i < picture.Pixels.Length; i++, at += channels) {
            var color = new Vector3(values[at + r], values[at + g], values[at + b]);
            if (alpha >= 0) {
                float opacity = Math.Clamp(values[at + alpha], 0, 1);
                color = (reader.AssociatedAlpha ? color : color * opacity) + new Vector3(1 - opacity);
            }
            picture.Pixels[i] = new(SRgb.ToByte(color.X), SRgb.ToByte(color.Y), SRgb.ToByte(color.Z));
        }
        return picture;
    }

    private static byte OnWhite(byte value, byte opacity) => (byte)((value * opacity + 255 * (255 - opacity) + 127) / 255);

    /// <summary>Returns a picture turned and mirrored as its orientation says.</summary>
    private static Image<Rgb8> Turned(Image<Rgb8> stored, int orientation) {
        if (orientation <= 1) return stored;
        int w = stored.Width, h = stored.Height;
        var turned = orientation >= 5 ? new Image<Rgb8>(h, w) : new Image<Rgb8>(w, h);
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                (int column, int row) = orientation switch {
                    2 => (w - 1 - x, y),
                    3 => (w - 1 - x, h - 1 - y),
                    4 => (x, h - 1 - y),
                    5 => (y, x),
                    6 => (h - 1 - y, x),
                    7 => (h - 1 - y, w - 1 - x),
                    _ => (y, w - 1 - x),
                };
                turned[column, row] = stored[x, y];
            }
        }
        return turned;
    }
}
