using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Diorama.Datasets.Layout;

/// <summary>How the records of this layout become JSON: snake_case, absent instead of null, shortest numbers that read back exactly.</summary>
public static class DatasetJson {
    /// <summary>One record on one line.</summary>
    public static JsonSerializerOptions Line { get; } = Make(indented: false);
    /// <summary>For files that people open.</summary>
    public static JsonSerializerOptions Page { get; } = Make(indented: true);

    private static JsonSerializerOptions Make(bool indented) => new() {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = indented, NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };
}
