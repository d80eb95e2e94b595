using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Diorama.Core.Files;

/// <summary>
/// One tensor of a safetensors file: <see cref="Bytes"/> bytes from <see cref="Offset"/> after the header, in row-major order.
/// </summary>
/// <param name="Name">Name of the tensor.</param>
/// <param name="Type">Element type as the format names it: F32, I64 …</param>
/// <param name="Shape">Sizes of its dimensions.</param>
/// <param name="Offset">Position of its first byte, counted from the end of the header.</param>
/// <param name="Bytes">Number of bytes of all its elements.</param>
public sealed record SafeTensorsField(string Name, string Type, long[] Shape, long Offset, long Bytes);

/// <summary>
/// Content of the header of a safetensors file, checked by the rules of the format's own description and library
/// (github.com/huggingface/safetensors); also reads the values of tensors as arrays.
/// </summary>
public sealed class SafeTensorsLayout {
    /// <summary>Name of the header's member that describes no tensor but holds the metadata.</summary>
    public const string MetadataName = "__metadata__";

    private const long MaxBytes = 100_000_000;

    private static readonly (string Name, long Size)[] Types = [("BOOL", 1), ("U8", 1), ("I8", 1), ("I16", 2), ("F16", 2), ("BF16", 2),
        ("I32", 4), ("F32", 4), ("C64", 8), ("F64", 8), ("I64", 8)];

    private readonly string path;

    /// <summary>All tensors, in the order of their elements in the file.</summary>
    public IReadOnlyList<SafeTensorsField> Entries { get; }
    /// <summary>Metadata of the file; empty where it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }
    /// <summary>Number of bytes in front of the elements, which is the position of the first one.</summary>
    public long DataStart { get; }

    private SafeTensorsLayout(string path, Stream stream) {
        this.path = path;
        byte[] header = Header(path, stream);
        DataStart = header.Length + sizeof(ulong);
        (Entries, Metadata) = Parse(path, header, stream.Length - DataStart);
    }

    /// <summary>Reads the header and checks that the entries fill the rest of the file without gap or overlap.</summary>
    /// <exception cref="BadInputException">The file breaks the format's rules.</exception>
    public static SafeTensorsLayout Of(string path, Stream stream) => new(path, stream);

    /// <exception cref="BadInputException">The file cannot be read or breaks the format's rules.</exception>
    public static SafeTensorsLayout Read(string path) {
        try {
            using FileStream stream = RegularFile.Open(path);
            return new(path, stream);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw new BadInputException($"{path} {FileException.Reading(path, e)}", e);
        }
    }

    /// <summary>Returns the shape of a tensor, or null if the file has no tensor of that name.</summary>
    public long[]? ShapeOf(string name) => Entries.FirstOrDefault(e => e.Name == name)?.Shape;

    /// <summary>Reads the values of a tensor of 32-bit floats, in row-major order; all are finite.</summary>
    /// <param name="name">Name of the tensor.</param>
    /// <param name="shape">Shape that the tensor must have.</param>
    /// <exception cref="BadInputException">
    /// The tensor does not exist, has another type or shape, or holds NaN or infinity; or the file cannot be read.
    /// </exception>
    public float[] Floats(string name, ReadOnlySpan<long> shape) {
        SafeTensorsField field = Entries.FirstOrDefault(e => e.Name == name)
            ?? throw new BadInputException(
            $"{path} has no tensor '{name}': {Diagnostics.NearestNames.Sentence(name, Entries.Select(e => e.Name))}");
        if (field.Type != "F32" || !field.Shape.AsSpan().SequenceEqual(shape)) {
            throw new BadInputException($"{path}: {name} is {field.Type}[{string.Join(", ", field.Shape)}], "
                + $"expected F32[{string.Join(", ", shape.ToArray())}]");
        }
        var values = new float[field.Bytes / sizeof(float)];
        try {
            using FileStream stream = RegularFile.Open(path);
            stream.Position = DataStart + field.Offset;
            stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw new BadInputException($"{path} {FileException.Reading(path, e)}", e);
        }
        return Array.TrueForAll(values, float.IsFinite) ? values
            : throw new BadInputException($"{path}: {name} holds NaN or infinity, expected finite numbers");
    }

