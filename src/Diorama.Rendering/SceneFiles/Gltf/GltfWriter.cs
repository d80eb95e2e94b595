using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>
/// Writes a scene as glTF 2.0: one .glb, or a .gltf with its .bin beside it. Everything in <see cref="Scene"/> is kept except environment
/// maps; what glTF cannot express goes to <c>extras.diorama</c> (docs/scene-files.md). Image files are embedded unchanged. The file appears
/// complete or not at all. What could not be written is added to <see cref="Scene.Warnings"/>.
/// </summary>
public static class GltfWriter {
    public static void Write(Scene scene, string path) => Write(scene, path, new());

    public static void Write(Scene scene, string path, GltfWriteOptions options) {
        string full = Path.GetFullPath(path);
        bool binary = Path.GetExtension(full).ToLowerInvariant() switch {
            ".glb" => true,
            ".gltf" => false,
            string other => throw new BadInputException($"{path}: a name that ends in .glb or .gltf was expected, found '{other}'"),
        };
        var output = Describe(scene, Path.GetDirectoryName(full)!, options);
        string bin = Path.ChangeExtension(full, ".bin");
        output.Finish(binary ? null : Uri.EscapeDataString(Path.GetFileName(bin)));
        CheckFinite(output.Root);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(output.Root);
        if (binary) {
            AtomicFile.WriteStream(full, stream => WriteGlb(stream, json, output.Buffers, path));
        } else {
            if (output.Buffers.Length > 0) AtomicFile.WriteStream(bin, output.Buffers.CopyTo);
            AtomicFile.WriteStream(full, stream => stream.Write(json));
        }
    }

    private static GltfOutput Describe(Scene scene, string folder, GltfWriteOptions options) {
        var output = new GltfOutput(scene.Warnings);
        var materials = new GltfMaterialWriter(output, new(output, folder, options.SelfContainedFrom));
        foreach (var material in scene.Materials) materials.Index(material);
        var nodes = new GltfNodeWriter(output, new(output, materials), new(output), new(output, options.PhotometricScale));
        nodes.Write(scene);
        var animations = new GltfAnimationWriter(output, nodes.Indices);
        foreach (var animation in scene.Animations) {
            if (animations.Write(animation) is { } value) output.Add("animations", value);
        }
        if (scene.Environment?.Map != null) scene.Warnings.Add("the environment map is not stored in glTF");
        return output;
    }

    /// <summary>Throws if a number is not finite, which JSON cannot store; the element is named by its path.</summary>
    private static void CheckFinite(JsonNode? node) {
        if (node is JsonObject members) {
            foreach (var (_, member) in members) CheckFinite(member);
        } else if (node is JsonArray items) {
            foreach (var item in items) CheckFinite(item);
        } else if (node is JsonValue value && (value.TryGetValue(out float f) && !float.IsFinite(f) || value.TryGetValue(out double d)
            && !double.IsFinite(d))) {
            throw new BadInputException($"{node.GetPath()[2..]} of the scene is not finite and cannot be written as glTF");
        }
    }

    /// <summary>Writes the GLB container of glTF 2.0 section 4.</summary>
    private static void WriteGlb(Stream stream, byte[] json, GltfBuffers buffers, string path) {
        int padding = -json.Length & 3;
        long length = 12 + 8 + json.Length + padding + (buffers.Length > 0 ? 8 + buffers.Length : 0);
        if (length > uint.MaxValue) throw new BadInputException($"{path}: {length} bytes are more than a GLB can hold");
        Words(stream, 0x46546C67, 2, (uint)length, (uint)(json.Length + padding), 0x4E4F534A);
        stream.Write(json);
        for (int i = 0; i < padding; i++) stream.WriteByte((byte)' ');
        if (buffers.Length == 0) return;
        Words(stream, (uint)buffers.Length, 0x004E4942);
        buffers.CopyTo(stream);
    }

    private static void Words(Stream stream, params ReadOnlySpan<uint> words) {
        Span<byte> bytes = stackalloc byte[4];
        foreach (uint word in words) {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, word);
            stream.Write(bytes);
        }
    }
}
