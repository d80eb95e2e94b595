using System.Numerics;

namespace Diorama.Worlds.Placement;

/// <summary>A level part of an asset on which objects can stand, of any outline: a table's top, a board of a bookcase.</summary>
internal sealed class SupportSurface {
    /// <summary>Largest difference of height between neighbouring columns of one surface, metres.</summary>
    private const float Level = 0.003f;
    private const float MinArea = 0.006f;
    /// <summary>Smallest free height above a surface, metres.</summary>
    private const float MinHeadroom = 0.05f;

    private readonly AssetColumns owner;
    private readonly float[] heights;

    /// <summary>Height of the highest point, asset frame, metres.</summary>
    public required float Height { get; init; }
    /// <summary>Area, square metres.</summary>
    public required float Area { get; init; }
    /// <summary>Median of the free height above its columns, metres; +∞ under the open sky.</summary>
    public required float Room { get; init; }
    /// <summary>Centres of its columns, asset frame, metres.</summary>
    public required Vector2[] Places { get; init; }
    public Vector2 Min { get; private init; }
    public Vector2 Max { get; private init; }

    private SupportSurface(AssetColumns owner, float[] heights) => (this.owner, this.heights) = (owner, heights);

    /// <summary>Returns the height of the surface at a point of the asset frame; NaN outside of the surface.</summary>
    public float HeightAt(Vector2 point) {
        int x = owner.ColumnAt(point.X), y = owner.RowAt(point.Y);
        return (uint)x < (uint)owner.Columns && (uint)y < (uint)owner.Rows ? heights[y * owner.Columns + x] : float.NaN;
    }

    /// <summary>Finds the surfaces of an asset, from the highest to the lowest.</summary>
    public static IReadOnlyList<SupportSurface> Find(AssetColumns asset) {
        var found = new List<SupportSurface>();
        int columns = asset.Columns, rows = asset.Rows;
        // The levels of a column are its intervals; each is visited once.
        var first = new int[columns * rows + 1];
        for (int i = 0; i < columns * rows; i++) first[i + 1] = first[i] + asset.At(i % columns, i / columns).Length;
        var seen = new bool[first[^1]];
        var open = new Stack<(int Column, int Level)>();
        var members = new List<(int Column, float Height)>();
        for (int start = 0; start < columns * rows; start++) {
            int levels = first[start + 1] - first[start];
            for (int level = 0; level < levels; level++) {
                if (seen[first[start] + level] || RoomAbove(asset, start, level) < MinHeadroom) continue;
                float seed = asset.At(start % columns, start / columns)[level].High;
                members.Clear();
                open.Push((start, level));
                seen[first[start] + level] = true;
                float height = seed;
                while (open.TryPop(out (int Column, int Level) at)) {
                    int x = at.Column % columns, y = at.Column / columns;
                    float top = asset.At(x, y)[at.Level].High;
                    members.Add((at.Column, top));
                    height = MathF.Max(height, top);
                    for (int side = 0; side < 4; side++) {
                        int nx = x + (side == 0 ? 1 : side == 1 ? -1 : 0), ny = y + (side == 2 ? 1 : side == 3 ? -1 : 0);
                        if ((uint)nx >= (uint)columns || (uint)ny >= (uint)rows) continue;
                        int n = ny * columns + nx;
                        ReadOnlySpan<Stretch> next = asset.At(nx, ny);
                        for (int k = 0; k < next.Length; k++) {
                            if (seen[first[n] + k] || MathF.Abs(next[k].High - seed) > Level || RoomAbove(asset, n, k) < MinHeadroom)
                                continue;
                            seen[first[n] + k] = true;
                            open.Push((n, k));
                        }
                    }
                }
                float area = members.Count * asset.Cell * asset.Cell;
                if (area < MinArea) continue;
                found.Add(Create(asset, members, height, area));
            }
        }
        found.Sort(static (a, b) => a.Height != b.Height ? b.Height.CompareTo(a.Height) : b.Area.CompareTo(a.Area));
        return found;
    }

    private static SupportSurface Create(AssetColumns asset, List<(int Column, float Height)> members, float height, float area) {
        int columns = asset.Columns;
        var heights = new float[columns * asset.Rows];
        Array.Fill(heights, float.NaN);
        var places = new Vector2[members.Count];
        var rooms = new float[members.Count];
        Vector2 min = new(float.PositiveInfinity), max = new(float.NegativeInfinity);
        members.Sort(static (a, b) => a.Column.CompareTo(b.Column));
        for (int i = 0; i < members.Count; i++) {
            int x = members[i].Column % columns, y = members[i].Column / columns;
            heights[members[i].Column] = members[i].Height;
            places[i] = asset.Middle(x, y);
            (min, max) = (Vector2.Min(min, places[i]), Vector2.Max(max, places[i]));
            rooms[i] = float.PositiveInfinity;
            foreach (Stretch s in asset.At(x, y)) {
                if (s.Low > height + Level) {
                    rooms[i] = s.Low - height;
                    break;
                }
            }
        }
        Array.Sort(rooms);
        return new(asset, heights) { Height = height, Area = area, Room = rooms[rooms.Length / 2], Places = places, Min = min, Max = max };
    }

    private static float RoomAbove(AssetColumns asset, int column, int level) {
        ReadOnlySpan<Stretch> at = asset.At(column % asset.Columns, column / asset.Columns);
        return level == at.Length - 1 ? float.PositiveInfinity : at[level + 1].Low - at[level].High;
    }
}