    /// <summary>Checks the length in front of the header and reads the header.</summary>
    private static byte[] Header(string path, Stream stream) {
        Span<byte> front = stackalloc byte[sizeof(ulong)];
        if (stream.ReadAtLeast(front, front.Length, throwOnEndOfStream: false) < front.Length) {
            throw new BadInputException(
                $"{path} has {stream.Length} bytes: a safetensors file begins with 8 bytes that give its header's length.");
        }
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(front);
        if (length > MaxBytes || (long)length > stream.Length - front.Length) {
            throw new BadInputException($"{path} is no safetensors file, or is cut short: its first 8 bytes announce a header of "
                + $"{length} bytes, {stream.Length - front.Length} follow.");
        }
        byte[] header = new byte[length];
        stream.ReadExactly(header);
        return header;
    }

    /// <summary>
    /// Parses the header and checks that the entries fill the rest of the file, <paramref name="dataBytes"/>, without gap or overlap.
    /// </summary>
    private static (IReadOnlyList<SafeTensorsField>, IReadOnlyDictionary<string, string>) Parse(string path, byte[] header,
        long dataBytes) {
        var entries = new List<SafeTensorsField>();
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        try {
            using var json = JsonDocument.Parse(header);
            foreach (var member in json.RootElement.EnumerateObject()) {
                if (!names.Add(member.Name)) throw new BadInputException($"{path} names the tensor '{member.Name}' twice in its header.");
                if (member.Name != MetadataName) entries.Add(Entry(path, member));
                else foreach (var pair in member.Value.EnumerateObject()) metadata[pair.Name] = Text(pair.Value);
            }
        } catch (JsonException e) {
            throw new BadInputException($"{path} has a header that cannot be read: it is no JSON at byte {e.BytePositionInLine + 1} "
                + $"of its line {e.LineNumber + 1}.", e);
        } catch (Exception e) when (e is InvalidOperationException or FormatException) {
            throw new BadInputException($"{path} has a header that cannot be read: {e.Message}", e);
        }
        entries.Sort((a, b) => (a.Offset, a.Bytes).CompareTo((b.Offset, b.Bytes)));
        long end = 0;
        foreach (var entry in entries) {
            if (entry.Offset != end) throw new BadInputException($"{path} puts the elements of '{entry.Name}' at {entry.Offset}: {end} "
                + $"was expected, where those before end.");
            end += entry.Bytes;
        }
        if (end != dataBytes) throw new BadInputException($"{path} has {dataBytes} bytes of elements: {end} were expected by its header.");
        return (entries, metadata);

        static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()!
            : throw new FormatException($"{MetadataName} holds {value}, text was expected.");
    }

    private static SafeTensorsField Entry(string path, JsonProperty member) {
        string where = $"{path}, tensor '{member.Name}'";
        if (member.Value.ValueKind != JsonValueKind.Object || !member.Value.TryGetProperty("dtype", out var dtype) ||
            !member.Value.TryGetProperty("shape", out var shape) || !member.Value.TryGetProperty("data_offsets", out var offsets)
            || offsets.GetArrayLength() != 2) {
            throw new BadInputException($"{where}: dtype, shape and two data_offsets were expected.");
        }
        string name = dtype.GetString() ?? "";
        int type = Array.FindIndex(Types, t => t.Name == name);
        if (type < 0) throw new BadInputException(
            $"{where} has elements of type '{name}': expected one of {string.Join(", ", Types.Select(t => t.Name))}.");
        long[] sizes = [.. shape.EnumerateArray().Select(Whole)];
        long first = Whole(offsets[0]), end = Whole(offsets[1]), bytes = Types[type].Size;
        try {
            foreach (long size in sizes) bytes = checked(bytes * size);
        } catch (OverflowException) {
            throw new BadInputException($"{where} has the shape [{string.Join(", ", sizes)}], more elements than can be counted.");
        }
        if (end - first != bytes) throw new BadInputException($"{where} has data_offsets {first} to {end}: {bytes} bytes were expected "
            + $"for {name}[{string.Join(", ", sizes)}].");
        return new(member.Name, name, sizes, first, bytes);

        long Whole(JsonElement number) => number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out long value) && value >= 0
            ? value
            : throw new BadInputException($"{where}: {number} stands where a whole number was expected.");
    }
}
