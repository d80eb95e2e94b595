using System.Numerics;
using System.Text.Json.Nodes;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>Helpers to write JSON for glTF; properties with their default value are omitted.</summary>
internal static class GltfJson {
    public static JsonArray Array(Vector2 v) => [v.X, v.Y];
    public static JsonArray Array(Vector3 v) => [v.X, v.Y, v.Z];
    public static JsonArray Array(ReadOnlySpan<float> values) {
        var array = new JsonArray();
        foreach (float value in values) array.Add(value);
        return array;
    }

    public static void Put(this JsonObject into, string name, float value, float fallback) {
        if (value != fallback) into[name] = value;
    }

    public static void Put(this JsonObject into, string name, Vector3 value, Vector3 fallback) {
        if (value != fallback) into[name] = Array(value);
    }

    public static void PutName(this JsonObject into, string name) {
        if (name.Length > 0) into["name"] = name;
    }

    /// <summary>Stores <paramref name="ours"/> as <c>extras.diorama</c> unless it is empty.</summary>
    public static void PutDiorama(this JsonObject into, JsonObject ours) {
        if (ours.Count == 0) return;
        if (into["extras"] is not JsonObject extras) into["extras"] = extras = [];
        extras["diorama"] = ours;
    }

    public static void PutExtension(this JsonObject into, string name, JsonObject value) {
        if (into["extensions"] is not JsonObject extensions) into["extensions"] = extensions = [];
        extensions[name] = value;
    }
}
