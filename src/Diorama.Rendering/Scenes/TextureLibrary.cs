using Diorama.Rendering.Textures;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Rendering.Materials;

namespace Diorama.Rendering.Scenes;

/// <summary>
/// All textures of a set of materials, decoded once each. An image that is missing or unreadable causes a warning, not an error: the
/// material then shows its factor only.
/// </summary>
public sealed class TextureLibrary {
    // Two textures with the same pixels share a pyramid and differ in their sampler.
    private readonly record struct PixelKey(string Source, byte[]? Encoded, TexelMeaning Meaning);

    private readonly record struct Use(Texture Texture, bool SRgb, Material Material, TexelMeaning Meaning);

    private readonly Dictionary<(Texture, bool), TextureMap> maps = [];

    private TextureLibrary() { }

    /// <summary>
    /// Decodes in parallel the textures that <paramref name="cache"/> does not hold; results and the order of warnings do not depend on
    /// scheduling.
    /// </summary>
    public static TextureLibrary Decode(IReadOnlyList<Material> materials, Warnings warnings, TextureCache? cache = null) {
        ArgumentNullException.ThrowIfNull(materials);
        ArgumentNullException.ThrowIfNull(warnings);
        // Alpha weights colour only where it is used for transparency; elsewhere it may be an unrelated value.
        var cutting = new HashSet<Texture>();
        foreach (var m in materials)
            if (m.AlphaMode != AlphaMode.Opaque && m.BaseColorTexture != null) cutting.Add(m.BaseColorTexture.Texture);
        var uses = new List<Use>();
        foreach (var m in materials) {
            foreach (var (slot, srgb) in Slots(m)) {
                if (slot == null) continue;
                var meaning = !srgb ? TexelMeaning.Data : cutting.Contains(slot.Texture) ? TexelMeaning.SRgb | TexelMeaning.Coverage
                    : TexelMeaning.SRgb;
                uses.Add(new(slot.Texture, srgb, m, meaning));
            }
        }
        var index = new Dictionary<PixelKey, int>();
        foreach (var use in uses) index.TryAdd(KeyOf(use), index.Count);
        var keys = new PixelKey[index.Count];
        foreach (var (key, i) in index) keys[i] = key;

        var pyramids = new MipPyramid?[keys.Length];
        var problems = new string?[keys.Length];
        Parallel.For(0, keys.Length, i => {
            try {
                var texture = new Texture { Source = keys[i].Source, Encoded = keys[i].Encoded };
                pyramids[i] = cache is null ? TextureDecoder.Decode(texture, keys[i].Meaning) : cache.Decode(texture, keys[i].Meaning);
            } catch (BadInputException e) {
                problems[i] = e.Message;
            }
        });

        var library = new TextureLibrary();
        foreach (var use in uses) {
            int i = index[KeyOf(use)];
            if (pyramids[i] is { } pyramid) {
                if (!library.maps.ContainsKey((use.Texture, use.SRgb)))
                    library.maps.Add((use.Texture, use.SRgb), new(pyramid, use.Texture.WrapU, use.Texture.WrapV, use.Texture.Linear));
            } else {
                warnings.Add($"{(use.Material.Name.Length > 0 ? $"Material {use.Material.Name}" : "A material without a name")} is shown "
                    + $"without a texture: {problems[i]}");
            }
        }
        return library;
    }

    /// <summary>Returns the decoded texture; null if it is missing or was not among the materials.</summary>
    public TextureMap? Find(Texture texture, bool srgb) => maps.GetValueOrDefault((texture, srgb));

    /// <summary>Returns the texture of a slot; for a null slot or a missing image one that does not exist.</summary>
    public TextureReference Reference(TextureSlot? slot, bool srgb) => slot == null ? default : new(Find(slot.Texture, srgb), slot);

    private static PixelKey KeyOf(Use use) => new(use.Texture.Source, use.Texture.Encoded, use.Meaning);

    /// <summary>
    /// Returns every slot of a material and whether its file holds sRGB-encoded colour (glTF 2.0 section 3.9 and the extensions).
    /// </summary>
    private static IEnumerable<(TextureSlot? Slot, bool SRgb)> Slots(Material m) => [
        (m.BaseColorTexture, true), (m.EmissionTexture, true), (m.SheenColorTexture, true), (m.SpecularColorTexture, true),
        (m.MetallicRoughnessTexture, false), (m.NormalTexture, false), (m.TransmissionTexture, false), (m.ThicknessTexture, false),
        (m.ClearcoatTexture, false), (m.ClearcoatRoughnessTexture, false), (m.ClearcoatNormalTexture, false),
        (m.SheenRoughnessTexture, false), (m.SpecularTexture, false)];
}
