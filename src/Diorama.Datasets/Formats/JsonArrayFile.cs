using System.Text;
using System.Text.Json;
using Diorama.Core.Files;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats;

/// <summary>
/// Writes a JSON object with several long arrays that grow side by side, as COCO's images and annotations do: each array is kept in a
/// temporary file until the end, so neither memory nor the cost of adding an item grows.
/// </summary>
public sealed class JsonArrayFile : IDisposable {
    private static readonly JsonWriterOptions Options = new() { Encoder = DatasetJson.Line.Encoder };

    private readonly string path;
    private readonly (string Name, FileStream Items, long[] Count)[] arrays;
    private readonly MemoryStream item = new();
    private readonly Utf8JsonWriter writer;

    /// <param name="path">Path at which the file appears when it is finished.</param>
    /// <param name="names">Names of the arrays.</param>
    public JsonArrayFile(string path, params ReadOnlySpan<string> names) {
        this.path = path;
        writer = new(item, Options);
        arrays = new (string, FileStream, long[])[names.Length];
        for (int i = 0; i < names.Length; i++) {
            arrays[i] = (names[i], new($"{path}.{names[i]}.partial", FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16,
                FileOptions.DeleteOnClose), [0]);
        }
    }

    /// <summary>Adds an object to an array.</summary>
    /// <param name="array">Index of the array among the names.</param>
    /// <param name="write">Writes the object's properties.</param>
    public void Add(int array, Action<Utf8JsonWriter> write) {
        item.SetLength(0);
        writer.Reset();
        writer.WriteStartObject();
        write(writer);
        writer.WriteEndObject();
        writer.Flush();
        var (_, items, count) = arrays[array];
        items.Write(count[0]++ == 0 ? "\n"u8 : ",\n"u8);
        items.Write(item.GetBuffer(), 0, (int)item.Length);
    }

    /// <summary>Writes the finished JSON file.</summary>
    /// <param name="before">Writes the properties before the arrays; at least one.</param>
    /// <param name="after">Writes the properties after the arrays; at least one.</param>
    public void Finish(Action<Utf8JsonWriter> before, Action<Utf8JsonWriter> after) => AtomicFile.WriteStream(path, stream => {
        stream.Write("{"u8);
        Properties(before);
        foreach (var (name, items, _) in arrays) {
            stream.Write(Encoding.UTF8.GetBytes($",\n\"{name}\":["));
            items.Seek(0, SeekOrigin.Begin);
            items.CopyTo(stream);
            stream.Write("]"u8);
        }
        stream.Write(",\n"u8);
        Properties(after);
        stream.Write("}\n"u8);

        void Properties(Action<Utf8JsonWriter> write) {
            // Properties outside an object would fail validation, so it is skipped.
            using var json = new Utf8JsonWriter(stream, Options with { SkipValidation = true });
            write(json);
        }
    });

    public void Dispose() {
        writer.Dispose();
        foreach (var (_, items, _) in arrays) items.Dispose();
    }
}
