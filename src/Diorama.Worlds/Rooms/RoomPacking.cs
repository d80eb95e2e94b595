using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Rooms;

/// <summary>The drawn shape and size of a room. Metres.</summary>
internal readonly record struct RoomSize(RoomType Type, RoomShape Shape, float Width, float Depth);

/// <summary>
/// Arranges rooms side by side in two rows, back to back or on both sides of a hall, with a wall's thickness between neighbours. Sizes stay
/// as drawn, except that a hall becomes as long as the rooms along it.
/// </summary>
internal static class RoomPacking {
    /// <returns>One outline per room, in the given order, centred on the world's origin.</returns>
    public static Vector2[][] Place(IReadOnlyList<RoomSize> sizes, float wall, Keyed key) {
        var outlines = new Vector2[sizes.Count][];
        int hall = -1;
        for (int i = 0; i < sizes.Count && sizes.Count > 1; i++) {
            if (hall < 0 && RoomTypeProfile.Of(sizes[i].Type).ConnectsRooms) hall = i;
        }
        float hallDepth = hall < 0 ? 0 : MathF.Min(sizes[hall].Width, sizes[hall].Depth);
        float upperBase = hall < 0 ? 0 : hallDepth + wall, upper = 0, lower = 0;
        for (int i = 0; i < sizes.Count; i++) {
            if (i == hall) continue;
            RoomSize size = sizes[i];
            Vector2[] outline = RoomOutline.Create(size.Shape, size.Width, size.Depth, key.With("outline").With(i));
            bool below = lower < upper;
            ref float end = ref below ? ref lower : ref upper;
            outlines[i] = below
                ? RoomOutline.Moved(RoomOutline.Mirrored(outline, false, true), new(end, -wall))
                : RoomOutline.Moved(outline, new(end, upperBase));
            end += size.Width + wall;
        }
        if (hall >= 0) outlines[hall] = RoomOutline.Create(RoomShape.Rectangle, MathF.Max(upper, lower) - wall, hallDepth, key);
        return Centred(outlines, key.With("mirror").Generator());
    }

    private static Vector2[][] Centred(Vector2[][] outlines, KeyedGenerator random) {
        bool x = random.NextFloat() < 0.5f, y = random.NextFloat() < 0.5f;
        Vector2 min = new(float.PositiveInfinity), max = -min;
        for (int i = 0; i < outlines.Length; i++) {
            outlines[i] = RoomOutline.Mirrored(outlines[i], x, y);
            foreach (Vector2 p in outlines[i]) (min, max) = (Vector2.Min(min, p), Vector2.Max(max, p));
        }
        Vector2 middle = (min + max) / 2;
        for (int i = 0; i < outlines.Length; i++) outlines[i] = RoomOutline.Moved(outlines[i], -middle);
        return outlines;
    }
}
