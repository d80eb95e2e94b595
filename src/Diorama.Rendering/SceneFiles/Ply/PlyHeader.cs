using System.Globalization;
using System.Text;
using Diorama.Core;

namespace Diorama.Rendering.SceneFiles.Ply;

/// <summary>Types of numbers in PLY files.</summary>
internal enum PlyType { None, Int8, UInt8, Int16, UInt16, Int32, UInt32, Float32, Float64 }

/// <summary>A property of a PLY element: a number, or a list of numbers if <paramref name="Count"/> is the type of its length.</summary>
internal sealed record PlyProperty(string Name, PlyType Type, PlyType Count);

/// <summary>An element of a PLY file: so many rows of the same properties.</summary>
internal sealed record PlyElement(string Name, long Count, List<PlyProperty> Properties);

/// <summary>
/// Header of a PLY file (Turk, "The PLY Polygon File Format", 1994), held against the size of the file: nothing is reserved for elements
/// that the file cannot hold.
/// </summary>
internal sealed class PlyHeader {
    private const int MaxBytes = 1 << 24;

    public bool IsText { get; private init; }
    public bool IsBigEndian { get; private init; }
    /// <summary>Position of the first byte of data.</summary>
    public int Length { get; private init; }
    public List<PlyElement> Elements { get; } = [];
    /// <summary>Name of the image of all faces, by the comment "TextureFile NAME"; null if there is none.</summary>
    public string? Texture { get; private set; }

    /// <exception cref="BadInputException">The header is incomplete, or declares more than the file can hold.</exception>
    public static PlyHeader Read(string path, ReadOnlySpan<byte> bytes) {
        var lines = new List<string>();
        int at = 0;
        ReadOnlySpan<byte> head = bytes[..Math.Min(bytes.Length, MaxBytes)];
        while (at < head.Length && (lines.Count == 0 || lines[^1] != "end_header")) {
            int length = head[at..].IndexOfAny((byte)'\n', (byte)'\r');
            int end = length < 0 ? head.Length : at + length;
            lines.Add(Encoding.UTF8.GetString(head[at..end]).Trim());
            if (lines.Count == 1 && lines[0] != "ply")
                throw new BadInputException($"{path}: the PLY header begins with another line, expected 'ply'");
            at = end + 1;
            if (end + 1 < head.Length && head[end] == '\r' && head[end + 1] == '\n') at++;
        }
        if (lines.Count == 0 || lines[^1] != "end_header")
            throw new BadInputException($"{path}: the PLY header has no end, expected a line 'end_header'");
        string format = lines.Find(l => l.StartsWith("format ", StringComparison.Ordinal)) ?? "";
        string kind = format.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [_, var word, ..] ? word : "";
        if (kind is not ("ascii" or "binary_little_endian" or "binary_big_endian")) {
            throw new BadInputException($"{path}: the PLY header states the format '{kind}', "
                + "expected ascii, binary_little_endian or binary_big_endian");
        }
        var header = new PlyHeader { IsText = kind == "ascii", IsBigEndian = kind == "binary_big_endian",
            Length = Math.Min(at, bytes.Length) };
        foreach (string line in lines) header.Line(path, line, bytes.Length);
        header.HoldAgainst(path, bytes[header.Length..]);
        return header;
    }

    private void Line(string path, string line, long size) {
        switch (line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) {
            case ["comment", "TextureFile", ..]:
                Texture ??= line[(line.IndexOf("TextureFile", StringComparison.Ordinal) + "TextureFile".Length)..].Trim();
                break;
            case ["element", var name, var number]:
                if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long count) || count > size)
                    throw new BadInputException(
                        $"{path}: the PLY header declares {number} elements '{name}', and the file has {size} bytes");
                Elements.Add(new(name, count, []));
                break;
            case ["property", "list", var length, var type, var name]:
                Add(path, new(name, Type(path, type), Type(path, length)));
                break;
            case ["property", var type, var name]:
                Add(path, new(name, Type(path, type), PlyType.None));
                break;
        }
    }

    private void Add(string path, PlyProperty property) {
        if (Elements.Count == 0)
            throw new BadInputException($"{path}: the PLY header declares the property '{property.Name}' before any element");
        Elements[^1].Properties.Add(property);
    }

    private void HoldAgainst(string path, ReadOnlySpan<byte> data) {
        if (!Elements.Exists(e => e.Name == "vertex")) throw new BadInputException($"{path}: the PLY header declares no element 'vertex'");
        // A number in a text has a digit and a blank.
        long least = Elements.Sum(e => e.Properties.Sum(p => e.Count * (IsText ? 2 : Size(p.Count == PlyType.None ? p.Type : p.Count))));
        if (least > data.Length + 1L)
            throw new BadInputException($"{path}: the PLY header declares at least {least} bytes of data, and {data.Length} follow it");
    }

    private static PlyType Type(string path, string name) => name switch {
        "char" or "int8" => PlyType.Int8, "uchar" or "uint8" => PlyType.UInt8, "short" or "int16" => PlyType.Int16,
        "ushort" or "uint16" => PlyType.UInt16, "int" or "int32" => PlyType.Int32, "uint" or "uint32" => PlyType.UInt32,
        "float" or "float32" => PlyType.Float32, "double" or "float64" => PlyType.Float64,
        _ => throw new BadInputException($"{path}: the PLY header has the type '{name}', expected one such as uchar, int or float"),
    };

    /// <summary>Returns the number of bytes of a number in binary files.</summary>
    public static int Size(PlyType type) => type switch {
        PlyType.Int8 or PlyType.UInt8 => 1, PlyType.Int16 or PlyType.UInt16 => 2, PlyType.Float64 => 8, _ => 4,
    };
}
