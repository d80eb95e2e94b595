using System.Numerics;
using System.Text.Json.Nodes;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Names;
using Diorama.Rendering.Textures;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>Writes textures, samplers and images; image files are embedded unchanged, once each.</summary>
internal sealed class GltfTextureWriter(GltfOutput output, string folder, string? selfContainedFrom) {
    private const int Nearest = 9728, Linear = 9729, LinearMipmapLinear = 9987, Repeat = 10497, ClampToEdge = 33071, MirroredRepeat = 33648;

    private readonly Dictionary<Texture, int?> textures = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, (int Index, string Mime)?> images = [];
    private readonly Dictionary<(TextureWrap, TextureWrap, bool), int> samplers = [];

    /// <summary>
    /// Stores <paramref name="slot"/> as <paramref name="name"/> of a material or extension; returns its textureInfo, null if there is no
    /// texture.
    /// </summary>
    public JsonObject? Put(JsonObject into, string name, TextureSlot? slot) {
        if (slot == null || Texture(slot.Texture) is not { } index) return null;
        var info = new JsonObject { ["index"] = index };
        if (slot.TexCoord != 0) info["texCoord"] = slot.TexCoord;
        var transform = new JsonObject();
        if (slot.Offset != Vector2.Zero) transform["offset"] = GltfJson.Array(slot.Offset);
        transform.Put("rotation", slot.Rotation, 0);
        if (slot.Scale != Vector2.One) transform["scale"] = GltfJson.Array(slot.Scale);
        if (transform.Count > 0) output.Extend(info, "KHR_texture_transform", transform);
        into[name] = info;
        return info;
    }

    /// <summary>Returns the index of a texture; null if its image is left out.</summary>
    private int? Texture(Texture texture) {
        if (textures.TryGetValue(texture, out int? known)) return known;
        if (Image(texture) is not var (image, mime)) return textures[texture] = null;
        var value = new JsonObject { ["sampler"] = Sampler(texture) };
        value.PutName(texture.Name);
        // WebP needs an extension, which must be required because the texture has no other image.
        if (mime == "image/webp") output.Extend(value, "EXT_texture_webp", new() { ["source"] = image }, required: true);
        else value["source"] = image;
        return textures[texture] = output.Add("textures", value);
    }

    private int Sampler(Texture texture) {
        var key = (texture.WrapU, texture.WrapV, texture.Linear);
        if (samplers.TryGetValue(key, out int known)) return known;
        var value = new JsonObject { ["magFilter"] = texture.Linear ? Linear : Nearest,
            ["minFilter"] = texture.Linear ? LinearMipmapLinear : Nearest };
        if (texture.WrapU != TextureWrap.Repeat) value["wrapS"] = Wrap(texture.WrapU);
        if (texture.WrapV != TextureWrap.Repeat) value["wrapT"] = Wrap(texture.WrapV);
        return samplers[key] = output.Add("samplers", value);
    }

    private static int Wrap(TextureWrap wrap) => wrap switch {
        TextureWrap.ClampToEdge => ClampToEdge,
        TextureWrap.MirroredRepeat => MirroredRepeat,
        _ => Repeat,
    };

    private (int Index, string Mime)? Image(Texture texture) {
        object key = texture.Encoded ?? (object)texture.Source;
        if (images.TryGetValue(key, out var known)) return known;
        byte[]? bytes = texture.Encoded ?? Load(texture.Source);
        if (bytes == null && selfContainedFrom != null) return images[key] = null;
        if (bytes == null) {
            string relative = Path.GetRelativePath(folder, texture.Source).Replace('\\', '/');
            string uri = string.Join('/', relative.Split('/').Select(Uri.EscapeDataString));
            return images[key] = (output.Add("images", new() { ["uri"] = uri }), "");
        }
        string mime = MimeType(bytes);
        if (mime is not ("image/png" or "image/jpeg" or "image/webp")) {
            output.Warnings.Add($"{texture.Source}: stored as it is, though glTF viewers read only PNG, JPEG and WebP");
        }
        var value = new JsonObject { ["mimeType"] = mime, ["bufferView"] = output.Buffers.View(bytes) };
        return images[key] = (output.Add("images", value), mime);
    }

    private byte[]? Load(string path) {
        if (selfContainedFrom != null && !PathBelow.IsIn(selfContainedFrom, path)) {
            throw new BadInputException($"{Path.GetFullPath(path)}: the picture lies outside of the folder {selfContainedFrom}; only "
                + $"files in it or below are taken along");
        }
        try {
            return WholeFile.Read(path);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            output.Warnings.Add(
                $"{path}: cannot be read, {(selfContainedFrom == null ? "the glTF refers to it by name" : "the texture is left out")}");
            return null;
        }
    }

    /// <summary>Returns the MIME type according to the first bytes of the file, because names can be wrong.</summary>
    private static string MimeType(ReadOnlySpan<byte> file) => file switch {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [0xFF, 0xD8, ..] => "image/jpeg",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        [0x76, 0x2F, 0x31, 0x01, ..] => "image/x-exr",
        [(byte)'#', (byte)'?', ..] => "image/vnd.radiance",
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => "image/tiff",
        _ => "application/octet-stream",
    };
}
