namespace Diorama.Core.Images;

/// <summary>
/// Reads the marker structure of a JPEG file (ITU-T T.81 annex B), as far as needed to tell whether the file is complete.
/// </summary>
internal static class JpegStream {
    internal static bool Is(ReadOnlySpan<byte> file) => file.Length >= 3 && file[0] == 0xFF && file[1] == 0xD8 && file[2] == 0xFF;

    /// <summary>
    /// Returns the number of components according to the frame header of a complete JPEG: 1 grey, 3 colour, 4 inks (CMYK); 0 without such a
    /// header.
    /// </summary>
    internal static int Components(ReadOnlySpan<byte> file) {
        for (int at = 2; at + 9 < file.Length && file[at] == 0xFF;) {
            byte marker = file[at + 1];
            if (marker == 0xFF) at++;
            // Frame headers are C0..CF except C4 (Huffman tables), C8 (reserved) and CC (arithmetic tables).
            else if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC)) return file[at + 9];
            else at += 2 + ((file[at + 2] << 8) | file[at + 3]);
        }
        return 0;
    }

    /// <summary>
    /// True if the file is a JPEG without its end-of-image marker, for which the decoder would fill the rest with grey without an error.
    /// </summary>
    internal static bool IsTruncated(ReadOnlySpan<byte> file) {
        if (!Is(file)) return false;
        int at = 2;
        while (true) {
            // Entropy-coded data contains FF only as FF00 and as restart markers FFD0..FFD7.
            int next = at < file.Length ? file[at..].IndexOf((byte)0xFF) : -1;
            if (next < 0 || at + next + 1 >= file.Length) return true;
            at += next + 1;
            byte marker = file[at];
            if (marker == 0xFF) continue;
            at++;
            if (marker == 0xD9) return false;
            if (marker is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8)) continue;
            if (at + 2 > file.Length) return true;
            at += (file[at] << 8) | file[at + 1];
        }
    }
}
