using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Diorama.Assets.Index;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;

namespace Diorama.Worlds.Physics;

/// <summary>
/// The triangles of a model in a bounding volume hierarchy, for intersection tests between shapes. Immutable; one per model, built when it
/// is first needed. Surfaces need not be closed.
/// </summary>
public sealed class TriangleTree {
    private const int LeafSize = 4, Bins = 12, DeepestBalanced = 40;
    private static readonly ConditionalWeakTable<AssetModel, TriangleTree> trees = [];

    /// <summary>
    /// A node of the tree. Its children are at <see cref="First"/> and First + 1; a leaf has <see cref="Count"/> triangles from First on.
    /// </summary>
    internal struct Cell {
        public Vector3 Min, Max;
        public int First, Count;
    }

    private readonly List<Cell> boxes = [];
    /// <summary>Triangle vertices, three per triangle, in the order of the leaves.</summary>
    internal Vector3[] Corners { get; }
    internal Cell[] Boxes { get; }
    public int TriangleCount => Corners.Length / 3;
    private readonly Lazy<UInt128> contentHash;
    /// <summary>Hash of the triangles, part of the cache key of results computed from them.</summary>
    public UInt128 ContentHash => contentHash.Value;
    /// <summary>Bounds in the model's frame, metres; inverted (infinite) if there is no triangle.</summary>
    public Vector3 Min { get; } = new(float.PositiveInfinity);
    public Vector3 Max { get; } = new(float.NegativeInfinity);

