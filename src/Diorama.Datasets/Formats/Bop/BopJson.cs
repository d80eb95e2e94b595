using System.Text.Json;
using System.Text.Json.Nodes;
using Diorama.Core.Files;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.Bop;

/// <summary>Writes BOP's JSON files.</summary>
internal static class BopJson {
    public static void Write(string path, JsonNode node) => AtomicFile.WriteStream(path, stream => stream.Write(Bytes(node)));

    public static byte[] Bytes(JsonNode node) {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new() { Encoder = DatasetJson.Line.Encoder })) node.WriteTo(writer);
        return bytes.ToArray();
    }

    public static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(v => (JsonNode)Math.Round(v, 9))]);

    public static JsonArray Numbers(IEnumerable<int> values) => new([.. values.Select(v => (JsonNode)v)]);
}
