using System.Numerics;

namespace Diorama.Worlds.Physics;

/// <summary>
/// Decomposes a triangle soup into convex hulls: cuts it by planes across the axes until no hull fills a concavity deeper than a tolerance,
/// after Mamou's V-HACD (2016) with two changes. The depth of a concavity is read from a distance field, in metres; and the hulls are those
/// of the triangles clipped to each piece, not of cells, so that flat surfaces stay in place and walls keep their thickness.
/// </summary>
internal static class ConvexDecomposition {
    private const int MaxParts = 96, Lines = 16, HollowSamples = 3000;
    /// <summary>
    /// Number of corners of a hull, while cutting and at the end; the fewer hulls there are, the more corners each may have.
    /// </summary>
    private const int RoughCorners = 32, MinCorners = 32, MaxCorners = 160, AllCorners = 800;
    private const float Balance = 0.15f, SheetThickness = 0.003f;

    /// <summary>
    /// Half of the directions in which the extent of a piece is measured when cuts are compared; the other half are their opposites.
    /// </summary>
    private static readonly Vector3[] slabs = [
        new(1, 0, 0), new(0, 1, 0), new(0, 0, 1), new(1, 1, 0), new(1, -1, 0), new(1, 0, 1), new(1, 0, -1), new(0, 1, 1), new(0, 1, -1),
        new(1, 1, 1), new(1, 1, -1), new(1, -1, 1), new(-1, 1, 1),
    ];

    /// <summary>A box of grid cells with the triangles clipped to it.</summary>
    private sealed class Piece {
        public required (int X, int Y, int Z) Low { get; init; }
        public required (int X, int Y, int Z) High { get; init; }
        public required List<Vector3> Corners { get; init; }
        public ConvexHull? Hull { get; set; }
        /// <summary>Cells of concavities deeper than the tolerance that the hull fills, each with its depth.</summary>
        public List<(int X, int Y, int Z, float Depth)> Hollows { get; set; } = [];
        public float Badness { get; set; }
    }

    /// <param name="corners">Triangle vertices, three per triangle, metres.</param>
    /// <param name="min">Lower corner of their bounding box.</param>
    /// <param name="max">Upper corner of their bounding box.</param>
    public static List<ConvexHull> Of(Vector3[] corners, Vector3 min, Vector3 max) {
        Vector3 size = max - min;
        float longest = MathF.Max(size.X, MathF.Max(size.Y, size.Z));
        if (corners.Length == 0 || !(longest > 0)) return [];
        var grid = new VoxelGrid(corners, min, max);
        float tolerance = MathF.Max(0.4f * grid.Cell, Math.Clamp(0.008f * longest, 0.0008f, 0.01f));
        float simplification = Math.Clamp(0.001f * longest, 0.0001f, 0.0005f);
        var pieces = new List<Piece> {
            Measured(new() { Low = (0, 0, 0), High = (grid.Width, grid.Height, grid.Layers), Corners = [.. corners] }) };
        while (pieces.Count < MaxParts) {
            int worst = -1;
            for (int i = 0; i < pieces.Count; i++) if (pieces[i].Badness > (worst < 0 ? 0 : pieces[worst].Badness)) worst = i;
            if (worst < 0) break;
            if (Cut(grid, pieces[worst]) is not { } cut) {
                pieces[worst].Badness = 0;
                continue;
            }
            var (first, second) = Halves(grid, pieces[worst], cut.Axis, cut.Line);
            pieces.RemoveAt(worst);
            if (first.Corners.Count > 0) pieces.Insert(worst, Measured(first));
            if (second.Corners.Count > 0) pieces.Add(Measured(second));
        }
        int most = Math.Clamp(AllCorners / pieces.Count, MinCorners, MaxCorners);
        return [.. pieces.Select(p => HullOf(p.Corners, most)?.Covering(p.Corners, 4 * simplification)).OfType<ConvexHull>()];

        ConvexHull? HullOf(List<Vector3> points, int most) =>
            ConvexHull.Around(points, simplification, most) ?? ConvexHull.Around(Thickened(points), simplification, most);

        Piece Measured(Piece piece) {
            piece.Hull = HullOf(piece.Corners, RoughCorners);
            if (piece.Hull != null) FindHollows(grid, piece, tolerance);
            return piece;
        }
    }

