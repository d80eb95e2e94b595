using System.Numerics;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Scenes;

namespace Diorama.Worlds.Placement;

/// <summary>Builds <see cref="AssetColumns"/> from triangles.</summary>
internal sealed class ColumnBuilder {
    /// <summary>Distance below which two surfaces form one interval, metres.</summary>
    private const float Joined = 0.002f;
    /// <summary>Smallest height of an opening that connects gaps, metres.</summary>
    private const float Opening = 0.03f;

    /// <summary>Distance to the side of a column within which a surface belongs to it, regardless of rounding, metres.</summary>
    private const float Slack = 2e-4f;
    /// <summary>Depth below which a triangle that reaches into a column does not touch it, metres.</summary>
    private const float Inset = 1e-4f;

    private readonly Vector3 min, max;
    private readonly float cell;
    private readonly int columns, rows;
    private readonly List<(int Column, Stretch Stretch)> touched = [];

    private ColumnBuilder(Vector3 min, Vector3 max) {
        (this.min, this.max) = (min, max);
        cell = Math.Clamp(MathF.Max(max.X - min.X, max.Y - min.Y) / 120, 0.004f, 0.015f);
        columns = Math.Max(1, (int)MathF.Ceiling((max.X - min.X) / cell));
        rows = Math.Max(1, (int)MathF.Ceiling((max.Y - min.Y) / cell));
    }

    /// <param name="parts">Meshes in the asset frame, metres.</param>
    public static AssetColumns Build(IReadOnlyList<MeshPart> parts) {
        Vector3 min = new(float.PositiveInfinity), max = new(float.NegativeInfinity);
        foreach (MeshPart part in parts) {
            foreach (Vector3 p in part.Mesh.Positions) (min, max) = (Vector3.Min(min, p), Vector3.Max(max, p));
        }
        if (!(min.X <= max.X)) (min, max) = (Vector3.Zero, Vector3.Zero);
        var builder = new ColumnBuilder(min, max);
        foreach (MeshPart part in parts) builder.Add(part.Mesh);
        return builder.Finish();
    }

    private void Add(Mesh mesh) {
        Vector3[] p = mesh.Positions;
        int[] indices = mesh.Indices;
        for (int i = 0; i + 2 < indices.Length; i += 3) Add(p[indices[i]], p[indices[i + 1]], p[indices[i + 2]]);
    }

    /// <summary>Cuts the triangle into rows and these into columns, and records the height range of each piece.</summary>
    private void Add(Vector3 a, Vector3 b, Vector3 c) {
        Vector3 low = Vector3.Min(a, Vector3.Min(b, c)), high = Vector3.Max(a, Vector3.Max(b, c));
        int y0 = Index(low.Y + Inset - min.Y, rows), y1 = Math.Max(y0, Index(high.Y - Inset - min.Y, rows));
        int x0 = Index(low.X + Inset - min.X, columns), x1 = Math.Max(x0, Index(high.X - Inset - min.X, columns));
        if (x0 == x1 && y0 == y1) {
            touched.Add((y0 * columns + x0, new(low.Z, high.Z)));
            return;
        }
        Span<Vector3> triangle = [a, b, c];
        Span<Vector3> spare = stackalloc Vector3[10], row = stackalloc Vector3[10], piece = stackalloc Vector3[10];
        for (int y = y0; y <= y1; y++) {
            int n = Cut(triangle, spare, row, min.Y + y * cell - Slack, min.Y + (y + 1) * cell + Slack, 1);
            if (n == 0) continue;
            float left = float.PositiveInfinity, right = float.NegativeInfinity;
            for (int i = 0; i < n; i++) (left, right) = (MathF.Min(left, row[i].X), MathF.Max(right, row[i].X));
            int from = Index(left + Inset - min.X, columns), to = Math.Max(from, Index(right - Inset - min.X, columns));
            for (int x = from; x <= to; x++) {
                int m = Cut(row[..n], spare, piece, min.X + x * cell - Slack, min.X + (x + 1) * cell + Slack, 0);
                if (m == 0) continue;
                float bottom = float.PositiveInfinity, top = float.NegativeInfinity;
                for (int i = 0; i < m; i++) (bottom, top) = (MathF.Min(bottom, piece[i].Z), MathF.Max(top, piece[i].Z));
                touched.Add((y * columns + x, new(bottom, top)));
            }
        }
    }

    private int Index(float distance, int count) => Math.Clamp((int)MathF.Floor(distance / cell), 0, count - 1);

    /// <summary>Returns the part of a convex polygon between two planes perpendicular to an axis (Sutherland and Hodgman 1974).</summary>
    private static int Cut(ReadOnlySpan<Vector3> polygon, Span<Vector3> spare, Span<Vector3> result, float from, float to, int axis) {
        int n = Half(polygon, spare, from, axis, 1);
        return n == 0 ? 0 : Half(spare[..n], result, to, axis, -1);
    }

