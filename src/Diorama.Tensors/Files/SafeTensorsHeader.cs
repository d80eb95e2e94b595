using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using Diorama.Core.Files;

namespace Diorama.Tensors.Files;

/// <summary>
/// Writes the JSON header of a safetensors file, by the rules of the format's own description and library
/// (github.com/huggingface/safetensors).
/// </summary>
internal static class SafeTensorsHeader {
    private const string MetadataName = SafeTensorsLayout.MetadataName;

    /// <summary>
    /// Element types in the order of the format's own library, which writes the tensors from the last type to the first, so that the
    /// largest alignment comes first.
    /// </summary>
    private static readonly (string Name, DType DType)[] Types = [
        ("BOOL", DType.Bool), ("U8", DType.UInt8), ("I8", DType.Int8), ("I16", DType.Int16), ("F16", DType.Float16),
        ("BF16", DType.BFloat16),
        ("I32", DType.Int32), ("F32", DType.Float32), ("C64", DType.Complex64), ("F64", DType.Float64), ("I64", DType.Int64)];

    private static int Rank(DType dtype) => Array.FindIndex(Types, t => t.DType == dtype);

    /// <summary>Returns the tensors and the metadata that the layout of the header lists.</summary>
    public static (IReadOnlyList<SafeTensorsEntry>, IReadOnlyDictionary<string, string>) Of(SafeTensorsLayout layout) => (
        [.. layout.Entries.Select(e => new SafeTensorsEntry(e.Name, Types.First(t => t.Name == e.Type).DType, e.Shape, e.Offset, e.Bytes))],
        layout.Metadata);

    /// <summary>
    /// Returns the header with its length in front, padded so that the elements begin at a multiple of 8, and the order in which the
    /// format's library writes the tensors.
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
