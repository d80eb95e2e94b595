using System.Numerics;
using Diorama.Core.Colors;

namespace Diorama.Worlds.Surfaces.Patterns;

internal enum BrickColor { Red, Brown, Yellow, White }

/// <summary>
/// A stretcher bond of bricks of 215 × 65 mm with 10 mm of mortar. Colours are absolute; white bricks are painted, mortar included.
/// </summary>
internal sealed class Brick(uint seed, BrickColor kind) : ISurfacePattern {
    private const int Columns = 8, Rows = 24;
    private const float Mortar = 0.01f;
    private static readonly Vector2 module = new(0.225f, 0.075f);
    // sRGB, as in photographs of walls in even light.
    private static readonly Vector3[][] colors = [
        [new(0.60f, 0.30f, 0.22f), new(0.66f, 0.36f, 0.27f), new(0.52f, 0.25f, 0.20f), new(0.70f, 0.42f, 0.32f)],
        [new(0.46f, 0.33f, 0.27f), new(0.40f, 0.28f, 0.24f), new(0.52f, 0.38f, 0.30f), new(0.36f, 0.27f, 0.25f)],
        [new(0.73f, 0.62f, 0.45f), new(0.67f, 0.56f, 0.41f), new(0.78f, 0.68f, 0.52f), new(0.60f, 0.50f, 0.38f)],
        [new(0.90f, 0.89f, 0.86f), new(0.88f, 0.87f, 0.84f), new(0.91f, 0.90f, 0.88f), new(0.89f, 0.88f, 0.85f)],
    ];

    public Vector2 Size => module * new Vector2(Columns, Rows);
    public int Width => 512;
    public int Height => 512;

    public SurfacePoint At(Vector2 place) {
        // Hand-made edges: nothing is perfectly straight.
        Vector2 p = place + 0.0022f * new Vector2(Fine(place, 20, seed + 1) - 0.5f, Fine(place, 20, seed + 2) - 0.5f);
        int row = TileNoise.Wrap((int)MathF.Floor(p.Y / module.Y), Rows);
        float y = p.Y - MathF.Floor(p.Y / module.Y) * module.Y, x = p.X + ((row & 1) == 1 ? module.X / 2 : 0);
        int column = TileNoise.Wrap((int)MathF.Floor(x / module.X), Columns);
        x -= MathF.Floor(x / module.X) * module.X;
        uint own = seed * 977 + (uint)(row * Columns + column) * 31337;
        float edge = MathF.Min(MathF.Min(x, module.X - x), MathF.Min(y, module.Y - y)) - Mortar / 2;
        float brick = TileNoise.Step(-0.0015f, 0.0015f, edge), rounded = 1 - Math.Clamp(edge / 0.006f, 0, 1);
        float clouds = TileNoise.Clouds(place / Size * 24, 24, 24, 4, seed + 3), grain = Fine(place, 260, seed + 4);

        Vector3[] palette = colors[(int)kind];
        Vector3 body = SRgb.ToLinear(Vector3.Lerp(palette[(int)(TileNoise.Hash(1, 0, own) * 4)],
            palette[(int)(TileNoise.Hash(2, 0, own) * 4)], TileNoise.Hash(3, 0, own)));
        float variation = kind == BrickColor.White ? 0.12f : 0.5f;
        body *= 1 + variation * (clouds - 0.5f) + variation * 0.4f * (grain - 0.5f);
        Vector3 mortar = kind == BrickColor.White ? body * 0.93f
            : new Vector3(0.42f, 0.40f, 0.37f) * (0.8f + 0.3f * grain + 0.3f * (clouds - 0.5f));
        float face = -0.0012f * rounded * rounded + 0.0012f * clouds + 0.0005f * grain + 0.001f * TileNoise.Hash(4, 0, own);
        float deep = kind == BrickColor.White ? -0.003f : -0.005f;
        return new(Vector3.Lerp(mortar, body, brick), float.Lerp(0.95f, kind == BrickColor.White ? 0.6f : 0.85f, brick),
            float.Lerp(deep + 0.0008f * grain, face, brick));
    }

    /// <summary>Noise with about <paramref name="perMetre"/> cells per metre that repeats with the pattern.</summary>
    private static float Fine(Vector2 place, int perMetre, uint seed) =>
        TileNoise.Value(place * perMetre, (int)MathF.Round(1.8f * perMetre), (int)MathF.Round(1.8f * perMetre), seed);
}
