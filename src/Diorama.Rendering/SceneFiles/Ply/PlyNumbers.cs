using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Diorama.Core;

namespace Diorama.Rendering.SceneFiles.Ply;

/// <summary>The numbers after a PLY header, text or binary, one after the other.</summary>
internal ref struct PlyNumbers(string path, PlyHeader header, ReadOnlySpan<byte> data) {
    private readonly ReadOnlySpan<byte> data = data;
    private int at;

    /// <exception cref="BadInputException">The file ends, or has a word that is no number.</exception>
    public double Next(PlyType type) => header.IsText ? Text() : Binary(type);

    private double Text() {
        while (at < data.Length && data[at] <= ' ') at++;
        int begin = at;
        while (at < data.Length && data[at] > ' ') at++;
        if (at == begin) throw Ends();
        ReadOnlySpan<byte> word = data[begin..at];
        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)) return value;
        throw new BadInputException(
            $"{path}: the PLY data have '{Encoding.UTF8.GetString(word[..Math.Min(40, word.Length)])}', expected a number");
    }

    private double Binary(PlyType type) {
        int size = PlyHeader.Size(type);
        if (size > data.Length - at) throw Ends();
        ReadOnlySpan<byte> bytes = data.Slice(at, size);
        at += size;
        bool big = header.IsBigEndian;
        return type switch {
            PlyType.Int8 => (sbyte)bytes[0],
            PlyType.UInt8 => bytes[0],
            PlyType.Int16 => big ? BinaryPrimitives.ReadInt16BigEndian(bytes) : BinaryPrimitives.ReadInt16LittleEndian(bytes),
            PlyType.UInt16 => big ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            PlyType.Int32 => big ? BinaryPrimitives.ReadInt32BigEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes),
            PlyType.UInt32 => big ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            PlyType.Float64 => big ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            _ => big ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadSingleLittleEndian(bytes),
        };
    }

    /// <summary>Reads the length of a list.</summary>
    /// <exception cref="BadInputException">It is negative, or more than the file can hold.</exception>
    public int Count(PlyProperty property, string element, long row) {
        double count = Next(property.Count);
        long most = (data.Length - at) / (header.IsText ? 1 : PlyHeader.Size(property.Type));
        if (count >= 0 && count <= most && count == Math.Floor(count)) return (int)count;
        throw new BadInputException(string.Create(CultureInfo.InvariantCulture,
            $"{path}: '{property.Name}' of {element} {row} has {count} numbers, and {most} could follow"));
    }

    private readonly BadInputException Ends() => new($"{path}: the PLY data end before all elements of the header are there");
}
