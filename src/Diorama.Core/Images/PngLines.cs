using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Diorama.Core.Files;

namespace Diorama.Core.Images;

/// <summary>
/// Writes PNG files (ISO/IEC 15948) of ids, flags and measurements: every line as the difference to the previous one (filter "up"), at the
/// fastest compression level. Ids form large uniform areas, for which the files are small all the same.
/// </summary>
internal static class PngLines {
    private static readonly uint[] crcTable = MakeTable();

    internal enum Kind : byte { Grey = 0, Rgb = 2, Palette = 3 }

    /// <param name="path">Path of the file, which appears complete or not at all.</param>
    /// <param name="image">Image whose pixels have one component, or three for RGB.</param>
    /// <param name="kind">Colour type of the PNG.</param>
    /// <param name="bits">Bits per component, 8 or 16.</param>
    /// <param name="palette">Palette as bytes R, G, B for each index; for <see cref="Kind.Palette"/> only.</param>
    internal static void Write<T>(string path, Image<T> image, Kind kind, int bits, byte[]? palette = null) where T : unmanaged =>
        AtomicFile.WriteStream(path, stream => {
        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        (header[8], header[9]) = ((byte)bits, (byte)kind);
        Chunk(stream, "IHDR"u8, header);
        if (palette is not null) Chunk(stream, "PLTE"u8, palette);
        using var data = new MemoryStream();
        using (var zip = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true)) {
            // The first byte of a line names its filter: 2 is "up".
            const byte up = 2;
            byte[] line = new byte[image.Width * Unsafe.SizeOf<T>()], above = new byte[line.Length], filtered = new byte[line.Length + 1];
            filtered[0] = up;
            for (int y = 0; y < image.Height; y++) {
                ReadOnlySpan<byte> row = MemoryMarshal.AsBytes(image.Row(y));
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
    });

    private static void Chunk(Stream stream, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data) {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(name);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(0xFFFFFFFF, name), data));
        stream.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes) {
        foreach (byte b in bytes) crc = crcTable[(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    /// <summary>Builds the table for PNG's CRC-32 (ISO/IEC 15948 annex D).</summary>
    private static uint[] MakeTable() {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++) {
            uint c = n;
            for (int k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            table[n] = c;
        }
        return table;
    }
}
