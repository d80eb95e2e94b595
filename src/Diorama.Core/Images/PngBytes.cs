using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Diorama.Core.Images;

/// <summary>
/// Reads and writes PNG files (ISO/IEC 15948) in memory, without OpenImageIO: for textures that are computed rather than read, and for
/// images embedded in other files.
/// </summary>
public static class PngBytes {
    private static readonly uint[] crcOfByte = MakeTable();

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>Whether a file begins with the signature of PNG.</summary>
    internal static bool Is(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    /// <summary>
    /// Returns what is wrong with the chunks of a PNG, or null. Damage is found by their checksums, before a decoder reports it in its own
    /// way.
    /// </summary>
    internal static string? Damage(ReadOnlySpan<byte> file) {
        const int Length = 4, Kind = 4, Sum = 4;
        for (int at = Signature.Length; ;) {
            if (at + Length + Kind + Sum > file.Length) return "the PNG data ends too early";
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - Length - Kind - Sum) return "the PNG data ends too early";
            ReadOnlySpan<byte> body = file.Slice(at + Length, Kind + (int)length);
            if (at == Signature.Length) {
                if (!body.StartsWith("IHDR"u8) || length < 8) return "the PNG data has no header";
                if (BinaryPrimitives.ReadInt32BigEndian(body[4..]) <= 0 || BinaryPrimitives.ReadInt32BigEndian(body[8..]) <= 0)
                    return "it has no pixels";
            }
            if (~Crc(uint.MaxValue, body) != BinaryPrimitives.ReadUInt32BigEndian(file[(at + Length + body.Length)..]))
                return "the PNG data is damaged";
            if (body.StartsWith("IEND"u8)) return null;
            at += Length + body.Length + Sum;
        }
    }

    /// <summary>Types of chunks that hold metadata, not the coding of the pixels.</summary>
    private static readonly string[] metadata = ["iCCP", "sRGB", "gAMA", "cHRM", "cICP", "pHYs", "eXIf", "tEXt", "zTXt", "iTXt"];

    /// <summary>
    /// Returns a complete PNG with the pixels of <paramref name="to"/> and the metadata of <paramref name="from"/>, which replaces its
    /// own.
    /// </summary>
    internal static byte[] WithMetadata(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to) {
        var file = new MemoryStream(to.Length);
        file.Write(Signature);
        foreach (Range chunk in Chunks(to)) {
            if (IsMetadata(to[chunk])) continue;
            file.Write(to[chunk]);
            if (!to[chunk][4..].StartsWith("IHDR"u8)) continue;
            foreach (Range other in Chunks(from)) {
                if (IsMetadata(from[other])) file.Write(from[other]);
            }
        }
        return file.ToArray();
    }

    private static bool IsMetadata(ReadOnlySpan<byte> chunk) => metadata.Contains(Encoding.ASCII.GetString(chunk.Slice(4, 4)));

    /// <summary>
    /// Returns the ranges of the chunks of a complete PNG, with their lengths and checksums. Bytes that some programs append after the last
    /// chunk are left out.
    /// </summary>
    private static List<Range> Chunks(ReadOnlySpan<byte> file) {
        var chunks = new List<Range>();
        for (int at = Signature.Length; at + 12 <= file.Length;) {
            int end = at + 12 + (int)BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            chunks.Add(at..end);
            if (file[(at + 4)..].StartsWith("IEND"u8)) break;
            at = end;
        }
        return chunks;
    }

    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="channels">Number of channels: 1 grey, 3 RGB, 4 RGBA.</param>
    /// <param name="pixels">8-bit pixel values row by row, channels interleaved.</param>
    public static byte[] Encode(int width, int height, int channels, ReadOnlySpan<byte> pixels) =>
        Encode(width, height, channels, 8, pixels);

    /// <summary>Encodes an image as a 16-bit greyscale PNG.</summary>
    public static byte[] Encode(Image<ushort> image) {
        var bytes = new byte[2 * image.Pixels.Length];
        for (int i = 0; i < image.Pixels.Length; i++) BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2 * i), image.Pixels[i]);
        return Encode(image.Width, image.Height, 1, 16, bytes);
    }

    private static byte[] Encode(int width, int height, int channels, int bits, ReadOnlySpan<byte> pixels) {
        int stride = width * channels * bits / 8;
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, stride * height);
        byte color = channels switch { 1 => 0, 3 => 2, 4 => 6,
            _ => throw new ArgumentOutOfRangeException(nameof(channels), channels, "1, 3 or 4 is expected") };
        using var file = new MemoryStream();
        file.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = ((byte)bits, color);
        Chunk(file, "IHDR"u8, header);
        using (var data = new MemoryStream()) {
            using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true)) {
                for (int y = 0; y < height; y++) {
                    // Each row begins with its filter type: 0, none.
                    zlib.WriteByte(0);
                    zlib.Write(pixels.Slice(y * stride, stride));
                }
            }
            Chunk(file, "IDAT"u8, data.GetBuffer().AsSpan(0, (int)data.Length));
        }
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data) {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(kind);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, kind), data));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes) {
        foreach (byte value in bytes) crc = crc >> 8 ^ crcOfByte[(byte)(crc ^ value)];
        return crc;
    }

    private static uint[] MakeTable() {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++) {
            uint crc = i;
            for (int k = 0; k < 8; k++) crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
            table[i] = crc;
        }
        return table;
    }
}
