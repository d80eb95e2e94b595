using System.Numerics;

namespace Diorama.Worlds.Surfaces.Patterns;

internal enum TileFinish { Glazed, Stone, Marble }

/// <summary>
/// Ceramic or stone tiles with grout; alternate rows may be shifted by half a tile. Colours are relative to the base colour of the tiles.
/// </summary>
internal sealed class Tiles(uint seed, Vector2 tile, int columns, int rows, TileFinish finish, bool shifted, float groutLightness)
    : ISurfacePattern {
    private const float Grout = 0.003f, Bevel = 0.0025f;

    public Vector2 Size => tile * new Vector2(columns, rows);
    public int Width => 512;
    public int Height => 512;

    public SurfacePoint At(Vector2 place) {
        float course = MathF.Floor(place.Y / tile.Y), y = place.Y - course * tile.Y;
        int row = TileNoise.Wrap((int)course, rows);
        float x = place.X + (shifted && (row & 1) == 1 ? tile.X / 2 : 0);
        int column = TileNoise.Wrap((int)MathF.Floor(x / tile.X), columns);
        x -= MathF.Floor(x / tile.X) * tile.X;
        uint own = seed * 6151 + (uint)(row * columns + column) * 2654435;
        float edge = MathF.Min(MathF.Min(x, tile.X - x), MathF.Min(y, tile.Y - y));
        float joint = 1 - TileNoise.Step(Grout * 0.5f, Grout * 0.5f + 0.001f, edge);
        float slope = 1 - Math.Clamp((edge - Grout / 2) / Bevel, 0, 1);
        Vector2 local = new Vector2(x, y) + 50 * new Vector2(TileNoise.Hash(1, 0, own), TileNoise.Hash(2, 0, own));

        float light = 0.92f + 0.06f * TileNoise.Hash(3, 0, own), roughness = 0.16f, height = -0.0008f * slope * slope;
        var tint = Vector3.One;
        if (finish == TileFinish.Stone) {
            float clouds = TileNoise.Clouds(local * 9, 1 << 20, 1 << 20, 5, seed + 20);
            float speck = TileNoise.Value(local * 420, 1 << 20, 1 << 20, seed + 30);
            light = (0.72f + 0.1f * TileNoise.Hash(3, 0, own)) + 0.24f * (clouds - 0.5f) + 0.1f * (speck - 0.5f);
            tint = new(1 + 0.1f * (clouds - 0.5f), 1, 1 - 0.16f * (clouds - 0.5f));
            (roughness, height) = (0.42f + 0.2f * (clouds - 0.5f), height + 0.0002f * clouds + 0.00004f * speck);
        } else if (finish == TileFinish.Marble) {
            Vector2 bent = local * 2.5f + 0.9f * new Vector2(TileNoise.Clouds(local * 4, 1 << 20, 1 << 20, 5, seed + 40),
                TileNoise.Clouds(local * 4, 1 << 20, 1 << 20, 5, seed + 50));
            float bold = MathF.Abs(TileNoise.Clouds(bent, 1 << 20, 1 << 20, 3, seed + 60) - 0.5f),
                fine = MathF.Abs(TileNoise.Clouds(bent * 2.7f, 1 << 20, 1 << 20, 3, seed + 65) - 0.5f);
            float clouds = TileNoise.Clouds(local * 6, 1 << 20, 1 << 20, 4, seed + 70);
            // Veins fade in and out.
            light = 0.95f - 0.3f * MathF.Exp(-bold * 130) * clouds * 1.6f - 0.14f * MathF.Exp(-fine * 150) * clouds
                - 0.1f * (clouds - 0.5f);
            tint = new(1, 0.995f, 0.985f);
            roughness = 0.12f;
        } else {
            // Glaze is never perfectly flat.
            height += 0.00025f * TileNoise.Value(local * 14, 1 << 20, 1 << 20, seed + 10);
        }
        float sand = TileNoise.Value(place / tile * 80, 80 * columns, 80 * rows, seed + 5);
        return new(
            Vector3.Lerp(tint * light, new Vector3(groutLightness * (0.9f + 0.15f * sand)), joint),
            float.Lerp(roughness, 0.9f, joint), float.Lerp(height, -0.0014f + 0.0002f * sand, joint));
    }
}