    private static void FindHollows(VoxelGrid grid, Piece piece, float tolerance) {
        Vector4[] planes = piece.Hull!.Planes();
        for (int z = piece.Low.Z; z < piece.High.Z; z++) {
            for (int y = piece.Low.Y; y < piece.High.Y; y++) {
                for (int x = piece.Low.X; x < piece.High.X; x++) {
                    float depth = grid.Depth[grid.Index(x, y, z)];
                    if (depth <= tolerance) continue;
                    var p = new Vector4(grid.Centre(x, y, z), 1);
                    bool inside = true;
                    foreach (Vector4 plane in planes) if (Vector4.Dot(plane, p) > 0) { inside = false; break; }
                    if (!inside) continue;
                    piece.Hollows.Add((x, y, z, depth));
                    piece.Badness += depth;
                }
            }
        }
    }

    /// <summary>
    /// Finds the plane that leaves the least concavity, with some weight on equal halves. Null if the piece is one cell thick everywhere.
    /// </summary>
    private static (int Axis, int Line)? Cut(VoxelGrid grid, Piece piece) {
        int stride = (piece.Hollows.Count + HollowSamples - 1) / HollowSamples;
        var hollows = new List<(Vector3 Cell, float Depth)>();
        float all = 0;
        for (int i = 0; i < piece.Hollows.Count; i += stride) {
            var (x, y, z, depth) = piece.Hollows[i];
            hollows.Add((new(x, y, z), depth));
            all += depth;
        }
        (int Axis, int Line)? best = null;
        float bestCost = float.PositiveInfinity;
        for (int axis = 0; axis < 3; axis++) {
            var extents = new SliceExtents(grid, piece.Low, piece.High, axis);
            int step = Math.Max(1, (extents.Last - extents.First) / Lines), found = -1;
            float cost = float.PositiveInfinity;
            for (int line = extents.First + step; line <= extents.Last; line += step) Try(line);
            if (found < 0) continue;
            for (int line = Math.Max(extents.First + 1, found - step + 1), end = Math.Min(extents.Last, found + step - 1); line <= end;
                line++) Try(line);
            if (cost < bestCost) (best, bestCost) = ((axis, found), cost);

            void Try(int line) {
                float left = extents.Cells(line), share = MathF.Abs(2 * left / extents.Cells(extents.Last + 1) - 1);
                float c = extents.Remaining(line, hollows) / all + Balance * share;
                if (c < cost) (found, cost) = (line, c);
            }
        }
        return best;
    }

    /// <summary>Extents of the solid cells in each slice of a piece along the slab directions, accumulated from both ends.</summary>
    private sealed class SliceExtents {
        private readonly float[] beforeMin, beforeMax, afterMin, afterMax;
        private readonly int[] cellsBefore;
        private readonly int axis, low;
        /// <summary>First and last slice that contain solid cells.</summary>
        public int First { get; } = int.MaxValue;
        public int Last { get; } = -1;

        public SliceExtents(VoxelGrid grid, (int X, int Y, int Z) from, (int X, int Y, int Z) to, int axis) {
            this.axis = axis;
            low = axis == 0 ? from.X : axis == 1 ? from.Y : from.Z;
            int slices = (axis == 0 ? to.X : axis == 1 ? to.Y : to.Z) - low, n = slabs.Length;
            (beforeMin, beforeMax, afterMin, afterMax) = (new float[(slices + 1) * n], new float[(slices + 1) * n],
                new float[(slices + 1) * n], new float[(slices + 1) * n]);
            Array.Fill(beforeMin, float.PositiveInfinity);
            Array.Fill(beforeMax, float.NegativeInfinity);
            cellsBefore = new int[slices + 1];
            for (int z = from.Z; z < to.Z; z++) {
                for (int y = from.Y; y < to.Y; y++) {
                    for (int x = from.X; x < to.X; x++) {
                        if (!grid.IsSolid(grid.Index(x, y, z))) continue;
                        int slice = (axis == 0 ? x : axis == 1 ? y : z) - low;
                        cellsBefore[slice + 1]++;
                        for (int k = 0; k < n; k++) {
                            float r = Vector3.Dot(slabs[k], new(x, y, z));
                            int i = (slice + 1) * n + k;
                            (beforeMin[i], beforeMax[i]) = (MathF.Min(beforeMin[i], r), MathF.Max(beforeMax[i], r));
                        }
                    }
                }
            }
            Array.Fill(afterMin, float.PositiveInfinity);
            Array.Fill(afterMax, float.NegativeInfinity);
            for (int s = slices - 1; s >= 0; s--) {
                if (cellsBefore[s + 1] > 0) (First, Last) = (low + s, Math.Max(Last, low + s));
                for (int k = 0; k < n; k++) {
                    afterMin[s * n + k] = MathF.Min(afterMin[(s + 1) * n + k], beforeMin[(s + 1) * n + k]);
                    afterMax[s * n + k] = MathF.Max(afterMax[(s + 1) * n + k], beforeMax[(s + 1) * n + k]);
                }
            }
            for (int s = 0; s < slices; s++) {
                cellsBefore[s + 1] += cellsBefore[s];
                for (int k = 0; k < n; k++) {
                    beforeMin[(s + 1) * n + k] = MathF.Min(beforeMin[(s + 1) * n + k], beforeMin[s * n + k]);
                    beforeMax[(s + 1) * n + k] = MathF.Max(beforeMax[(s + 1) * n + k], beforeMax[s * n + k]);
                }
            }
        }

