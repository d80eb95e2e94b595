using System.Text.Json;
using System.Text.Json.Serialization;

namespace Diorama.Assets.Index;

/// <summary>How indices and manifests are written.</summary>
public static class AssetJson {
    public static JsonSerializerOptions Options { get; } = new() {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, IncludeFields = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };
}
