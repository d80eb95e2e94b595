using System.Globalization;
using System.Text;
using Diorama.Core;
using Diorama.Core.Files;

namespace Diorama.Rendering.SceneFiles.Assimp;

/// <summary>
/// Checks the header of a PLY file (Turk, "The PLY Polygon File Format", 1994) before Assimp reads it, because Assimp 5.2 never stops
/// searching a missing end, follows null pointers if nothing is declared, and allocates memory for as many elements as are declared.
/// </summary>
internal static class PlyHeader {
    private const int MaxLength = 1 << 24;

    /// <exception cref="BadInputException">
    /// The header is incomplete, or declares more than the file can hold; the message does not name the file.
    /// </exception>
    public static void Check(string path) {
        using FileStream stream = RegularFile.Open(path);
        var start = new byte[Math.Min(MaxLength, stream.Length)];
        string[] lines = Encoding.Latin1.GetString(start, 0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false))
            .Split('\n');
        int end = Array.FindIndex(lines, l => l.TrimEnd() == "end_header");
        if (lines[0].TrimEnd() != "ply") throw new BadInputException("the PLY header begins with another line, expected 'ply'");
        if (end < 0) throw new BadInputException("the PLY header has no end, expected a line 'end_header'");
        bool text = lines.Take(end).Any(l => l.StartsWith("format ascii", StringComparison.Ordinal));
        long least = 0, count = 0, all = 0;
        var elements = new HashSet<string>();
        foreach (string line in lines.Take(end)) {
            switch (line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) {
                case ["element", var name, var number]:
                    if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count > stream.Length) {
                        throw new BadInputException(
                            $"the PLY header declares {number} elements '{name}', and the file has {stream.Length} bytes");
                    }
                    elements.Add(name);
                    all += count;
                    break;
                case ["property", "list", var length, ..]:
                    // The list may be empty.
                    least += count * (text ? 2 : Size(length));
                    break;
                case ["property", var type, _]:
                    least += count * (text ? 2 : Size(type));
                    break;
            }
        }
        if (least > stream.Length + 1)
            throw new BadInputException($"the PLY header declares at least {least} bytes of data, and the file has {stream.Length}");
        if (text && LinesAfter(stream, lines.Take(end + 1).Sum(l => l.Length + 1L)) is var found && found < all)
            throw new BadInputException($"the PLY header declares {all} elements, and {found} lines follow it");
        if (!elements.Contains("vertex")) throw new BadInputException("the PLY header declares no element 'vertex'");
    }

    /// <summary>Counts the lines after the header that are not empty: in a text file each element is a line.</summary>
    private static long LinesAfter(FileStream stream, long header) {
        stream.Position = Math.Min(header, stream.Length);
        var part = new byte[1 << 16];
        long found = 0;
        bool isEmpty = true;
        for (int read; (read = stream.Read(part)) > 0;) {
            foreach (byte b in part.AsSpan(0, read)) {
                if (b is (byte)'\n' or (byte)'\r') isEmpty = true;
                else if (isEmpty && b > (byte)' ') (isEmpty, found) = (false, found + 1);
            }
        }
        return found;
    }

    private static int Size(string type) => type switch {
        "short" or "ushort" or "int16" or "uint16" => 2,
        "int" or "uint" or "float" or "int32" or "uint32" or "float32" => 4,
        "double" or "float64" => 8,
        _ => 1,
    };
}