        public int Cells(int line) => cellsBefore[line - low];

        /// <summary>
        /// Computes the summed depth of the concavities that remain filled after a cut before the slice <paramref name="line"/>.
        /// </summary>
        public float Remaining(int line, List<(Vector3 Cell, float Depth)> hollows) {
            int row = (line - low) * slabs.Length;
            float sum = 0;
            foreach (var (cell, depth) in hollows) {
                bool before = cell[axis] < line, inside = true;
                float[] min = before ? beforeMin : afterMin, max = before ? beforeMax : afterMax;
                for (int k = 0; k < slabs.Length; k++) {
                    float r = Vector3.Dot(slabs[k], cell);
                    if (r < min[row + k] || r > max[row + k]) { inside = false; break; }
                }
                if (inside) sum += depth;
            }
            return sum;
        }
    }

    private static (Piece, Piece) Halves(VoxelGrid grid, Piece piece, int axis, int line) {
        var (middleHigh, middleLow) = (piece.High, piece.Low);
        if (axis == 0) (middleHigh.X, middleLow.X) = (line, line);
        else if (axis == 1) (middleHigh.Y, middleLow.Y) = (line, line);
        else (middleHigh.Z, middleLow.Z) = (line, line);
        float plane = grid.Plane(axis, line);
        var before = new Piece { Low = piece.Low, High = middleHigh, Corners = [] };
        var after = new Piece { Low = middleLow, High = piece.High, Corners = [] };
        for (int t = 0; t < piece.Corners.Count; t += 3) {
            Clip(piece.Corners, t, axis, plane, 1, before.Corners);
            Clip(piece.Corners, t, axis, plane, -1, after.Corners);
        }
        return (before, after);
    }

    /// <summary>Adds the part of a triangle where side · (coordinate − plane) ≤ 0.</summary>
    private static void Clip(List<Vector3> from, int t, int axis, float plane, int side, List<Vector3> to) {
        Span<Vector3> kept = stackalloc Vector3[4];
        int n = 0;
        for (int k = 0; k < 3; k++) {
            Vector3 p = from[t + k], q = from[t + (k + 1) % 3];
            float dp = side * (p[axis] - plane), dq = side * (q[axis] - plane);
            if (dp <= 0) kept[n++] = p;
            if ((dp < 0 && dq > 0) || (dp > 0 && dq < 0)) kept[n++] = Vector3.Lerp(p, q, dp / (dp - dq));
        }
        for (int k = 2; k < n; k++) {
            to.Add(kept[0]);
            to.Add(kept[k - 1]);
            to.Add(kept[k]);
        }
    }

    /// <summary>Turns a flat sheet into a thin slab behind its front face.</summary>
    private static List<Vector3> Thickened(List<Vector3> corners) {
        Vector3 sum = Vector3.Zero, widest = Vector3.Zero;
        for (int t = 0; t < corners.Count; t += 3) {
            Vector3 n = Vector3.Cross(corners[t + 1] - corners[t], corners[t + 2] - corners[t]);
            sum += n;
            if (n.LengthSquared() > widest.LengthSquared()) widest = n;
        }
        if (widest == Vector3.Zero) return [];
        Vector3 normal = Vector3.Normalize(sum.LengthSquared() > 0.01f * widest.LengthSquared() ? sum : widest);
        return [.. corners, .. corners.Select(c => c - normal * SheetThickness)];
    }
}
