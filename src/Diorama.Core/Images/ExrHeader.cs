using System.Buffers.Binary;

namespace Diorama.Core.Images;

/// <summary>
/// Walks through the headers of an OpenEXR file ("OpenEXR File Layout", version 2): the library takes memory for as much as an attribute
/// declares before it looks whether the file has it.
/// </summary>
internal static class ExrHeader {
    private const uint MultiPart = 0x1000;
    private const int Start = 8, LongestName = 255;

    /// <summary>What is wrong with the attributes, as a sentence's end; null when each of them lies within the file.</summary>
    public static string? Damage(ReadOnlySpan<byte> file) {
        if (file.Length < Start + 1) return "the EXR data ends too early";
        bool parts = (BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) & MultiPart) != 0;
        int at = Start;
        while (true) {
            if (at >= file.Length) return "the EXR data ends in its header";
            if (file[at] == 0) {
                // The end of a header; of several parts, an empty one ends them all.
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
        name = length is > 0 and <= LongestName ? System.Text.Encoding.Latin1.GetString(file.Slice(at, length)) : "";
        at += length + 1;
        return name.Length > 0;
    }
}
