using System.Numerics;

namespace Diorama.Worlds.Rooms;

/// <summary>
/// Builds the outside of the house: all walls at their full thickness as one closed hull with openings for windows and outer doors, and a
/// flat roof. It is computed on the grid of all edges and of all edges moved outwards by the thickness of a wall.
/// </summary>
internal static class Facade {
    private const float SameLine = 1e-3f;

    /// <summary>Builds the outer walls from the height <paramref name="ground"/> to the height <paramref name="roof"/>, metres.</summary>
    public static void Build(FaceBuilder walls, FaceBuilder top, FloorPlan plan, float ground, float roof) {
        List<float> xs = [], ys = [];
        var holes = new List<(Vector2 A, Vector2 B, Opening Opening)>();
        foreach (Room room in plan.Rooms) {
            foreach (Vector2 p in room.Outline) {
                xs.AddRange([p.X, p.X - plan.WallThickness, p.X + plan.WallThickness]);
                ys.AddRange([p.Y, p.Y - plan.WallThickness, p.Y + plan.WallThickness]);
            }
            foreach (Opening o in room.Openings) {
                if (o.OtherRoom >= 0) continue;
                WallSegment wall = room.Wall(o.Wall);
                Vector2 out1 = wall.At(o.Offset) - wall.Inward * plan.WallThickness,
                    out2 = wall.At(o.End) - wall.Inward * plan.WallThickness;
                holes.Add((Vector2.Min(out1, out2), Vector2.Max(out1, out2), o));
                xs.AddRange([out1.X, out2.X]);
                ys.AddRange([out1.Y, out2.Y]);
            }
        }
        Distinct(xs);
        Distinct(ys);
        for (int j = 0; j + 1 < ys.Count; j++) {
            for (int i = 0; i + 1 < xs.Count; i++) {
                if (!IsBuilt(i, j)) continue;
                top.Rectangle(new(0, 0, roof), Vector3.UnitX, Vector3.UnitY, new(xs[i], ys[j]), new(xs[i + 1], ys[j + 1]));
                // Every side that faces the outside, counter-clockwise around the cell.
                if (!IsBuilt(i, j - 1)) Side(new(xs[i], ys[j]), new(xs[i + 1], ys[j]));
                if (!IsBuilt(i + 1, j)) Side(new(xs[i + 1], ys[j]), new(xs[i + 1], ys[j + 1]));
                if (!IsBuilt(i, j + 1)) Side(new(xs[i + 1], ys[j + 1]), new(xs[i], ys[j + 1]));
                if (!IsBuilt(i - 1, j)) Side(new(xs[i], ys[j + 1]), new(xs[i], ys[j]));
            }
        }

        bool IsBuilt(int i, int j) {
            if (i < 0 || j < 0 || i + 1 >= xs.Count || j + 1 >= ys.Count) return false;
            var middle = new Vector2(xs[i] + xs[i + 1], ys[j] + ys[j + 1]) / 2;
            float reach = plan.WallThickness - SameLine;
            for (int y = -1; y <= 1; y++) {
                for (int x = -1; x <= 1; x++) if (plan.RoomAt(middle + new Vector2(x, y) * reach) >= 0) return true;
            }
            return false;
        }

        void Side(Vector2 from, Vector2 to) {
            Vector2 middle = (from + to) / 2, direction = Vector2.Normalize(to - from);
            Vector3 across = new(direction, 0), foot = new(from - direction * Vector2.Dot(from, direction), 0);
            float start = Vector2.Dot(from, direction), end = Vector2.Dot(to, direction);
            foreach ((Vector2 a, Vector2 b, Opening o) in holes) {
                if (middle.X < a.X - SameLine || middle.X > b.X + SameLine || middle.Y < a.Y - SameLine || middle.Y > b.Y + SameLine)
                    continue;
                if (o.Sill > ground) walls.Rectangle(foot, across, Vector3.UnitZ, new(start, ground), new(end, o.Sill));
                walls.Rectangle(foot, across, Vector3.UnitZ, new(start, o.Top), new(end, roof));
                return;
            }
            walls.Rectangle(foot, across, Vector3.UnitZ, new(start, ground), new(end, roof));
        }
    }

    private static void Distinct(List<float> values) {
        values.Sort();
        for (int i = values.Count - 1; i > 0; i--) if (values[i] - values[i - 1] < SameLine) values.RemoveAt(i);
    }
}
