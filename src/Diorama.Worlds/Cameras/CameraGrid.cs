using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Cameras;

/// <summary>
/// A grid of the places where a camera at one height above the ground has its clearance, and the shortest paths between them. Cells are
/// much closer together than the clearance, so that no wall, however thin, fits between two free neighbours, and doors are found.
/// </summary>
internal sealed class CameraGrid {
    private readonly CameraSpace space;
    private readonly Clearance clearance;
    private readonly float height, needed, step;
    private readonly Vector2 origin;
    private readonly int across, down;
    private readonly sbyte[] known;

    public CameraGrid(CameraSpace space, Clearance clearance, float height, float needed) {
        (this.space, this.clearance, this.height, this.needed) = (space, clearance, height, needed);
        Vector2 min = new(float.PositiveInfinity), max = new(float.NegativeInfinity);
        foreach (CameraArea area in space.Areas) (min, max) = (Vector2.Min(min, area.Bounds.Min), Vector2.Max(max, area.Bounds.Max));
        step = Math.Clamp(0.25f * needed, 0.05f, 0.12f);
        origin = min;
        across = (int)((max.X - min.X) / step) + 1;
        down = (int)((max.Y - min.Y) / step) + 1;
        known = new sbyte[across * down];
    }

    /// <summary>
    /// Returns a path of at least <paramref name="length"/> metres over free cells, from the cell of <paramref name="start"/> to random
    /// distant ones; empty if the start is enclosed.
    /// </summary>
    public List<Vector3> Wander(Vector3 start, float length, KeyedGenerator random) {
        var way = new List<Vector3>();
        int at = CellOf(new(start.X, start.Y));
        float walked = 0;
        // In a small space the camera goes to and fro; if it is enclosed in a few cells, there is no path.
        for (int leg = 0; leg < 1000 && walked < length; leg++) {
            if (!IsFree(at)) return [];
            (int[] from, float[] distance, List<int> reached) = Flood(at, length - walked + 4 * step);
            float farthest = distance[reached[^1]];
            if (farthest < Math.Min(1.5f, 0.5f * length)) return [];
            float least = Math.Min(farthest, length - walked) * 0.6f;
            int first = reached.FindIndex(c => distance[c] >= least);
            int goal = reached[first + random.NextInt(reached.Count - first)];
            var cells = new List<Vector3>();
            for (int c = goal; c != at; c = from[c]) cells.Add(Place(c));
            cells.Add(Place(at));
            cells.Reverse();
            if (way.Count > 0) way.RemoveAt(way.Count - 1);
            way.AddRange(Straighten(cells));
            walked += distance[goal];
            at = goal;
        }
        return walked >= length ? way : [];
    }

    /// <summary>Computes Dijkstra's shortest paths, nearest cells first, up to <paramref name="limit"/> metres.</summary>
    private (int[] From, float[] Distance, List<int> Reached) Flood(int start, float limit) {
        var from = new int[known.Length];
        var distance = new float[known.Length];
        Array.Fill(distance, float.PositiveInfinity);
        var done = new bool[known.Length];
        var reached = new List<int>();
        // Ties are broken by cell, so that the order is the same everywhere.
        var queue = new PriorityQueue<int, (float, int)>();
        distance[start] = 0;
        queue.Enqueue(start, (0, start));
        while (queue.TryDequeue(out int cell, out _)) {
            if (done[cell]) continue;
            done[cell] = true;
            reached.Add(cell);
            int x = cell % across, y = cell / across;
            for (int k = 0; k < 9; k++) {
                int nx = x + k % 3 - 1, ny = y + k / 3 - 1;
                if (nx < 0 || ny < 0 || nx >= across || ny >= down) continue;
                int next = ny * across + nx;
                float d = distance[cell] + step * (nx != x && ny != y ? MathF.Sqrt(2) : 1);
                if (done[next] || d >= distance[next] || d > limit || !IsFree(next)) continue;
                (distance[next], from[next]) = (d, cell);
                queue.Enqueue(next, (d, next));
            }
        }
        return (from, distance, reached);
    }

    /// <summary>Leaves out corners that can be cut without coming too close to anything.</summary>
    private List<Vector3> Straighten(List<Vector3> way) {
        var straight = new List<Vector3> { way[0] };
        for (int i = 0; i < way.Count - 1;) {
            int j = Math.Min(way.Count - 1, i + 80);
            while (j > i + 1 && !(StaysInside(way[i], way[j]) && clearance.IsFree(way[i], way[j], needed)))
                j = Math.Max(i + 1, j - Math.Max(1, (j - i) / 3));
            straight.Add(way[j]);
            i = j;
        }
        return straight;
    }

    private bool StaysInside(Vector3 a, Vector3 b) {
        int count = (int)(Vector3.Distance(a, b) / step) + 1;
        for (int i = 0; i <= count; i++) {
            Vector3 p = Vector3.Lerp(a, b, (float)i / count);
            if (AreaAt(new(p.X, p.Y)) is null) return false;
        }
        return true;
    }

    private bool IsFree(int cell) {
        if (known[cell] == 0) {
            Vector2 p = At(cell);
            bool free = AreaAt(p) is { } area && height + needed <= area.Ceiling - area.Floor
                && clearance.Distance(new(p, area.Floor + height), needed) >= needed;
            known[cell] = free ? (sbyte)1 : (sbyte)-1;
        }
        return known[cell] > 0;
    }

    private CameraArea? AreaAt(Vector2 p) {
        foreach (CameraArea area in space.Areas) {
            if (area.Contains(p)) return area;
        }
        return null;
    }

    private int CellOf(Vector2 p) {
        Vector2 cell = (p - origin) / step;
        return Math.Clamp((int)MathF.Round(cell.Y), 0, down - 1) * across + Math.Clamp((int)MathF.Round(cell.X), 0, across - 1);
    }

    private Vector2 At(int cell) => origin + step * new Vector2(cell % across, cell / across);

    private Vector3 Place(int cell) {
        Vector2 p = At(cell);
        return new(p, AreaAt(p)!.Floor + height);
    }
}
