using System.Numerics;
using System.Runtime.InteropServices;
using Diorama.Core.Colors;
using Diorama.Core.Files;

namespace Diorama.Core.Images;

/// <summary>
/// Reads and writes images. Integer files hold sRGB-encoded colour, float files linear colour; in memory colour is always linear. A file
/// that cannot be read causes a <see cref="BadInputException"/> that names it, one that cannot be written a <see cref="FileException"/>.
/// Writing is atomic. For layered EXR see <see cref="ExrLayers"/>, for arrays <see cref="Npy"/>, for optical flow
/// <see cref="FlowFile"/>.
/// </summary>
public static class ImageFile {
    /// <summary>Reads any image file as linear Rec.709 colour; grey becomes three equal channels, alpha is dropped.</summary>
    public static Image<Vector3> ReadVector3(string path) {
        using var reader = ImageReader.Open(path);
        var (r, g, b) = reader.ColorChannels();
        float[] values = reader.ReadFloats();
        bool encoded = reader.PixelType is PixelType.UInt8 or PixelType.UInt16;
        var image = new Image<Vector3>(reader.Width, reader.Height);
        for (int i = 0, at = 0; i < image.Pixels.Length; i++, at += reader.Channels) {
            var v = new Vector3(values[at + r], values[at + g], values[at + b]);
            image.Pixels[i] = encoded ? SRgb.ToLinear(v) : v;
        }
        return image;
    }

    /// <summary>
    /// Reads a PNG or JPEG of three 8-bit channels exactly as stored; everything else is refused, because the caller writes the image back
    /// in the same format.
    /// </summary>
    /// <exception cref="BadInputException">The file cannot be read or holds something else; the message says what.</exception>
    public static Image<Rgb8> ReadRgb8(string path) {
        byte[] encoded = ImageReader.ReadFile(path);
        using var reader = ImageReader.Open(path, encoded);
        if (!JpegStream.Is(encoded) && !PngChunks.Is(encoded)) throw Other("another format");
        if (JpegStream.Is(encoded) && JpegStream.Components(encoded) == 4) throw Other("four inks (CMYK)");
        string bits = reader.PixelType == PixelType.UInt8 ? ""
            : $" of {(reader.PixelType == PixelType.UInt16 ? "16 bits" : reader.PixelType.ToString())}";
        if (reader.Channels != 3 || bits.Length > 0)
            throw Other((reader.Channels switch { 1 => "grey", 2 => "grey and alpha", 3 => "colour", 4 => "colour and alpha",
                var n => $"{n} channels" }) + bits);
        return new(reader.Width, reader.Height, MemoryMarshal.Cast<byte, Rgb8>(reader.ReadBytes()).ToArray());

        BadInputException Other(string found) =>
            new($"{path} holds {found}; a PNG or JPEG with red, green and blue of 8 bits each was expected.");
    }

    /// <summary>
    /// Reads an equirectangular environment map, 2:1, as linear radiance. Negative and non-finite values, which some files contain, become
    /// 0, because a light with such values cannot be sampled.
    /// </summary>
    public static Image<Vector3> ReadEnvironment(string path) {
        var image = ReadVector3(path);
        if (image.Width != 2 * image.Height)
            throw new BadInputException(
                $"{path} is {image.Width}×{image.Height} pixels; an environment map must be twice as wide as high.");
        foreach (ref var v in image.Pixels.AsSpan()) {
            v = Vector3.Max(v, Vector3.Zero);
            if (!float.IsFinite(v.X + v.Y + v.Z)) v = Vector3.Zero;
        }
        return image;
    }

    /// <summary>Reads one channel as stored (integers map to 0..1): the named channel, or the first one without a name.</summary>
    public static Image<float> ReadScalar(string path, string? channel = null) {
        using var reader = ImageReader.Open(path);
        return Extract(reader, reader.ReadFloats(), channel);
    }

    /// <summary>Reads one channel of 32-bit integers, exactly: the named channel, or the first one without a name.</summary>
    public static Image<uint> ReadUInt32(string path, string? channel = null) {
        using var reader = ImageReader.Open(path);
        return Extract(reader, reader.ReadUInt32(), channel);
    }

