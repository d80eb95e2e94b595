using System.Numerics;

namespace Diorama.Worlds.Surfaces.Patterns;

/// <summary>
/// Wooden boards in rows along x, two to a row, each row shifted: growth rings cut lengthwise, pores, boards of different lightness,
/// bevelled joints. Colours are relative to the stain, around 1.
/// </summary>
internal sealed class WoodPlanks(uint seed, float boardWidth, int rows) : ISurfacePattern {
    private const float Length = 2.4f, Joint = 0.0012f, Bevel = 0.002f;

    public Vector2 Size => new(Length, boardWidth * rows);
    public int Width => 640;
    public int Height => 768;

    public SurfacePoint At(Vector2 place) {
        float course = MathF.Floor(place.Y / boardWidth), across = place.Y - course * boardWidth;
        int row = TileNoise.Wrap((int)course, rows);
        // Two joints per row, at least a quarter of the length apart.
        float first = TileNoise.Hash(row, 0, seed) * Length, board = Length * (0.4f + 0.2f * TileNoise.Hash(row, 1, seed));
        float along = place.X - first;
        along -= MathF.Floor(along / Length) * Length;
        int second = along >= board ? 1 : 0;
        if (second == 1) along -= board;
        float length = second == 1 ? Length - board : board;
        uint own = seed * 7919 + (uint)(row * 2 + second) * 104729;

        // Growth rings: the board is cut nearly along the trunk, so that they appear as long flames.
        float drift = TileNoise.Value(new(along * 1.3f, 0.5f), 1 << 20, 2, own) * 0.5f
            + TileNoise.Value(new(along * 4, 0.5f), 1 << 20, 2, own + 1) * 0.12f;
        float middle = (TileNoise.Hash(1, 2, own) - 0.5f) * 1.6f * boardWidth;
        float fromHeart = across - boardWidth / 2 - middle + (drift - 0.3f) * 0.12f;
        float depth = 0.02f + 0.05f * TileNoise.Hash(3, 4, own);
        float radius = MathF.Sqrt(fromHeart * fromHeart + depth * depth)
            + 0.003f * TileNoise.Value(new(along * 9, across * 60), 1 << 20, 1 << 20, own + 2);
        float phase = radius / (0.006f + 0.006f * TileNoise.Hash(5, 6, own));
        float ring = phase - MathF.Floor(phase);
        // Early wood gradually darkens into late wood, then ends abruptly.
        float grain = ring < 0.8f ? ring / 0.8f : (1 - ring) / 0.2f;
        float fibre = TileNoise.Value(new(along * 12, across * 900), 1 << 20, 1 << 20, own + 3) - 0.5f;
        float pores = TileNoise.Step(0.78f, 0.95f, TileNoise.Value(new(along * 30, across * 650), 1 << 20, 1 << 20, own + 4));

        float tone = 0.78f + 0.3f * TileNoise.Hash(7, 8, own);
        float light = tone * (1.06f - 0.2f * grain * grain + 0.1f * fibre - 0.18f * pores);
        float warm = 0.03f * (TileNoise.Hash(9, 10, own) - 0.5f) - 0.04f * grain;
        float edge = MathF.Min(MathF.Min(across, boardWidth - across), MathF.Min(along, length - along));
        float gap = 1 - TileNoise.Step(Joint * 0.5f, Joint * 1.5f, edge);
        float slope = 1 - Math.Clamp((edge - Joint) / Bevel, 0, 1);
        Vector3 color = new Vector3(light * (1 + warm), light, light * (1 - 2 * warm)) * (1 - 0.75f * gap) * 0.9f;
        return new(color, 0.38f + 0.12f * grain + 0.15f * pores + 0.4f * gap,
            -0.0006f * slope * slope - 0.00004f * grain - 0.00008f * pores);
    }
}
