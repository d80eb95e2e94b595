using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Randomness;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Textures;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Surfaces;

/// <summary>
/// Procedural materials of floors, walls and ground. They expect texture coordinates in metres with v down the image and scale them to the
/// size of their pattern. A material belongs to one scene; its textures are shared by all.
/// </summary>
public static class SurfaceMaterials {
    /// <summary>Creates the material of a floor, with boards along u or v.</summary>
    public static Material Floor(SurfaceKind kind, Keyed key) => kind switch {
        SurfaceKind.Tiles => Tinted(Pick(key, (PatternKind.StoneTiles, 4), (PatternKind.MarbleTiles, 2), (PatternKind.GlazedTiles, 2)),
            SurfaceColors.Tile, key),
        SurfaceKind.Paint or SurfaceKind.Plaster => Tinted(PatternKind.Concrete, SurfaceColors.Concrete, key),
        _ => Create(kind, key),
    };

    /// <summary>Creates the material of a wall, down which v runs.</summary>
    public static Material Wall(SurfaceKind kind, Keyed key) => kind switch {
        SurfaceKind.Tiles => Tinted(Pick(key, (PatternKind.MetroTiles, 3), (PatternKind.GlazedTiles, 3), (PatternKind.MarbleTiles, 1)),
            SurfaceColors.Tile, key),
        SurfaceKind.Carpet => Create(SurfaceKind.Paint, key),
        _ => Create(kind, key),
    };

    public static Material Ceiling(Keyed key) {
        Material material = Tinted(PatternKind.Paint, SurfaceColors.Ceiling, key);
        material.Name = "ceiling";
        material.Roughness = 1;
        return material;
    }

    /// <summary>Creates lacquered wood or metal for skirting boards, frames and doors.</summary>
    public static Material Lacquer(Keyed key) => new() {
        Name = "lacquer", BaseColor = SurfaceColors.Pick(SurfaceColors.DoorsAndWindows, key.With("color")), Roughness = 0.35f,
    };

    public static Material Create(SurfaceKind kind, Keyed key) => kind switch {
        SurfaceKind.Wood => Tinted(Pick(key, (PatternKind.Planks, 3), (PatternKind.WidePlanks, 2)), SurfaceColors.WoodStain, key),
        SurfaceKind.Tiles => Tinted(Pick(key, (PatternKind.StoneTiles, 2), (PatternKind.GlazedTiles, 2), (PatternKind.MarbleTiles, 1)),
            SurfaceColors.Tile, key),
        SurfaceKind.Plaster => Tinted(Pick(key, (PatternKind.Plaster, 3), (PatternKind.RoughPlaster, 1)), SurfaceColors.WallPaint, key),
        SurfaceKind.Carpet => Tinted(Pick(key, (PatternKind.Carpet, 2), (PatternKind.LoopCarpet, 1)), SurfaceColors.Carpet, key),
        SurfaceKind.Concrete => Tinted(PatternKind.Concrete, SurfaceColors.Concrete, key),
        SurfaceKind.Brick => Patterned(PatternKind.Brick, key),
        _ => Tinted(PatternKind.Paint, SurfaceColors.WallPaint, key),
    };

    public static Material Grass(Keyed key) => Patterned(PatternKind.Grass, key);

    public static Material Asphalt(Keyed key) => Tinted(PatternKind.Asphalt, [(0x6A6A6B, 2), (0x5A5A5C, 2), (0x7B7A78, 1)], key);

    public static Material Paving(Keyed key) => Tinted(PatternKind.Paving, [(0xB5AFA6, 2), (0x9E9B97, 2), (0xB39C86, 1)], key);

    /// <summary>Creates any pattern in any colour, glossy or dull, for domain randomisation.</summary>
    /// <param name="key">Random key of the material.</param>
    /// <param name="metresPerUnit">Length of one unit of the object's texture coordinates, metres.</param>
    public static Material Random(Keyed key, float metresPerUnit = 1) {
        KeyedGenerator random = key.With("random").Generator();
        var kind = (PatternKind)random.NextInt(Enum.GetValues<PatternKind>().Length);
        Material material = Patterned(kind, key);
        material.BaseColor = SRgb.ToLinear(new Vector3(random.NextFloat(), random.NextFloat(), random.NextFloat()));
        material.Metallic = random.NextFloat() < 0.15f ? 1 : 0;
        material.Roughness = 0.3f + 0.7f * random.NextFloat();
        if (material.Metallic == 1) material.MetallicRoughnessTexture = null;
        float scale = metresPerUnit * MathF.Pow(2, 2 * random.NextFloat() - 1), turn = 2 * MathF.PI * random.NextFloat();
        foreach (TextureSlot? slot in (ReadOnlySpan<TextureSlot?>)[material.BaseColorTexture, material.MetallicRoughnessTexture,
            material.NormalTexture]) {
            if (slot is not null) (slot.Scale, slot.Rotation) = (slot.Scale * scale, turn);
        }
        return material;
    }

    /// <summary>Creates a pattern whose mean colour is a random colour of the list.</summary>
    private static Material Tinted(PatternKind kind, (uint Rgb, float Weight)[] colors, Keyed key) {
        Material material = Patterned(kind, key);
        Vector3 mean = SurfaceTextures.Mean(kind, Variant(kind, key));
        material.BaseColor = Vector3.Min(SurfaceColors.Pick(colors, key.With("color")) / mean, Vector3.One);
        return material;
    }

    private static Material Patterned(PatternKind kind, Keyed key) {
        SurfaceMaps maps = SurfaceTextures.Get(kind, Variant(kind, key));
        KeyedGenerator random = key.With("place").Generator();
        var offset = new Vector2(random.NextFloat(), random.NextFloat());
        // Painted walls have an even colour: only their relief needs a texture.
        bool even = kind == PatternKind.Paint;
        var material = new Material {
            Name = kind.ToString().ToLowerInvariant(), Roughness = even ? 0.5f + 0.4f * random.NextFloat() : 1,
            BaseColorTexture = even ? null : Slot(maps.Color), MetallicRoughnessTexture = even ? null : Slot(maps.Roughness),
            NormalTexture = Slot(maps.Normal),
        };
        if (kind is PatternKind.Carpet or PatternKind.LoopCarpet)
            (material.SheenColor, material.SheenRoughness, material.Specular) = (new(0.04f), 0.5f, 0.2f);
        if (kind is PatternKind.Planks or PatternKind.WidePlanks) material.Roughness = 0.7f + 0.3f * random.NextFloat();
        return material;

        TextureSlot Slot(Texture texture) => new() { Texture = texture, Scale = Vector2.One / maps.Size, Offset = offset };
    }

    private static int Variant(PatternKind kind, Keyed key) {
        KeyedGenerator random = key.With("variant").Generator();
        return random.NextInt(SurfaceTextures.Variants(kind));
    }

    private static PatternKind Pick(Keyed key, params ReadOnlySpan<(PatternKind Kind, float Weight)> options) {
        float total = 0;
        foreach ((_, float weight) in options) total += weight;
        KeyedGenerator random = key.With("pattern").Generator();
        float rest = random.NextFloat() * total;
        foreach ((PatternKind kind, float weight) in options) {
            if (rest < weight) return kind;
            rest -= weight;
        }
        return options[^1].Kind;
    }
}
