using System.Buffers.Binary;

namespace Diorama.Core.Images;

/// <summary>
/// Checks the headers of an OpenEXR file ("OpenEXR File Layout", version 2) before the library reads it: the library allocates as much
/// memory as an attribute declares before it checks that the file is long enough.
/// </summary>
internal static class ExrHeader {
    private const uint MultiPart = 0x1000;
    private const int Start = 8, MaxNameCharacters = 255;

    /// <summary>
    /// Returns what is wrong with the attributes, worded as the end of a sentence; null when each of them lies within the file.
    /// </summary>
    public static string? Damage(ReadOnlySpan<byte> file) {
        if (file.Length < Start + 1) return "the EXR data ends too early";
        bool parts = (BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) & MultiPart) != 0;
        int at = Start;
        while (true) {
            if (at >= file.Length) return "the EXR data ends in its header";
            if (file[at] == 0) {
                // The end of a header; in a multi-part file an empty header ends the list of headers.
                at++;
                if (!parts || at < file.Length && file[at] == 0) return null;
                continue;
            }
            if (!Name(file, ref at, out _) || !Name(file, ref at, out string type) || file.Length - at < sizeof(int))
                return "the EXR data ends in its header";
            int size = BinaryPrimitives.ReadInt32LittleEndian(file[at..]);
            at += sizeof(int);
            if (size < 0 || size > file.Length - at)
                return $"an attribute of type '{type}' in the EXR header declares {size} bytes, and {file.Length - at} follow";
            at += size;
        }
    }

    private static bool Name(ReadOnlySpan<byte> file, ref int at, out string name) {
        int length = file[at..].IndexOf((byte)0);
        name = length is > 0 and <= MaxNameCharacters ? System.Text.Encoding.Latin1.GetString(file.Slice(at, length)) : "";
        at += length + 1;
        return name.Length > 0;
    }
}
