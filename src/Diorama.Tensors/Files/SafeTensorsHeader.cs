using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using Diorama.Core;

namespace Diorama.Tensors.Files;

/// <summary>
/// The JSON header of a safetensors file, by the rules of the format's own description and library (github.com/huggingface/safetensors).
/// </summary>
internal static class SafeTensorsHeader {
    private const string MetadataName = "__metadata__";
    private const long MostBytes = 100_000_000;

    /// <summary>
    /// In the order of the format's library, which writes from the last one to the first: what has to be aligned most comes first.
    /// </summary>
    private static readonly (string Name, DType DType)[] Types = [
        ("BOOL", DType.Bool), ("U8", DType.UInt8), ("I8", DType.Int8), ("I16", DType.Int16), ("F16", DType.Float16),
            ("BF16", DType.BFloat16),
        ("I32", DType.Int32), ("F32", DType.Float32), ("C64", DType.Complex64), ("F64", DType.Float64), ("I64", DType.Int64)];

    private static int Rank(DType dtype) => Array.FindIndex(Types, t => t.DType == dtype);

    /// <summary>Checks the length in front of the header and reads the header.</summary>
    public static byte[] Bytes(string path, Stream stream) {
        Span<byte> front = stackalloc byte[sizeof(ulong)];
        if (stream.ReadAtLeast(front, front.Length, throwOnEndOfStream: false) < front.Length) {
            throw new BadInputException(
                $"{path} has {stream.Length} bytes: a safetensors file begins with 8 bytes that give its header's length.");
        }
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(front);
        if (length > MostBytes || (long)length > stream.Length - front.Length) {
            throw new BadInputException($"{path} is no safetensors file, or is cut short: its first 8 bytes announce a header of "
                + $"{length} bytes, {stream.Length - front.Length} follow.");
        }
        byte[] header = new byte[length];
        stream.ReadExactly(header);
        return header;
    }

    /// <summary>
    /// Reads the header and checks that entries fill the rest of the file, <paramref name="dataBytes"/>, without gap or overlap.
    /// </summary>
    public static (IReadOnlyList<SafeTensorsEntry>, IReadOnlyDictionary<string, string>) Parse(string path, byte[] header, long dataBytes) {
        var entries = new List<SafeTensorsEntry>();
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        try {
            using var json = JsonDocument.Parse(header);
            foreach (var member in json.RootElement.EnumerateObject()) {
                if (!names.Add(member.Name)) throw new BadInputException($"{path} names the tensor '{member.Name}' twice in its header.");
                if (member.Name != MetadataName) entries.Add(Entry(path, member));
                else foreach (var pair in member.Value.EnumerateObject()) metadata[pair.Name] = Text(pair.Value);
            }
        } catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException) {
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

    private static SafeTensorsEntry Entry(string path, JsonProperty member) {
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
        long first = Whole(offsets[0]), end = Whole(offsets[1]), bytes = Types[type].DType.Size();
        try {
            foreach (long size in sizes) bytes = checked(bytes * size);
        } catch (OverflowException) {
            throw new BadInputException($"{where} has the shape [{string.Join(", ", sizes)}], more elements than can be counted.");
        }
        if (end - first != bytes) throw new BadInputException($"{where} has data_offsets {first} to {end}: {bytes} bytes were expected "
            + $"for {name}[{string.Join(", ", sizes)}].");
        return new(member.Name, Types[type].DType, sizes, first, bytes);

        long Whole(JsonElement number) => number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out long value) && value >= 0
            ? value
            : throw new BadInputException($"{where}: {number} stands where a whole number was expected.");
    }

    /// <summary>
    /// Entries in the order in which the format's library writes them, and the header with its length in front, padded so that elements
    /// begin at a multiple of 8.
    /// </summary>
    public static (byte[] Front, int[] Order) Write(IReadOnlyList<(string Name, Tensor Tensor)> tensors,
        IReadOnlyDictionary<string, string>? metadata) {
        int[] order = [.. Enumerable.Range(0, tensors.Count)];
        foreach (var (name, tensor) in tensors) {
            if (name == MetadataName) throw new ArgumentException($"A tensor cannot be named {MetadataName}.");
            if (Rank(tensor.DType) < 0)
                throw new ArgumentException($"Tensor '{name}' has {tensor.DType.Name()} elements, for which safetensors has no name.");
        }
        Array.Sort(order, (a, b) => {
            int byType = Rank(tensors[b].Tensor.DType) - Rank(tensors[a].Tensor.DType);
            return byType != 0 ? byType : string.CompareOrdinal(tensors[a].Name, tensors[b].Name);
        });
        using var buffer = new MemoryStream();
        buffer.Write(new byte[sizeof(ulong)]);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) {
            json.WriteStartObject();
            if (metadata is { Count: > 0 }) {
                json.WriteStartObject(MetadataName);
                foreach (var (key, value) in metadata.OrderBy(p => p.Key, StringComparer.Ordinal)) json.WriteString(key, value);
                json.WriteEndObject();
            }
            long offset = 0;
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (int i in order) {
                var (name, tensor) = tensors[i];
                if (!names.Add(name)) throw new ArgumentException($"Two tensors are named '{name}'.");
                json.WriteStartObject(name);
                json.WriteString("dtype", Types[Rank(tensor.DType)].Name);
                json.WriteStartArray("shape");
                foreach (long size in tensor.Shape) json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensor.Numel * tensor.DType.Size());
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        while (buffer.Length % 8 != 0) buffer.WriteByte((byte)' ');
        byte[] front = buffer.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(front, (ulong)(front.Length - sizeof(ulong)));
        return (front, order);
    }
}
