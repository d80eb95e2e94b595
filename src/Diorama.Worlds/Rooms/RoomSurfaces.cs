using System.Numerics;
using Diorama.Assets.Index;

namespace Diorama.Worlds.Rooms;

/// <summary>Builds the faces that bound one room: floor, ceiling, walls with openings, reveals, skirting boards.</summary>
internal static class RoomSurfaces {
    private const float SkirtingHeight = 0.08f, SkirtingDepth = 0.014f;

    /// <summary>Adds the whole polygon of the room at a height, facing up or down.</summary>
    public static void Level(FaceBuilder into, Room room, float height, bool facesUp) {
        List<float> xs = [.. room.Outline.Select(p => p.X).Distinct().Order()], ys = [.. room.Outline.Select(p => p.Y).Distinct().Order()];
        for (int j = 0; j + 1 < ys.Count; j++) {
            for (int i = 0; i + 1 < xs.Count; i++) {
                if (!room.Contains(new((xs[i] + xs[i + 1]) / 2, (ys[j] + ys[j + 1]) / 2))) continue;
                Vector3 origin = new(0, 0, height);
                if (facesUp) into.Rectangle(origin, Vector3.UnitX, Vector3.UnitY, new(xs[i], ys[j]), new(xs[i + 1], ys[j + 1]));
                else into.Rectangle(origin, -Vector3.UnitX, Vector3.UnitY, new(-xs[i + 1], ys[j]), new(-xs[i], ys[j + 1]));
            }
        }
    }

    /// <summary>
    /// Adds the inner face of a wall. Seen from the room, the wall's direction runs to the left, so texture coordinate u runs against it.
    /// </summary>
    public static void Wall(FaceBuilder into, Room room, int edge) {
        WallSegment wall = room.Wall(edge);
        var holes = new List<FaceBuilder.Hole>();
        foreach (Opening o in room.Openings) if (o.Wall == edge) holes.Add(new(new(-o.End, o.Sill), new(-o.Offset, o.Top)));
        into.Rectangle(new(wall.From, 0), new(-wall.Direction, 0), Vector3.UnitZ, new(-wall.Length, 0), new(0, room.Height), [.. holes]);
    }

    /// <summary>Adds the four sides of an opening through the thickness of its wall.</summary>
    public static void Reveal(FaceBuilder into, Room room, Opening o, float thickness, FaceBuilder threshold) {
        WallSegment wall = room.Wall(o.Wall);
        Vector3 along = new(wall.Direction, 0), outward = new(-wall.Inward, 0), near = new(wall.At(o.Offset), 0),
            far = new(wall.At(o.End), 0);
        Vector2 low = new(0, o.Sill), high = new(thickness, o.Top);
        into.Rectangle(far, outward, Vector3.UnitZ, low, high);
        into.Rectangle(near, -outward, Vector3.UnitZ, new(-high.X, low.Y), new(-low.X, high.Y));
        // The floor of a doorway is that of its room.
        FaceBuilder bottom = o.Kind == OpeningKind.Door ? threshold : into;
        bottom.Rectangle(near with { Z = o.Sill }, outward, along, Vector2.Zero, new(thickness, o.Width));
        into.Rectangle(near with { Z = o.Top }, -outward, along, new(-thickness, 0), new(0, o.Width));
    }

    /// <summary>Adds a board along the foot of a wall, interrupted by doors and by windows that reach the floor.</summary>
    public static void Skirting(FaceBuilder into, Room room, int edge) {
        WallSegment wall = room.Wall(edge);
        var gaps = new List<(float Start, float End)>();
        foreach (Opening o in room.Openings) if (o.Wall == edge && o.Sill < SkirtingHeight)
            gaps.Add((o.Offset - Casing(o), o.End + Casing(o)));
        gaps.Sort();
        gaps.Add((wall.Length, wall.Length));
        float start = 0;
        foreach ((float gapStart, float gapEnd) in gaps) {
            if (gapStart - start > 0.01f) Board(into, wall, start, gapStart);
            start = MathF.Max(start, gapEnd);
        }
    }

    /// <summary>Returns the width of the casing that plain doors have on the wall around the opening.</summary>
    private static float Casing(Opening o) => o.Asset is null && o.Kind == OpeningKind.Door ? PlainDoorsAndWindows.CasingWidth : 0;

    private static void Board(FaceBuilder into, WallSegment wall, float start, float end) {
        Vector3 along = new(wall.Direction, 0), inward = new(wall.Inward, 0), foot = new(wall.From, 0);
        Vector3 face = foot + inward * SkirtingDepth;
        into.Rectangle(face, -along, Vector3.UnitZ, new(-end, 0), new(-start, SkirtingHeight));
        into.Rectangle(foot with { Z = SkirtingHeight }, along, inward, new(start, 0), new(end, SkirtingDepth));
        into.Rectangle(foot + along * start, -inward, Vector3.UnitZ, new(-SkirtingDepth, 0), new(0, SkirtingHeight));
        into.Rectangle(foot + along * end, inward, Vector3.UnitZ, new(0, 0), new(SkirtingDepth, SkirtingHeight));
    }
}
