using System.Buffers.Binary;
using System.IO.Compression;

namespace Diorama.Core.Images;

/// <summary>
/// Writes grey PNG files (ISO/IEC 15948) of ids and flags: every line as the difference to the one above, at the fastest level of compression. Ids are
/// large even areas, for which that is small as well.
/// </summary>
internal static class PngGrey {
    private static readonly uint[] crcTable = MakeTable();

    /// <param name="path">Where the file appears, whole.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="bytesPerPixel">1 or 2.</param>
    /// <param name="pixel">Value of pixel i, row by row.</param>
    internal static void Write(string path, int width, int height, int bytesPerPixel, Func<int, int> pixel) => AtomicFile.WriteStream(path, stream => {
        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = (byte)(8 * bytesPerPixel);
        Chunk(stream, "IHDR"u8, header);
        using var data = new MemoryStream();
        using (var zip = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true)) {
            // The first byte of a line names its filter: 2 is "up".
            const byte up = 2;
            byte[] line = new byte[width * bytesPerPixel], above = new byte[line.Length], filtered = new byte[line.Length + 1];
            filtered[0] = up;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int value = pixel(y * width + x);
                    if (bytesPerPixel == 1) line[x] = (byte)value;
                    else (line[2 * x], line[2 * x + 1]) = ((byte)(value >> 8), (byte)value);
                }
                for (int i = 0; i < line.Length; i++) filtered[i + 1] = (byte)(line[i] - above[i]);
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

    /// <summary>CRC-32 of PNG, annex D.</summary>
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
