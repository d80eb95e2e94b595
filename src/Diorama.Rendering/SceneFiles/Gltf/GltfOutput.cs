using System.Text.Json.Nodes;
using Diorama.Core.Diagnostics;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>The JSON of a file that is being written, its tables and the extensions that it declares.</summary>
internal sealed class GltfOutput {
    private readonly SortedDictionary<string, bool> extensions = new(StringComparer.Ordinal);

    public JsonObject Root { get; } = new() { ["asset"] = new JsonObject { ["version"] = "2.0", ["generator"] = "Diorama" } };
    public GltfBuffers Buffers { get; }
    public Warnings Warnings { get; }

    public GltfOutput(Warnings warnings) {
        Warnings = warnings;
        Buffers = new(this);
    }

    /// <summary>Appends a value to a top-level array and returns its index.</summary>
    public int Add(string table, JsonObject value) {
        if (Root[table] is not JsonArray array) Root[table] = array = [];
        array.Add(value);
        return array.Count - 1;
    }

    /// <summary>Adds extension <paramref name="name"/> to <paramref name="owner"/> and declares it.</summary>
    public void Extend(JsonObject owner, string name, JsonObject value, bool required = false) {
        owner.PutExtension(name, value);
        extensions[name] = required || extensions.GetValueOrDefault(name);
    }

    /// <summary>Completes the JSON: declared extensions and the one buffer.</summary>
    public void Finish(string? bufferUri) {
        if (extensions.Count > 0) Root["extensionsUsed"] = new JsonArray([.. extensions.Keys.Select(name => (JsonNode)name)]);
        if (extensions.ContainsValue(true))
            Root["extensionsRequired"] = new JsonArray([.. extensions.Where(e => e.Value).Select(e => (JsonNode)e.Key)]);
        if (Buffers.Length == 0) return;
        var buffer = new JsonObject { ["byteLength"] = Buffers.Length };
        if (bufferUri != null) buffer["uri"] = bufferUri;
        Add("buffers", buffer);
    }
}
