using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Diorama.Core.Images;

/// <summary>The chunks of a PNG file (ISO/IEC 15948) in memory: their checksums, and those that hold metadata.</summary>
internal static class PngChunks {
    internal static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

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
            if (Crc32.HashToUInt32(body) != BinaryPrimitives.ReadUInt32BigEndian(file[(at + Length + body.Length)..]))
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
}
