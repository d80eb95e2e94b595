using System.Text.Json;
using System.Text.Json.Serialization;

namespace Diorama.Assets.Index;

/// <summary>JSON options of indices and manifests.</summary>
public static class AssetJson {
    public static JsonSerializerOptions Options { get; } = new() {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, IncludeFields = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };
}
