using Diorama.Rendering.Textures;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>
/// Reads textures and the slots of materials that use them (glTF 2.0 sections 3.8 and 3.9.1, KHR_texture_transform, EXT_texture_webp).
/// </summary>
internal sealed class GltfTextures(GltfDocument document) {
    private const int Nearest = 9728, ClampToEdge = 33071, MirroredRepeat = 33648;

    private readonly Dictionary<int, Texture?> textures = [];
    private readonly Dictionary<int, (string Source, byte[]? Encoded)> images = [];

    /// <summary>Returns the texture slot called <paramref name="name"/> of a material or extension; null if there is none.</summary>
    public TextureSlot? Slot(GltfValue? owner, string name) {
        if (owner?.Find(name) is not { } info) return null;
        int index = info.Index("index", "textures") ?? throw document.Bad(info.Path, "'index' is missing");
        if (Texture(index) is not { } texture) return null;
        var slot = new TextureSlot { Texture = texture, TexCoord = info.Count("texCoord") ?? 0 };
        if (info.Extension("KHR_texture_transform") is { } transform) {
            slot.TexCoord = transform.Count("texCoord") ?? slot.TexCoord;
            slot.Offset = transform.Vector2("offset", slot.Offset);
            slot.Rotation = transform.Number("rotation", 0);
            slot.Scale = transform.Vector2("scale", slot.Scale);
        }
        return slot;
    }

    private Texture? Texture(int index) {
        if (textures.TryGetValue(index, out var known)) return known;
        var texture = document.Table("textures")[index];
        int? image = texture.Extension("EXT_texture_webp")?.Index("source", "images") ?? texture.Index("source", "images");
        if (image is not { } source) {
            document.Warn(texture.Path, "has no image in a format that can be read and is left out");
            return textures[index] = null;
        }
        var (path, encoded) = Image(source);
        GltfValue? sampler = texture.Index("sampler", "samplers") is { } s ? document.Table("samplers")[s] : null;
        return textures[index] = new() {
            Name = texture.Text("name") ?? document.Table("images")[source].Text("name") ?? "",
            Source = path,
            Encoded = encoded,
            WrapU = Wrap(sampler, "wrapS"),
            WrapV = Wrap(sampler, "wrapT"),
            Linear = (sampler?.Count("magFilter") ?? sampler?.Count("minFilter")) != Nearest,
        };
    }

    private static TextureWrap Wrap(GltfValue? sampler, string name) => sampler?.Count(name) switch {
        ClampToEdge => TextureWrap.ClampToEdge,
        MirroredRepeat => TextureWrap.MirroredRepeat,
        _ => TextureWrap.Repeat,
    };

    /// <summary>Returns the source and the embedded bytes of an image; textures with the same image share its bytes.</summary>
    private (string Source, byte[]? Encoded) Image(int index) {
        if (images.TryGetValue(index, out var known)) return known;
        var image = document.Table("images")[index];
        string inside = $"{document.FullPath}: {image.Path}";
        if (image.Find("uri") is { } uri) {
            // As for a file that is missing, whoever loads the texture warns with the name of the material.
            if (uri.Text().Contains("://", StringComparison.Ordinal)) return images[index] = (uri.Text(), null);
            return images[index] = GltfDocument.IsData(uri.Text()) ? (inside, document.Data(uri)) : (document.External(uri), null);
        }
        var view = image.Find("bufferView") ?? throw document.Bad(image.Path, "has neither 'uri' nor 'bufferView'");
        return images[index] = (inside, document.View(view.Index("bufferViews"), view.Path, out _).ToArray());
    }
}
