using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Diorama.Rendering.SceneFiles.Gltf;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.SceneFiles.Gltf;

/// <summary>Hand-made glTF: one square of four vertices on one node, to be changed by a test.</summary>
internal static class GltfText {
    public const int Byte = 5120, UnsignedByte = 5121, Short = 5122, UnsignedShort = 5123, UnsignedInt = 5125, Float = 5126;

    /// <summary>accessors[0]: positions, accessors[1]: indices.</summary>
    public static JsonObject Square() {
        var json = JsonNode.Parse("""
            {
              "asset": { "version": "2.0" }, "scene": 0, "scenes": [{ "nodes": [0] }], "nodes": [{ "name": "square", "mesh": 0 }],
              "meshes": [{ "primitives": [{ "attributes": { "POSITION": 0 }, "indices": 1 }] }],
              "accessors": [], "bufferViews": [], "buffers": []
            }
            """)!.AsObject();
        Add<float>(json, Float, "VEC3", [0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 2]);
        Add<ushort>(json, UnsignedShort, "SCALAR", [0, 1, 2, 0, 2, 3]);
        return json;
    }

    /// <summary>Appends an accessor with its own view and buffer; returns its index.</summary>
    public static int Add<T>(JsonObject json, int componentType, string type, T[] numbers, bool normalized = false) where T : unmanaged {
        int components = type switch { "SCALAR" => 1, "VEC2" => 2, "VEC3" => 3, "VEC4" => 4, _ => 16 };
        int view = View<T>(json, numbers);
        var accessor = new JsonObject { ["bufferView"] = view, ["componentType"] = componentType, ["count"] = numbers.Length / components,
            ["type"] = type };
        if (normalized) accessor["normalized"] = true;
        json["accessors"]!.AsArray().Add(accessor);
        return json["accessors"]!.AsArray().Count - 1;
    }

    public static int View<T>(JsonObject json, ReadOnlySpan<T> numbers) where T : unmanaged {
        byte[] bytes = MemoryMarshal.AsBytes(numbers).ToArray();
        json["buffers"]!.AsArray().Add(new JsonObject { ["byteLength"] = bytes.Length,
            ["uri"] = $"data:application/octet-stream;base64,{Convert.ToBase64String(bytes)}" });
        int buffer = json["buffers"]!.AsArray().Count - 1;
        json["bufferViews"]!.AsArray().Add(new JsonObject { ["buffer"] = buffer, ["byteLength"] = bytes.Length });
        return json["bufferViews"]!.AsArray().Count - 1;
    }

    public static JsonObject Attributes(this JsonObject json) => json["meshes"]![0]!["primitives"]![0]!["attributes"]!.AsObject();

    public static JsonObject Primitive(this JsonObject json) => json["meshes"]![0]!["primitives"]![0]!.AsObject();

    public static Scene Read(JsonObject json, TemporaryFolder folder, GltfReadOptions? options = null) {
        File.WriteAllText(folder.File("scene.gltf"), json.ToJsonString());
        return GltfReader.Read(folder.File("scene.gltf"), options ?? new());
    }
}
