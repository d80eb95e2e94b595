using System.Buffers.Binary;
using System.Text;

namespace Diorama.Rendering.SceneFiles.Fbx;

/// <summary>
/// Reads the elements of binary FBX files that <see cref="FbxElement.IsRead"/> names (the format is described by the Blender Foundation,
/// "FBX binary file format specification", 2013).
/// </summary>
internal ref struct FbxBinaryReader {
    private const int HeaderSize = 27;
    private readonly ReadOnlySpan<byte> bytes;
    /// <summary>Whether sizes have 64 bits, which they have from version 7500 on.</summary>
    private readonly bool wide;

    public static ReadOnlySpan<byte> Magic => "Kaydara FBX Binary  \0"u8;

    private FbxBinaryReader(ReadOnlySpan<byte> bytes) {
        this.bytes = bytes;
        wide = BinaryPrimitives.ReadUInt32LittleEndian(bytes[23..]) >= 7500;
    }

    /// <exception cref="InvalidDataException">A size does not fit the file.</exception>
    public static List<FbxElement> Read(ReadOnlySpan<byte> bytes) {
        if (bytes.Length < HeaderSize) throw new InvalidDataException();
        return new FbxBinaryReader(bytes).Elements(HeaderSize, bytes.Length, 0);
    }

    private readonly List<FbxElement> Elements(int at, int end, int depth) {
        var elements = new List<FbxElement>();
        int head = wide ? 25 : 13;
        while (at + head <= end) {
            long next = Size(at), count = Size(at + head / 3), length = Size(at + 2 * (head / 3));
            // An empty element ends a list.
            if (next == 0) break;
            int nameLength = bytes[at + head - 1], values = at + head + nameLength;
            if (next < values || next > end || length > next - values) throw new InvalidDataException();
            string name = Encoding.UTF8.GetString(bytes.Slice(at + head, nameLength));
            if (FbxElement.IsRead(name, depth)) {
                var element = new FbxElement(name, Values(values, (int)(values + length), count), []);
                if (depth < 2) element.Children.AddRange(Elements((int)(values + length), (int)next, depth + 1));
                elements.Add(element);
            }
            at = (int)next;
        }
        return elements;
    }

    private readonly long Size(int at) {
        ulong size = wide ? BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
        return size <= (ulong)bytes.Length ? (long)size : throw new InvalidDataException();
    }

    private readonly List<object?> Values(int at, int end, long count) {
        var values = new List<object?>();
        for (long i = 0; i < count; i++) {
            if (at >= end) throw new InvalidDataException();
            char kind = (char)bytes[at++];
            ReadOnlySpan<byte> rest = bytes[at..end];
            int head = kind switch {
                'C' or 'B' => 1, 'Y' => 2, 'I' or 'F' => 4, 'D' or 'L' => 8, 'S' or 'R' => 4, 'f' or 'd' or 'l' or 'i' or 'b' => 12,
                _ => throw new InvalidDataException(),
            };
            if (rest.Length < head) throw new InvalidDataException();
            at += head;
            switch (kind) {
                case 'Y': values.Add((long)BinaryPrimitives.ReadInt16LittleEndian(rest)); break;
                case 'I': values.Add((long)BinaryPrimitives.ReadInt32LittleEndian(rest)); break;
                case 'L': values.Add(BinaryPrimitives.ReadInt64LittleEndian(rest)); break;
                case 'F': values.Add((double)BinaryPrimitives.ReadSingleLittleEndian(rest)); break;
                case 'D': values.Add(BinaryPrimitives.ReadDoubleLittleEndian(rest)); break;
                case 'C' or 'B': values.Add(null); break;
                case 'S' or 'R':
                    ReadOnlySpan<byte> text = Next(bytes, ref at, end, BinaryPrimitives.ReadUInt32LittleEndian(rest));
                    values.Add(kind == 'S' ? Encoding.UTF8.GetString(text) : null);
                    break;
                default:
                    // Arrays hold a length, whether they are packed, and the size of the packed bytes.
                    bool packed = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]) != 0;
                    int width = kind is 'f' or 'i' ? 4 : kind == 'b' ? 1 : 8;
                    Next(bytes, ref at, end, packed ? BinaryPrimitives.ReadUInt32LittleEndian(rest[8..])
                        : (long)BinaryPrimitives.ReadUInt32LittleEndian(rest) * width);
                    values.Add(null);
                    break;
            }
        }
        return values;
    }

    private static ReadOnlySpan<byte> Next(ReadOnlySpan<byte> bytes, ref int at, int end, long length) {
        if (length > end - at) throw new InvalidDataException();
        at += (int)length;
        return bytes.Slice(at - (int)length, (int)length);
    }
}
