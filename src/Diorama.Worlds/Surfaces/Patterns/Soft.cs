using System.Numerics;

namespace Diorama.Worlds.Surfaces.Patterns;

/// <summary>Carpet of cut or looped tufts, of one colour or a mixture of two shades.</summary>
internal sealed class Carpet(uint seed, bool looped, float mixture) : ISurfacePattern {
    private const int Tufts = 160;

    public Vector2 Size => new(0.8f);
    public int Width => 512;
    public int Height => 512;

    public SurfacePoint At(Vector2 place) {
        Vector2 unit = place / Size;
        Vector2 bent = looped ? unit * Tufts : unit * Tufts + 0.9f * new Vector2(TileNoise.Value(unit * 90, 90, 90, seed + 1) - 0.5f,
            TileNoise.Value(unit * 90, 90, 90, seed + 2) - 0.5f);
        (float nearest, _, float id) = TileNoise.Cells(looped ? bent * new Vector2(0.6f, 1) : bent, looped ? 96 : Tufts, Tufts, seed + 3);
        float tuft = 1 - Math.Min(nearest * 1.25f, 1), fibre =
            TileNoise.Hash(TileNoise.Wrap((int)(unit.X * Width), Width), TileNoise.Wrap((int)(unit.Y * Height), Height), seed + 6);
        // The pile leans where it was brushed by feet, and looks lighter or darker there.
        float brushed = TileNoise.Clouds(unit * 3, 3, 3, 4, seed + 7) - 0.5f;
        float light = (0.6f + 0.4f * tuft) * (1 + 0.14f * (fibre - 0.5f) + 0.16f * brushed) * (1 - mixture * (id < 0.4f ? 1 : 0));
        return new(new Vector3(light), 1, 0.0022f * tuft + 0.0005f * fibre);
    }
}

/// <summary>Mown grass as seen from a few metres away: tufts are visible, single blades are not.</summary>
internal sealed class Grass(uint seed) : ISurfacePattern {
    public Vector2 Size => new(3);
    public int Width => 512;
    public int Height => 512;

    public SurfacePoint At(Vector2 place) {
        Vector2 unit = place / Size;
        float tufts = TileNoise.Clouds(unit * 60, 60, 60, 3, seed), patches = TileNoise.Clouds(unit * 5, 5, 5, 4, seed + 5);
        float blade = TileNoise.Hash(TileNoise.Wrap((int)(unit.X * Width), Width), TileNoise.Wrap((int)(unit.Y * Height), Height),
            seed + 9);
        float light = 0.5f + 0.8f * (tufts - 0.5f) + 0.5f * (blade - 0.5f) + 0.5f * (patches - 0.5f),
            dry = TileNoise.Step(0.55f, 0.8f, patches + 0.2f * (blade - 0.5f));
        Vector3 green = new(0.085f, 0.15f, 0.03f), straw = new(0.21f, 0.19f, 0.08f);
        return new(Vector3.Lerp(green, straw, dry * 0.6f) * MathF.Max(0.1f, light) * 1.9f, 0.95f, 0.02f * tufts + 0.006f * blade);
    }
}
