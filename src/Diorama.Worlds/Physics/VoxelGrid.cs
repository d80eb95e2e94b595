using System.Numerics;

namespace Diorama.Worlds.Physics;

/// <summary>
/// Voxels of a triangle soup: cells on the surface, cells that cannot be reached from outside, and the distance of each free cell to the
/// nearest of these. Nothing can enter from below, because many models have no underside and are used as supports.
/// </summary>
internal sealed class VoxelGrid {
    private const int CellBudget = 300_000, MaxSide = 112, Border = 2;

    private readonly bool[] solid;
    /// <summary>
    /// Approximate distance from the centre of a free cell to the surface of the nearest solid cell, metres; 0 in solid cells.
    /// </summary>
    public float[] Depth { get; }
    public int Width { get; }
    public int Height { get; }
    public int Layers { get; }
    /// <summary>Edge length of a cell, metres.</summary>
    public float Cell { get; }
    private readonly Vector3 origin;

    public VoxelGrid(Vector3[] corners, Vector3 min, Vector3 max) {
        Vector3 size = max - min;
        float longest = MathF.Max(size.X, MathF.Max(size.Y, size.Z));
        Cell = MathF.Max(longest / MaxSide, MathF.Cbrt(size.X * size.Y * size.Z / CellBudget));
        origin = min - new Vector3(Border * Cell);
        (Width, Height, Layers) = (Count(size.X), Count(size.Y), Count(size.Z));
        solid = new bool[Width * Height * Layers];
        for (int t = 0; t < corners.Length; t += 3) {
            Vector3 a = (corners[t] - origin) / Cell, b = (corners[t + 1] - origin) / Cell, c = (corners[t + 2] - origin) / Cell;
            Mark((int)a.X, (int)a.Y, (int)a.Z);
            Mark((int)b.X, (int)b.Y, (int)b.Z);
            Mark((int)c.X, (int)c.Y, (int)c.Z);
            for (int axis = 0; axis < 3; axis++) MarkCrossings(a, b, c, axis);
        }
        FillInside();
        Depth = Distances();

        int Count(float extent) => (int)MathF.Ceiling(extent / Cell) + 2 * Border + 1;
    }

    public int Index(int x, int y, int z) => (z * Height + y) * Width + x;

    public bool IsSolid(int index) => solid[index];

    public Vector3 Centre(int x, int y, int z) => origin + new Vector3(x + 0.5f, y + 0.5f, z + 0.5f) * Cell;

    /// <summary>Returns the coordinate at which the cells with index <paramref name="line"/> along an axis begin, metres.</summary>
    public float Plane(int axis, int line) => origin[axis] + line * Cell;

    private void Mark(int x, int y, int z) => solid[Index(x, y, z)] = true;

    /// <summary>
    /// Marks the cells where the lines through cell centres along an axis cross the triangle. A path from centre to centre that crosses the
    /// surface passes through a marked cell, so the surface has no holes for it.
    /// </summary>
    private void MarkCrossings(Vector3 a, Vector3 b, Vector3 c, int axis) {
        int u = (axis + 1) % 3, v = (axis + 2) % 3;
        float area = (b[u] - a[u]) * (c[v] - a[v]) - (b[v] - a[v]) * (c[u] - a[u]);
        if (MathF.Abs(area) < 1e-9f) return;
        int u0 = (int)MathF.Ceiling(Min(a[u], b[u], c[u]) - 0.5f), u1 = (int)MathF.Floor(Max(a[u], b[u], c[u]) - 0.5f);
        int v0 = (int)MathF.Ceiling(Min(a[v], b[v], c[v]) - 0.5f), v1 = (int)MathF.Floor(Max(a[v], b[v], c[v]) - 0.5f);
        Span<int> cell = stackalloc int[3];
        for (int j = v0; j <= v1; j++) {
            for (int i = u0; i <= u1; i++) {
                float pu = i + 0.5f, pv = j + 0.5f;
                float wb = ((pu - a[u]) * (c[v] - a[v]) - (pv - a[v]) * (c[u] - a[u])) / area;
                float wc = ((b[u] - a[u]) * (pv - a[v]) - (b[v] - a[v]) * (pu - a[u])) / area;
                if (wb < -1e-5f || wc < -1e-5f || wb + wc > 1 + 1e-5f) continue;
                (cell[axis], cell[u], cell[v]) = ((int)(a[axis] + wb * (b[axis] - a[axis]) + wc * (c[axis] - a[axis])), i, j);
                Mark(cell[0], cell[1], cell[2]);
            }
        }

        static float Min(float x, float y, float z) => MathF.Min(x, MathF.Min(y, z));
        static float Max(float x, float y, float z) => MathF.Max(x, MathF.Max(y, z));
    }