    private static Image<T> Extract<T>(ImageReader reader, T[] values, string? channel) where T : unmanaged {
        int c = channel == null ? 0 : reader.ChannelNames.ToList().IndexOf(channel);
        if (c < 0) throw new BadInputException($"{reader.Name} has no channel {channel}, only {string.Join(", ", reader.ChannelNames)}.");
        var image = new Image<T>(reader.Width, reader.Height);
        for (int i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = values[i * reader.Channels + c];
        return image;
    }

    /// <summary>Writes an 8-bit sRGB PNG of linear colour times <paramref name="exposure"/>, clipped at 1.</summary>
    public static void WritePng(string path, Image<Vector3> linear, float exposure = 1) => WritePng(path, Encode(linear, exposure));

    /// <summary>Converts linear colour times <paramref name="exposure"/> to sRGB bytes, clipped at 1.</summary>
    public static Image<Rgb8> Encode(Image<Vector3> linear, float exposure = 1) {
        var bytes = new Image<Rgb8>(linear.Width, linear.Height);
        for (int i = 0; i < bytes.Pixels.Length; i++) {
            var v = linear.Pixels[i] * exposure;
            bytes.Pixels[i] = new(SRgb.ToByte(v.X), SRgb.ToByte(v.Y), SRgb.ToByte(v.Z));
        }
        return bytes;
    }

    /// <summary>Writes an 8-bit RGB PNG with the values as given.</summary>
    public static void WritePng(string path, Image<Rgb8> image) =>
        PngEncoder.WritePicture(path, image, PngEncoder.Kind.Rgb);

    /// <summary>Writes an 8-bit RGBA PNG, alpha unassociated, with the values as given.</summary>
    public static void WritePng(string path, Image<Rgba8> image) =>
        PngEncoder.WritePicture(path, image, PngEncoder.Kind.Rgba);

    /// <summary>Writes a JPEG for viewing: lossy, so not for labels or training data.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="image">Image to write, sRGB-encoded.</param>
    /// <param name="quality">JPEG quality, 1 to 100.</param>
    public static void WriteJpeg(string path, Image<Rgb8> image, int quality = 90) =>
        AtomicFile.WriteStream(path, stream => stream.Write(Jpeg.Encode(image, quality, ChromaSampling.Quarter)));

    /// <summary>Writes an 8-bit greyscale PNG with the values as given.</summary>
    public static void WritePng(string path, Image<byte> image) => PngEncoder.Write(path, image, PngEncoder.Kind.Grey, 8);

    /// <summary>Writes a 16-bit greyscale PNG with the values as given.</summary>
    public static void WritePng(string path, Image<ushort> image) => PngEncoder.Write(path, image, PngEncoder.Kind.Grey, 16);

    /// <summary>Writes a 16-bit RGB PNG with the values as given.</summary>
    public static void WritePng(string path, Image<Rgb16> image) => PngEncoder.Write(path, image, PngEncoder.Kind.Rgb, 16);

    /// <summary>
    /// Writes an 8-bit RGB PNG with the values as given, compressed for images with large uniform areas, such as ids shown as colours.
    /// </summary>
    public static void WriteFlatPng(string path, Image<Rgb8> image) => PngEncoder.Write(path, image, PngEncoder.Kind.Rgb, 8);

    /// <summary>Writes an 8-bit palette PNG: indices and the colours that viewers show for them.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="indices">Indices into the palette.</param>
    /// <param name="palette">Colours of the palette, at most 256.</param>
    public static void WritePng(string path, Image<byte> indices, ReadOnlySpan<Rgb8> palette) =>
        PngEncoder.Write(path, indices, PngEncoder.Kind.Palette, 8, MemoryMarshal.AsBytes(palette).ToArray());

    /// <summary>Writes an EXR with R, G, B: colour (half is enough) or a vector map (use <see cref="PixelType.Float"/>).</summary>
    public static void WriteExr(string path, Image<Vector3> image, PixelType type = PixelType.Half) =>
        ExrScanlines.Write(path, image.Width, image.Height, "BGR", type,
            (y, channel, values) => Component(MemoryMarshal.Cast<Vector3, float>(image.Row(y)), 3, 2 - channel, values));

    /// <summary>Writes an EXR with R, G, B = x, y, 0: readers for images only reject two channels.</summary>
    public static void WriteExr(string path, Image<Vector2> image, PixelType type = PixelType.Float) =>
        ExrScanlines.Write(path, image.Width, image.Height, "BGR", type, (y, channel, values) => {
            if (channel == 0) values.Clear();
            else Component(MemoryMarshal.Cast<Vector2, float>(image.Row(y)), 2, 2 - channel, values);
        });

    /// <summary>
    /// Writes an EXR with the channel Y, which every reader takes for a scalar map; OpenCV reads a lone Z as zeros without an error.
    /// <paramref name="withZ"/> writes the same values again as Z, which compositing programs look for.
    /// </summary>
    public static void WriteExr(string path, Image<float> image, PixelType type = PixelType.Float, bool withZ = false) =>
        ExrScanlines.Write(path, image.Width, image.Height, withZ ? "YZ" : "Y", type, (y, _, values) => image.Row(y).CopyTo(values));

    /// <summary>Copies every <paramref name="of"/>-th float, starting from <paramref name="component"/>.</summary>
    private static void Component(ReadOnlySpan<float> pixels, int of, int component, Span<float> values) {
        for (int x = 0, at = component; x < values.Length; x++, at += of) values[x] = pixels[at];
    }

    /// <summary>
    /// Converts to half. A finite value stays finite: beyond the range of half it becomes its largest value, not infinity.
    /// </summary>
    internal static Half ToHalf(float value) => float.IsFinite(value) ? (Half)Math.Clamp(value, -65504f, 65504f) : (Half)value;
}
