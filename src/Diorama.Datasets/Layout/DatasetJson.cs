using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Diorama.Datasets.Layout;

/// <summary>
/// JSON options of this layout's records: snake_case names, null values omitted, shortest numbers that read back exactly.
/// </summary>
public static class DatasetJson {
    /// <summary>Options for one record per line.</summary>
    public static JsonSerializerOptions Line { get; } = Make(indented: false);
    /// <summary>Options for files that people read: indented.</summary>
    public static JsonSerializerOptions Page { get; } = Make(indented: true);

    /// <summary>
    /// Requires every property that is not nullable: null is omitted on writing, so a missing non-nullable property means damage.
    /// </summary>
    private static void RequireWhatIsNeverNull(JsonTypeInfo type) {
        foreach (JsonPropertyInfo property in type.Properties) {
            if (property is { Set: not null, AssociatedParameter: { IsNullable: false, HasDefaultValue: false } })
                property.IsRequired = true;
        }
    }

    /// <summary>Error for numbers beyond the range of the type: JSON has no infinity, but a number may be too large.</summary>
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
        // Missing, null or duplicate values in a damaged file are reported on reading, not noticed later.
        RespectNullableAnnotations = true, AllowDuplicateProperties = false,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireWhatIsNeverNull } },
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false), new FiniteSingles(),
            new FiniteDoubles() },
    };
}