    /// <summary>Builds the tree of meshes that share a frame.</summary>
    public TriangleTree(IEnumerable<Mesh> meshes) {
        ArgumentNullException.ThrowIfNull(meshes);
        var corners = new List<Vector3>();
        foreach (Mesh mesh in meshes) {
            foreach (int i in mesh.Indices) corners.Add(mesh.Positions[i]);
        }
        int count = corners.Count / 3;
        var order = new int[count];
        var centres = new Vector3[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
            centres[i] = (Vector3.Min(Vector3.Min(corners[3 * i], corners[3 * i + 1]), corners[3 * i + 2])
                + Vector3.Max(Vector3.Max(corners[3 * i], corners[3 * i + 1]), corners[3 * i + 2])) / 2;
        }
        if (count > 0) {
            boxes.Add(default);
            Split(0, 0, count, 0, order, centres, corners);
            (Min, Max) = (boxes[0].Min, boxes[0].Max);
        }
        Boxes = [.. boxes];
        Corners = new Vector3[3 * count];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < 3; k++) Corners[3 * i + k] = corners[3 * order[i] + k];
        }
        boxes.Clear();
        contentHash = new(() => BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(MemoryMarshal.AsBytes(Corners.AsSpan()))));
    }

    /// <summary>Creates the tree of a closed box from two corners.</summary>
    public static TriangleTree Box(Vector3 min, Vector3 max) {
        Mesh box = Primitives.Box(max - min);
        return new([new Mesh { Positions = [.. box.Positions.Select(p => p + (min + max) / 2)], Indices = box.Indices }]);
    }

    /// <summary>Returns the tree of a model, which is kept as long as the model lives.</summary>
    public static TriangleTree Of(AssetModel model) {
        ArgumentNullException.ThrowIfNull(model);
        return trees.GetValue(model, static m => new TriangleTree(m.Parts.Select(p => p.Mesh)));
    }

    /// <summary>Returns the lowest point of the placed triangles, world Z.</summary>
    public float LowestPoint(in Affine3 worldFromModel) {
        float lowest = float.PositiveInfinity;
        var row = new Vector3(worldFromModel.X.Z, worldFromModel.Y.Z, worldFromModel.Z.Z);
        foreach (Vector3 corner in Corners) lowest = MathF.Min(lowest, Vector3.Dot(row, corner));
        return lowest + worldFromModel.Origin.Z;
    }

    /// <summary>Returns the box around the placed triangles in world space.</summary>
    public (Vector3 Min, Vector3 Max) WorldBox(in Affine3 worldFromModel) {
        Vector3 min = new(float.PositiveInfinity), max = new(float.NegativeInfinity);
        foreach (Vector3 corner in Corners) {
            Vector3 p = worldFromModel.Point(corner);
            (min, max) = (Vector3.Min(min, p), Vector3.Max(max, p));
        }
        return (min, max);
    }

    /// <summary>
    /// Returns the height (world Z) of the highest placed triangle on the vertical line through a point; null if there is none.
    /// </summary>
    public float? TopAt(in Affine3 worldFromModel, float x, float y) {
        Affine3 modelFromWorld = worldFromModel.Inverse();
        float top = WorldTop(worldFromModel) + 1;
        Vector3 origin = modelFromWorld.Point(new(x, y, top)), direction = modelFromWorld.Vector(-Vector3.UnitZ);
        // A ray in the plane of a face would hit or miss it by chance.
        float nearest = Nearest(origin, direction + new Vector3(1.3e-6f, 0.7e-6f, 0.9e-6f));
        return float.IsPositiveInfinity(nearest) ? null : top - nearest;
    }

    /// <summary>
    /// Returns the height (Z of the model's frame) of the first triangle straight below a point of that frame; null if there is none.
    /// </summary>
    public float? HeightBelow(Vector3 point) {
        float nearest = Nearest(point, -Vector3.UnitZ + new Vector3(1.3e-6f, 0.7e-6f, 0.9e-6f));
        return float.IsPositiveInfinity(nearest) ? null : point.Z - nearest;
    }

    private float WorldTop(in Affine3 world) {
        var row = new Vector3(world.X.Z, world.Y.Z, world.Z.Z);
        return world.Origin.Z + Vector3.Dot(Vector3.Max(row * Min, row * Max), Vector3.One);
    }

    /// <summary>Returns the distance to the nearest triangle, in lengths of the direction; infinite if there is none.</summary>
    private float Nearest(Vector3 origin, Vector3 direction) {
        float nearest = float.PositiveInfinity;
        Vector3 inverse = Vector3.One / direction;
        var open = new Stack<int>();
        if (Boxes.Length > 0) open.Push(0);
        while (open.TryPop(out int i)) {
            ref readonly Cell box = ref Boxes[i];
            Vector3 t0 = (box.Min - origin) * inverse, t1 = (box.Max - origin) * inverse, near = Vector3.Min(t0, t1),
                far = Vector3.Max(t0, t1);
            float enter = MathF.Max(near.X, MathF.Max(near.Y, near.Z));
            if (enter > MathF.Min(far.X, MathF.Min(far.Y, far.Z)) || enter > nearest) continue;
            if (box.Count == 0) {
                open.Push(box.First);
                open.Push(box.First + 1);
                continue;
            }
            for (int t = box.First; t < box.First + box.Count; t++) {
                float hit = RayHit(t, origin, direction, out _);
                if (hit > 0 && hit < nearest) nearest = hit;
            }
        }
        return nearest;
    }

    /// <summary>
    /// Returns the distance to a triangle, in lengths of the direction; negative or NaN if the ray misses it (Möller and Trumbore 1997).
    /// </summary>
    internal float RayHit(int triangle, Vector3 origin, Vector3 direction, out bool fromFront) {
        Vector3 p = Corners[3 * triangle], e1 = Corners[3 * triangle + 1] - p, e2 = Corners[3 * triangle + 2] - p;
        Vector3 h = Vector3.Cross(direction, e2), s = origin - p, q = Vector3.Cross(s, e1);
        float det = Vector3.Dot(e1, h), u = Vector3.Dot(s, h) / det, v = Vector3.Dot(direction, q) / det;
        fromFront = det > 0;
        return u >= 0 && v >= 0 && u + v <= 1 ? Vector3.Dot(e2, q) / det : -1;
    }

    private void Split(int node, int first, int count, int depth, int[] order, Vector3[] centres, List<Vector3> corners) {
        Vector3 min = new(float.PositiveInfinity), max = new(float.NegativeInfinity), low = min, high = max;
        for (int i = first; i < first + count; i++) {
            for (int k = 0; k < 3; k++) {
                Vector3 p = corners[3 * order[i] + k];
                (min, max) = (Vector3.Min(min, p), Vector3.Max(max, p));
            }
            Vector3 c = centres[order[i]];
            (low, high) = (Vector3.Min(low, c), Vector3.Max(high, c));
        }
        var box = new Cell { Min = min, Max = max, First = first, Count = count };
        if (count > LeafSize) {
            Vector3 extent = high - low;
            int axis = extent.X >= extent.Y && extent.X >= extent.Z ? 0 : extent.Y >= extent.Z ? 1 : 2;
            int middle = depth < DeepestBalanced && extent[axis] > 0
                ? Partition(first, count, axis, low[axis], extent[axis], order, centres, corners) : first;
            if (middle == first || middle == first + count) {
                Array.Sort(order, first, count, Comparer<int>.Create((a, b) =>
                    centres[a][axis] != centres[b][axis] ? centres[a][axis].CompareTo(centres[b][axis]) : a.CompareTo(b)));
                middle = first + count / 2;
            }
            int children = boxes.Count;
            boxes.Add(default);
            boxes.Add(default);
            Split(children, first, middle - first, depth + 1, order, centres, corners);
            Split(children + 1, middle, first + count - middle, depth + 1, order, centres, corners);
            (box.First, box.Count) = (children, 0);
        }
        boxes[node] = box;
    }

    /// <summary>
    /// Partitions the triangles by the cheapest of a few planes across an axis (surface area heuristic); returns the index at which the
    /// second half begins.
    /// </summary>
    private static int Partition(int first, int count, int axis, float low, float extent, int[] order, Vector3[] centres,
        List<Vector3> corners) {
        Span<int> counts = stackalloc int[Bins];
        Span<Vector3> mins = stackalloc Vector3[Bins], maxs = stackalloc Vector3[Bins];
        mins.Fill(new(float.PositiveInfinity));
        maxs.Fill(new(float.NegativeInfinity));
        float scale = Bins / extent;
        for (int i = first; i < first + count; i++) {
            int bin = Bin(centres[order[i]][axis]);
            counts[bin]++;
            for (int k = 0; k < 3; k++) {
                Vector3 p = corners[3 * order[i] + k];
                (mins[bin], maxs[bin]) = (Vector3.Min(mins[bin], p), Vector3.Max(maxs[bin], p));
            }
        }
        Span<float> costs = stackalloc float[Bins];
        for (int side = 0; side < 2; side++) {
            Vector3 min = new(float.PositiveInfinity), max = new(float.NegativeInfinity);
            int n = 0;
            for (int k = 0; k < Bins - 1; k++) {
                int bin = side == 0 ? k : Bins - 1 - k;
                (min, max, n) = (Vector3.Min(min, mins[bin]), Vector3.Max(max, maxs[bin]), n + counts[bin]);
                Vector3 e = max - min;
                // costs[k] is the cost of a cut before bin k.
                costs[side == 0 ? k + 1 : bin] += n == 0 ? 0 : n * (e.X * e.Y + e.Y * e.Z + e.Z * e.X);
            }
        }
        int cut = 1;
        for (int k = 2; k < Bins; k++) if (costs[k] < costs[cut]) cut = k;
        int i0 = first, i1 = first + count - 1;
        while (i0 <= i1) {
            if (Bin(centres[order[i0]][axis]) < cut) i0++;
            else (order[i0], order[i1]) = (order[i1--], order[i0]);
        }
        return i0;

        int Bin(float c) => Math.Min(Bins - 1, (int)((c - low) * scale));
    }
}
