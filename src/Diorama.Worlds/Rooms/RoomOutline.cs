using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Rooms;

/// <summary>
/// Creates outlines of rooms in a box [0, width] × [0, depth], counter-clockwise. The side at y = 0 always has the whole width, so that
/// rooms can be arranged in rows along it.
/// </summary>
internal static class RoomOutline {
    /// <summary>Smallest width of each part of a room, metres, if its size allows.</summary>
    private const float NarrowestPart = 1.5f;

    public static Vector2[] Create(RoomShape shape, float width, float depth, Keyed key) {
        KeyedGenerator random = key.Generator();
        switch (shape) {
            case RoomShape.L: {
                float x = Cut(width, 0.5f + 0.2f * random.NextFloat()), y = Cut(depth, 0.45f + 0.2f * random.NextFloat());
                return random.NextFloat() < 0.5f
                    ? [new(0, 0), new(width, 0), new(width, y), new(x, y), new(x, depth), new(0, depth)]
                    : [new(0, 0), new(width, 0), new(width, depth), new(width - x, depth), new(width - x, y), new(0, y)];
            }
            case RoomShape.T: {
                float stem = Cut(width, 0.4f + 0.2f * random.NextFloat()), y = Cut(depth, 0.45f + 0.2f * random.NextFloat());
                float x = (width - stem) * (0.3f + 0.4f * random.NextFloat());
                return [new(0, 0), new(width, 0), new(width, y), new(x + stem, y), new(x + stem, depth), new(x, depth), new(x, y),
                    new(0, y)];
            }
            default:
                return [new(0, 0), new(width, 0), new(width, depth), new(0, depth)];
        }
    }

    /// <summary>Returns the position, in whole centimetres, at which a side is divided, so that both parts stay usable.</summary>
    private static float Cut(float side, float share) =>
        MathF.Round(100 * MathF.Min(MathF.Max(side * share, MathF.Min(NarrowestPart, side * 0.75f)), side * 0.75f)) / 100;

    /// <summary>Returns the mirrored outline, again counter-clockwise.</summary>
    public static Vector2[] Mirrored(Vector2[] outline, bool x, bool y) {
        Vector2 sign = new(x ? -1 : 1, y ? -1 : 1);
        var result = new Vector2[outline.Length];
        for (int i = 0; i < result.Length; i++) result[i] = outline[x != y ? result.Length - 1 - i : i] * sign;
        return result;
    }

    public static Vector2[] Moved(Vector2[] outline, Vector2 by) {
        var result = new Vector2[outline.Length];
        for (int i = 0; i < result.Length; i++) result[i] = outline[i] + by;
        return result;
    }
}
