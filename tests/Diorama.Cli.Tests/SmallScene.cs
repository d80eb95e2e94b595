using System.Text.Json.Nodes;

namespace Diorama.Cli.Tests;

/// <summary>A square above the ground and a camera that looks at it, as glTF text to be changed by a test.</summary>
internal static class SmallScene {
    private const int Float = 5126, UnsignedShort = 5123;

    public static JsonObject Make() {
        float[] corners = [-1, 0, 1, 1, 0, 1, 1, 0, -1, -1, 0, -1];
        ushort[] indices = [0, 1, 2, 0, 2, 3];
        byte[] bytes = new byte[60];
        Buffer.BlockCopy(corners, 0, bytes, 0, 48);
        Buffer.BlockCopy(indices, 0, bytes, 48, 12);
        return JsonNode.Parse($$"""
            {
              "asset": { "version": "2.0" }, "scene": 0, "scenes": [{ "nodes": [0, 1] }],
              "nodes": [
                { "name": "square", "mesh": 0 },
                { "name": "Above", "camera": 0, "translation": [0, 3, 0], "rotation": [-0.70710678, 0, 0, 0.70710678] }
              ],
              "cameras": [{ "type": "perspective", "perspective": { "yfov": 0.8, "znear": 0.1 } }],
              "materials": [{ "name": "paint", "pbrMetallicRoughness": { "baseColorFactor": [0.8, 0.4, 0.2, 1], "metallicFactor": 0 } }],
              "meshes": [{ "name": "plate", "primitives": [{ "attributes": { "POSITION": 0 }, "indices": 1, "material": 0 }] }],
              "accessors": [
                { "bufferView": 0, "componentType": {{Float}}, "count": 4, "type": "VEC3", "min": [-1, 0, -1], "max": [1, 0, 1] },
                { "bufferView": 1, "componentType": {{UnsignedShort}}, "count": 6, "type": "SCALAR" }
              ],
              "bufferViews": [{ "buffer": 0, "byteLength": 48 }, { "buffer": 0, "byteOffset": 48, "byteLength": 12 }],
              "buffers": [{ "byteLength": 60, "uri": "data:application/octet-stream;base64,{{Convert.ToBase64String(bytes)}}" }]
            }
            """)!.AsObject();
    }

    /// <summary>Replaces the bytes of the only buffer.</summary>
    public static void ChangeBytes(JsonObject scene, Action<byte[]> change) {
        JsonNode buffer = scene["buffers"]![0]!;
        string uri = (string)buffer["uri"]!;
        int comma = uri.IndexOf(',') + 1;
        byte[] bytes = Convert.FromBase64String(uri[comma..]);
        change(bytes);
        buffer["uri"] = uri[..comma] + Convert.ToBase64String(bytes);
    }
}