    private static int Half(ReadOnlySpan<Vector3> polygon, Span<Vector3> result, float plane, int axis, float sign) {
        int n = 0;
        Vector3 previous = polygon[^1];
        float before = (Along(previous, axis) - plane) * sign;
        foreach (Vector3 p in polygon) {
            float now = (Along(p, axis) - plane) * sign;
            if (before < 0 != now < 0) result[n++] = Vector3.Lerp(previous, p, before / (before - now));
            if (now >= 0) result[n++] = p;
            (previous, before) = (p, now);
        }
        return n;
    }

    private static float Along(Vector3 p, int axis) => axis == 0 ? p.X : p.Y;

    private AssetColumns Finish() {
        int cells = columns * rows;
        var starts = new int[cells + 1];
        foreach ((int column, _) in touched) starts[column + 1]++;
        for (int i = 0; i < cells; i++) starts[i + 1] += starts[i];
        var sorted = new Stretch[touched.Count];
        int[] next = starts[..cells];
        foreach ((int column, Stretch stretch) in touched) sorted[next[column]++] = stretch;

        var joined = new List<Stretch>(cells * 2);
        for (int i = 0; i < cells; i++) {
            Span<Stretch> own = sorted.AsSpan(starts[i], starts[i + 1] - starts[i]);
            own.Sort();
            int first = joined.Count;
            foreach (Stretch s in own) {
                if (joined.Count > first && s.Low <= joined[^1].High + Joined)
                    joined[^1] = joined[^1] with { High = MathF.Max(joined[^1].High, s.High) };
                else joined.Add(s);
            }
            starts[i] = first;
        }
        starts[cells] = joined.Count;
        (int[] filledStarts, Stretch[] filled) = FillHollows(starts, [.. joined]);
        return new(min, max, cell, columns, rows, filledStarts, filled);
    }

    /// <summary>
    /// Fills gaps between intervals that cannot be reached from the rim or from above. Two gaps are connected where they share
    /// <see cref="Opening"/> of height: cabinets become solid, open shelves do not.
    /// </summary>
    private (int[] Starts, Stretch[] Stretches) FillHollows(int[] starts, Stretch[] all) {
        int cells = columns * rows;
        // Gap g of column i lies below its interval g; the last gap is open to the sky.
        var reached = new bool[all.Length + cells];
        var open = new Stack<(int Column, int Gap)>();
        int Node(int i, int gap) => starts[i] + i + gap;
        int Count(int i) => starts[i + 1] - starts[i];
        float Bottom(int i, int gap) => gap == 0 ? min.Z : all[starts[i] + gap - 1].High;
        float Top(int i, int gap) => gap == Count(i) ? float.PositiveInfinity : all[starts[i] + gap].Low;
        void Reach(int i, int gap) {
            if (reached[Node(i, gap)]) return;
            reached[Node(i, gap)] = true;
            open.Push((i, gap));
        }
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int i = y * columns + x;
                Reach(i, Count(i));
                if (x > 0 && y > 0 && x < columns - 1 && y < rows - 1) continue;
                for (int gap = 0; gap < Count(i); gap++) if (Top(i, gap) - Bottom(i, gap) >= Opening) Reach(i, gap);
            }
        }
        while (open.TryPop(out (int Column, int Gap) at)) {
            int x = at.Column % columns, y = at.Column / columns;
            float bottom = Bottom(at.Column, at.Gap), top = Top(at.Column, at.Gap);
            for (int side = 0; side < 4; side++) {
                int nx = x + (side == 0 ? 1 : side == 1 ? -1 : 0), ny = y + (side == 2 ? 1 : side == 3 ? -1 : 0);
                if ((uint)nx >= (uint)columns || (uint)ny >= (uint)rows) continue;
                int n = ny * columns + nx;
                for (int gap = 0; gap <= Count(n); gap++) {
                    if (MathF.Min(top, Top(n, gap)) - MathF.Max(bottom, Bottom(n, gap)) >= Opening) Reach(n, gap);
                }
            }
        }
        var result = new List<Stretch>(all.Length);
        var resultStarts = new int[cells + 1];
        for (int i = 0; i < cells; i++) {
            resultStarts[i] = result.Count;
            for (int k = 0; k < Count(i); k++) {
                Stretch s = all[starts[i] + k];
                if (reached[Node(i, k)]) result.Add(s);
                else if (k == 0) result.Add(new(min.Z, s.High));
                else result[^1] = result[^1] with { High = MathF.Max(result[^1].High, s.High) };
            }
        }
        resultStarts[cells] = result.Count;
        return (resultStarts, [.. result]);
    }
}
