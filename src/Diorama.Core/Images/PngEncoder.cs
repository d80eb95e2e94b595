using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Diorama.Core.Files;

namespace Diorama.Core.Images;

/// <summary>
/// Writes PNG files (ISO/IEC 15948). Ids, flags, measurements and computed textures have every line as the difference to the previous one
/// (filter "up"), at the fastest compression level: ids form large uniform areas, for which the files are small all the same.
/// </summary>
public static class PngEncoder {
    internal enum Kind : byte { Grey = 0, Rgb = 2, Palette = 3, Rgba = 6 }

    /// <summary>Encodes 8-bit pixels as a PNG in memory.</summary>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="channels">Number of channels: 1 grey, 3 RGB, 4 RGBA.</param>
    /// <param name="pixels">Pixel values row by row, channels interleaved.</param>
    public static byte[] Encode(int width, int height, int channels, ReadOnlySpan<byte> pixels) {
        Kind kind = channels switch { 1 => Kind.Grey, 3 => Kind.Rgb, 4 => Kind.Rgba,
            _ => throw new ArgumentOutOfRangeException(nameof(channels), channels, "1, 3 or 4 is expected") };
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, width * height * channels);
        using var file = new MemoryStream();
        Write(file, width, height, kind, 8, pixels, null);
        return file.ToArray();
    }

    /// <summary>Encodes an image as a 16-bit greyscale PNG in memory.</summary>
    public static byte[] Encode(Image<ushort> image) {
        using var file = new MemoryStream();
        Write(file, image.Width, image.Height, Kind.Grey, 16, MemoryMarshal.AsBytes(image.Pixels.AsSpan()), null);
        return file.ToArray();
    }

    /// <param name="path">Path of the file, which appears complete or not at all.</param>
    /// <param name="image">Image whose pixels have one component, or three for RGB.</param>
    /// <param name="kind">Colour type of the PNG.</param>
    /// <param name="bits">Bits per component, 8 or 16.</param>
    /// <param name="palette">Palette as bytes R, G, B for each index; for <see cref="Kind.Palette"/> only.</param>
    internal static void Write<T>(string path, Image<T> image, Kind kind, int bits, byte[]? palette = null) where T : unmanaged =>
        AtomicFile.WriteStream(path, stream =>
            Write(stream, image.Width, image.Height, kind, bits, MemoryMarshal.AsBytes(image.Pixels.AsSpan()), palette));

    /// <summary>Writes an 8-bit picture: each line by the filter that predicts it best, at zlib's usual level.</summary>
    internal static void WritePicture<T>(string path, Image<T> image, Kind kind) where T : unmanaged =>
        AtomicFile.WriteStream(path, stream => {
        int channels = Unsafe.SizeOf<T>();
        Header(stream, image.Width, image.Height, kind, 8);
        using var data = new MemoryStream();
        using (var zip = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true)) {
            int stride = image.Width * channels;
            // A margin of one pixel at the left, which counts as 0.
            byte[] line = new byte[channels + stride], above = new byte[channels + stride];
            byte[] best = new byte[stride + 1], tried = new byte[stride + 1];
            for (int y = 0; y < image.Height; y++) {
                MemoryMarshal.AsBytes(image.Row(y)).CopyTo(line.AsSpan(channels));
                long least = long.MaxValue;
                for (byte filter = 1; filter <= 4; filter++) {
                    if (filter == 3) continue;
                    tried[0] = filter;
                    long sum = Filter(filter, line, above, channels, tried.AsSpan(1));
                    if (sum < least) (least, best, tried) = (sum, tried, best);
                }
                zip.Write(best);
                (line, above) = (above, line);
            }
        }
        Chunk(stream, "IDAT"u8, data.GetBuffer().AsSpan(0, (int)data.Length));
        Chunk(stream, "IEND"u8, []);
    });

    /// <summary>
    /// Applies filter 1 (left), 2 (up) or 4 (Paeth) to a line and returns the sum of the absolute differences, by which ISO/IEC 15948,
    /// section 12.8, chooses among filters.
    /// </summary>
    private static long Filter(byte filter, ReadOnlySpan<byte> line, ReadOnlySpan<byte> above, int channels, Span<byte> to) {
        ReadOnlySpan<byte> own = line[channels..], left = line[..to.Length], up = above[channels..], corner = above[..to.Length];
        if (filter == 4) {
            for (int i = 0; i < to.Length; i++) to[i] = (byte)(own[i] - Paeth(left[i], up[i], corner[i]));
        } else {
            ReadOnlySpan<byte> predicted = filter == 1 ? left : up;
            int i = 0;
            for (; i <= to.Length - Vector<byte>.Count; i += Vector<byte>.Count)
                (new Vector<byte>(own[i..]) - new Vector<byte>(predicted[i..])).CopyTo(to[i..]);
            for (; i < to.Length; i++) to[i] = (byte)(own[i] - predicted[i]);
        }
        long sum = 0;
        foreach (byte difference in to) sum += Math.Abs((int)(sbyte)difference);
        return sum;
    }

    private static int Paeth(int left, int up, int corner) {
        int byLeft = Math.Abs(up - corner), byUp = Math.Abs(left - corner), byCorner = Math.Abs(left + up - 2 * corner);
        return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
    }

    private static void Write(Stream stream, int width, int height, Kind kind, int bits, ReadOnlySpan<byte> pixels, byte[]? palette) {
        Header(stream, width, height, kind, bits);
        if (palette is not null) Chunk(stream, "PLTE"u8, palette);
        using var data = new MemoryStream();
        using (var zip = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true)) {
            // The first byte of a line names its filter: 2 is "up".
            const byte up = 2;
            int stride = height > 0 ? pixels.Length / height : 0;
            byte[] line = new byte[stride], above = new byte[stride], filtered = new byte[stride + 1];
            filtered[0] = up;
            for (int y = 0; y < height; y++) {
                ReadOnlySpan<byte> row = pixels.Slice(y * stride, stride);
                if (bits == 8) row.CopyTo(line);
                else BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ushort>(row),
                    MemoryMarshal.Cast<byte, ushort>(line.AsSpan()));
                int i = 0;
                for (; i <= line.Length - Vector<byte>.Count; i += Vector<byte>.Count)
                    (new Vector<byte>(line, i) - new Vector<byte>(above, i)).CopyTo(filtered, i + 1);
                for (; i < line.Length; i++) filtered[i + 1] = (byte)(line[i] - above[i]);
                zip.Write(filtered);
                (line, above) = (above, line);
            }
        }
        Chunk(stream, "IDAT"u8, data.GetBuffer().AsSpan(0, (int)data.Length));
        Chunk(stream, "IEND"u8, []);
    }

    private static void Header(Stream stream, int width, int height, Kind kind, int bits) {
        stream.Write(PngChunks.Signature);
        Span<byte> header = stackalloc byte[13];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = ((byte)bits, (byte)kind);
        Chunk(stream, "IHDR"u8, header);
    }

    private static void Chunk(Stream stream, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data) {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(name);
        stream.Write(data);
        var crc = new Crc32();
        crc.Append(name);
        crc.Append(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, crc.GetCurrentHashAsUInt32());
        stream.Write(number);
    }
}
