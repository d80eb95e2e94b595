using System.Numerics;
using Diorama.Worlds.Rooms;

namespace Diorama.Worlds.Placement;

/// <summary>
/// The area in which people can walk: cells of the floor at half a person's width from walls and furniture, flood-filled from a door.
/// </summary>
internal sealed class WalkableFloor {
    private const float Cell = 0.1f;
    /// <summary>Half the width of a path, metres.</summary>
    public const float HalfWidth = 0.3f;

    private readonly Vector2 origin;
    private readonly int columns, rows;
    /// <summary>Cells in which a person fits in the empty room.</summary>
    private readonly bool[] floor;
    private readonly bool[] free, reached;
    private readonly int[] open;
    private readonly List<Vector2> doors = [];

    public WalkableFloor(Room room) {
        (Vector2 min, Vector2 max) = room.Bounds;
        origin = min;
        columns = Math.Max(1, (int)MathF.Ceiling((max.X - min.X) / Cell));
        rows = Math.Max(1, (int)MathF.Ceiling((max.Y - min.Y) / Cell));
        floor = new bool[columns * rows];
        free = new bool[floor.Length];
        reached = new bool[floor.Length];
        open = new int[floor.Length];
        for (int i = 0; i < floor.Length; i++) floor[i] = room.Contains(Middle(i), HalfWidth - 0.05f);
        foreach (Opening door in room.Openings) {
            if (door.Kind != Diorama.Assets.Index.OpeningKind.Door) continue;
            WallSegment wall = room.Wall(door.Wall);
            doors.Add(wall.At(door.Offset + door.Width / 2) + wall.Inward * 0.45f);
        }
    }

    /// <summary>
    /// Flood-fills the floor around these boxes from the first door; in a room without doors, from each free area until one covers an
    /// eighth of the grid. Returns false if a door cannot be reached from the first one.
    /// </summary>
    public bool Flood(ReadOnlySpan<Footprint> obstacles) {
        floor.CopyTo(free, 0);
        foreach (Footprint box in obstacles) {
            (Vector2 min, Vector2 max) = box.Bounds;
            (int x0, int y0) = Index(min - new Vector2(HalfWidth));
            (int x1, int y1) = Index(max + new Vector2(HalfWidth));
            for (int y = y0; y <= y1; y++) {
                for (int x = x0; x <= x1; x++) {
                    int i = y * columns + x;
                    if (free[i] && box.DistanceTo(Middle(i)) < HalfWidth) free[i] = false;
                }
            }
        }
        Array.Clear(reached);
        int count = 0;
        if (doors.Count > 0) {
            count = From(Nearest(doors[0]));
            for (int d = 1; d < doors.Count; d++) {
                int at = Nearest(doors[d]);
                if (at < 0 || !reached[at]) return false;
            }
        } else {
            for (int i = 0; i < free.Length && count < free.Length / 8; i++) if (free[i] && !reached[i]) count = From(i);
        }
        return count > 0;
    }

    /// <summary>True if a person can come within <paramref name="distance"/>, plus half a path's width, of the box, metres.</summary>
    public bool Reaches(in Footprint box, float distance = 0.15f) {
        float near = HalfWidth + distance;
        (Vector2 min, Vector2 max) = box.Bounds;
        (int x0, int y0) = Index(min - new Vector2(near));
        (int x1, int y1) = Index(max + new Vector2(near));
        for (int y = y0; y <= y1; y++) {
            for (int x = x0; x <= x1; x++) {
                int i = y * columns + x;
                if (reached[i] && box.DistanceTo(Middle(i)) < near) return true;
            }
        }
        return false;
    }

    private int From(int start) {
        if (start < 0) return 0;
        int n = 0, count = 0;
        open[n++] = start;
        reached[start] = true;
        while (n > 0) {
            int i = open[--n], x = i % columns, y = i / columns;
            count++;
            if (x > 0) Visit(i - 1);
            if (x < columns - 1) Visit(i + 1);
            if (y > 0) Visit(i - columns);
            if (y < rows - 1) Visit(i + columns);
        }
        return count;

        void Visit(int i) {
            if (!free[i] || reached[i]) return;
            reached[i] = true;
            open[n++] = i;
        }
    }

    /// <summary>Returns the free cell nearest to a point; −1 if there is none within half a metre.</summary>
    private int Nearest(Vector2 point) {
        int best = -1;
        float least = 0.5f;
        (int x0, int y0) = Index(point - new Vector2(0.5f));
        (int x1, int y1) = Index(point + new Vector2(0.5f));
        for (int y = y0; y <= y1; y++) {
            for (int x = x0; x <= x1; x++) {
                float d = Vector2.Distance(Middle(y * columns + x), point);
                if (free[y * columns + x] && d < least) (best, least) = (y * columns + x, d);
            }
        }
        return best;
    }

    private Vector2 Middle(int i) => origin + new Vector2(i % columns + 0.5f, i / columns + 0.5f) * Cell;

    private (int X, int Y) Index(Vector2 p) =>
        (Math.Clamp((int)MathF.Floor((p.X - origin.X) / Cell), 0, columns - 1), Math.Clamp((int)MathF.Floor((p.Y - origin.Y) / Cell), 0,
        rows - 1));
}
