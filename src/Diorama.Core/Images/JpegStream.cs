namespace Diorama.Core.Images;

/// <summary>The marker structure of a JPEG file (ITU-T T.81 annex B), as far as needed to see whether it is whole.</summary>
internal static class JpegStream {
    /// <summary>True for a JPEG without its end-of-image marker. The decoder itself would fill the rest with grey and say nothing.</summary>
    internal static bool IsTruncated(ReadOnlySpan<byte> file) {
        if (file.Length < 3 || file[0] != 0xFF || file[1] != 0xD8 || file[2] != 0xFF) return false;
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