    private void FillInside() {
        var reached = new bool[solid.Length];
        var open = new Stack<(int X, int Y, int Z)>();
        Visit(0, 0, Layers - 1);
        while (open.TryPop(out var c)) {
            Visit(c.X - 1, c.Y, c.Z);
            Visit(c.X + 1, c.Y, c.Z);
            Visit(c.X, c.Y - 1, c.Z);
            Visit(c.X, c.Y + 1, c.Z);
            Visit(c.X, c.Y, c.Z - 1);
            Visit(c.X, c.Y, c.Z + 1);
        }
        for (int z = Border; z < Layers; z++) {
            for (int i = z * Width * Height; i < (z + 1) * Width * Height; i++) solid[i] |= !reached[i];
        }

        void Visit(int x, int y, int z) {
            if (x < 0 || y < 0 || z < Border || x >= Width || y >= Height || z >= Layers) return;
            int i = Index(x, y, z);
            if (solid[i] || reached[i]) return;
            reached[i] = true;
            open.Push((x, y, z));
        }
    }

    /// <summary>
    /// Computes exact Euclidean distances by lower envelopes of parabolas along each axis (Felzenszwalb and Huttenlocher 2012).
    /// </summary>
    private float[] Distances() {
        var squared = new float[solid.Length];
        for (int i = 0; i < squared.Length; i++) squared[i] = solid[i] ? 0 : 1e9f;
        int longest = Math.Max(Width, Math.Max(Height, Layers));
        float[] f = new float[longest], z = new float[longest + 1];
        int[] v = new int[longest];
        for (int layer = 0; layer < Layers; layer++) for (int y = 0; y < Height; y++) Line(Index(0, y, layer), 1, Width);
        for (int layer = 0; layer < Layers; layer++) for (int x = 0; x < Width; x++) Line(Index(x, 0, layer), Width, Height);
        for (int y = 0; y < Height; y++) for (int x = 0; x < Width; x++) Line(Index(x, y, 0), Width * Height, Layers);
        for (int i = 0; i < squared.Length; i++) squared[i] = MathF.Max(0, MathF.Sqrt(squared[i]) - 0.5f) * Cell;
        return squared;

        void Line(int first, int stride, int count) {
            int k = 0;
            for (int q = 0; q < count; q++) f[q] = squared[first + q * stride];
            (v[0], z[0], z[1]) = (0, float.NegativeInfinity, float.PositiveInfinity);
            for (int q = 1; q < count; q++) {
                float s = Crossing(q, v[k]);
                while (s <= z[k]) s = Crossing(q, v[--k]);
                (v[++k], z[k], z[k + 1]) = (q, s, float.PositiveInfinity);
            }
            k = 0;
            for (int q = 0; q < count; q++) {
                while (z[k + 1] < q) k++;
                squared[first + q * stride] = (q - v[k]) * (q - v[k]) + f[v[k]];
            }
        }

        float Crossing(int q, int p) => (f[q] + q * q - f[p] - p * p) / (2 * (q - p));
    }
}
