using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Diorama.Datasets.Layout;

/// <summary>
/// How the records of this layout become JSON: snake_case, absent instead of null, shortest numbers that read back exactly.
/// </summary>
public static class DatasetJson {
    /// <summary>One record on one line.</summary>
    public static JsonSerializerOptions Line { get; } = Make(indented: false);
    /// <summary>For files that people open.</summary>
    public static JsonSerializerOptions Page { get; } = Make(indented: true);

    /// <summary>A null is left out when it is written, so only what is never null may be asked for.</summary>
    private static void RequireWhatIsNeverNull(JsonTypeInfo type) {
        foreach (JsonPropertyInfo property in type.Properties) {
            if (property is { Set: not null, AssociatedParameter: { IsNullable: false, HasDefaultValue: false } })
                property.IsRequired = true;
        }
    }

    /// <summary>JSON has no infinity, but numbers too large for anything else.</summary>
    private static JsonException NotFinite => new("a number is too large");

    private sealed class FiniteSingles : JsonConverter<float> {
        public override float Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetSingle() is var value && float.IsFinite(value) ? value : throw NotFinite;

        public override void Write(Utf8JsonWriter writer, float value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
    }

    private sealed class FiniteDoubles : JsonConverter<double> {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDouble() is var value && double.IsFinite(value) ? value : throw NotFinite;

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
    }

    private static JsonSerializerOptions Make(bool indented) => new() {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = indented, NewLine = "\n",
        // What is missing, null or there twice in a damaged file is told when it is read, not met later.
        RespectNullableAnnotations = true, AllowDuplicateProperties = false,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireWhatIsNeverNull } },
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false), new FiniteSingles(),
            new FiniteDoubles() },
    };
}
