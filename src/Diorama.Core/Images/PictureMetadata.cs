using System.Buffers.Binary;

namespace Diorama.Core.Images;

/// <summary>Metadata of image files: orientation and the rest of Exif, colour profile, resolution, texts.</summary>
public static class PictureMetadata {
    /// <summary>
    /// Returns a file with the pixels of <paramref name="to"/> and the metadata of <paramref name="from"/>; both must have the same size
    /// in pixels. Metadata is copied if both are JPEG (ITU-T T.81 annex B: Exif, XMP, ICC profile, IPTC, comments) or both PNG (ISO/IEC
    /// 15948 section 11.3: colour space, Exif, resolution, texts); otherwise <paramref name="to"/> is returned unchanged.
    /// </summary>
    public static byte[] Carry(byte[] from, byte[] to) {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (JpegStream.Is(from) && JpegStream.Is(to)) {
            // JFIF's segment, which holds the resolution, must be the first.
            int start = EndOfJfif(from), own = EndOfJfif(to);
            byte[] head = start > 2 ? from[..start] : to[..own];
            return [.. head, .. JpegSegments(from), .. to[own..]];
        }
        return PngChunks.Is(from) && PngChunks.Is(to) ? PngChunks.WithMetadata(from, to) : to;
    }

    private static int EndOfJfif(ReadOnlySpan<byte> file) =>
        file[3] == 0xE0 && file[6..].StartsWith("JFIF\0"u8) ? 4 + BinaryPrimitives.ReadUInt16BigEndian(file[4..]) : 2;

    private static byte[] JpegSegments(ReadOnlySpan<byte> file) {
        var kept = new MemoryStream();
        for (int at = 2; at + 4 <= file.Length && file[at] == 0xFF; ) {
            byte marker = file[at + 1];
            if (marker == 0xFF) {
                at++;
                continue;
            }
            // Start of scan: pixel data follows.
            if (marker == 0xDA) break;
            int end = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (end > file.Length) break;
            ReadOnlySpan<byte> body = file[(at + 4)..end];
            // APP2 may also refer to further images in the file, which the copy lacks; APP14 describes how the pixels are coded.
            bool keep = marker switch {
                0xE1 or 0xED or 0xFE => true,
                0xE2 => body.StartsWith("ICC_PROFILE\0"u8),
                _ => false,
            };
            if (keep) kept.Write(file[at..end]);
            at = end;
        }
        return kept.ToArray();
    }
}
