using System.Numerics;

namespace Diorama.Worlds.Surfaces.Patterns;

/// <summary>A wall painted with a roller: even colour, an orange-peel relief.</summary>
internal sealed class RolledPaint(uint seed) : ISurfacePattern {
    public Vector2 Size => new(0.8f);
    public int Width => 512;
    public int Height => 512;

    public SurfacePoint At(Vector2 place) {
        float peel = TileNoise.Clouds(place * 260, 208, 208, 2, seed), wave = TileNoise.Clouds(place / Size * 6, 6, 6, 3, seed + 9);
        return new(new Vector3(0.985f + 0.03f * (wave - 0.5f)), 0.55f, 0.00008f * peel + 0.0004f * wave);
    }
}

/// <summary>Plaster smoothed with a float: shallow strokes, fine grains, slightly mottled.</summary>
internal sealed class Plaster(uint seed, float coarseness) : ISurfacePattern {
    public Vector2 Size => new(1.6f);
    public int Width => 512;
    public int Height => 512;

    public SurfacePoint At(Vector2 place) {
        Vector2 bent = place / Size * 10 + 0.8f * new Vector2(TileNoise.Value(place / Size * 8, 8, 8, seed),
            TileNoise.Value(place / Size * 8, 8, 8, seed + 1));
        float strokes = TileNoise.Clouds(bent, 10, 10, 5, seed + 2), grains = TileNoise.Clouds(place / Size * 256, 256, 256, 2, seed + 9);
        float mottle = TileNoise.Clouds(place / Size * 5, 5, 5, 4, seed + 20);
        return new(new Vector3(0.95f + 0.09f * (mottle - 0.5f) + 0.05f * (grains - 0.5f)), 0.88f,
            coarseness * (0.004f * strokes + 0.0005f * grains));
    }
}

/// <summary>Concrete as cast or floated: clouds, sand, pores and occasional hair cracks.</summary>
internal sealed class Concrete(uint seed) : ISurfacePattern {
    public Vector2 Size => new(2.4f);
    public int Width => 512;
    public int Height => 512;

    public SurfacePoint At(Vector2 place) {
        Vector2 unit = place / Size;
        float clouds = TileNoise.Clouds(unit * 4, 4, 4, 6, seed), sand = TileNoise.Value(unit * 400, 400, 400, seed + 7);
        (float nearest, _, float id) = TileNoise.Cells(unit * 70, 70, 70, seed + 8);
        float pore = id < 0.16f ? 1 - TileNoise.Step(0.08f, 0.16f + 0.12f * id, nearest) : 0;
        Vector2 bent = unit * 3 + 0.5f * new Vector2(TileNoise.Clouds(unit * 9, 9, 9, 4, seed + 30),
            TileNoise.Clouds(unit * 9, 9, 9, 4, seed + 40));
        (float first, float second, float cell) = TileNoise.Cells(bent, 3, 3, seed + 50);
        float crack = cell < 0.3f ? 1 - TileNoise.Step(0.002f, 0.006f, second - first) : 0;
        float light = 0.86f + 0.42f * (clouds - 0.5f) + 0.07f * (sand - 0.5f) - 0.3f * pore - 0.25f * crack;
        return new(new Vector3(light * 1.005f, light, light * 0.985f), 0.72f + 0.2f * (0.5f - clouds),
            0.0008f * clouds + 0.00012f * sand - 0.0016f * pore - 0.0008f * crack);
    }
}

/// <summary>Asphalt: dark binder with lighter stones of 4 to 8 mm.</summary>
internal sealed class Asphalt(uint seed) : ISurfacePattern {
    public Vector2 Size => new(2);
    public int Width => 512;
    public int Height => 512;

    public SurfacePoint At(Vector2 place) {
        Vector2 unit = place / Size;
        (float nearest, float second, float id) = TileNoise.Cells(unit * 220, 220, 220, seed);
        float stone = TileNoise.Step(0.05f, 0.3f, second - nearest), wear = TileNoise.Clouds(unit * 5, 5, 5, 5, seed + 3);
        float light = (0.62f + 0.5f * (wear - 0.5f)) * float.Lerp(0.72f, 0.85f + 0.5f * id * id, stone);
        return new(new Vector3(light, light, light * 1.01f), 0.9f - 0.12f * stone, 0.0016f * stone * (0.6f + 0.4f * id));
    }
}
