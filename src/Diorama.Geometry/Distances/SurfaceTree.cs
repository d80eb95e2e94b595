using System.Numerics;
using Diorama.Core;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;

namespace Diorama.Geometry.Distances;

/// <summary>
/// Finds the nearest point of a triangle mesh, or of a set of points, by a hierarchy of boxes. Boxes are compared in single precision with
/// a margin and triangles in double, so that the result is that of a look at every triangle, bit for bit, for any number of threads.
/// Degenerate triangles count as the line segments or points that they are.
/// </summary>
public sealed class SurfaceTree {
    private const int QueriesAtOnce = 256;

    // More than the tree's greatest depth: 32 levels of the heuristic and 31 of halving.
    private const int StackSize = 64;

    // By how much the squared distance of a box may be too large in single precision: six roundings.
    private const double Margin = 1 + 1e-6;

    private readonly Vector3[] corners;
    private readonly int[] triangles;
    private readonly SurfaceTreeNode[] nodes;

    private SurfaceTree(Vector3[] given, int threads) {
        var builder = new SurfaceTreeBuilder(given, Threads(threads));
        (triangles, nodes) = (builder.Order, builder.Nodes);
        corners = new Vector3[given.Length];
        for (int i = 0; i < triangles.Length; i++) given.AsSpan(3 * triangles[i], 3).CopyTo(corners.AsSpan(3 * i));
    }

    /// <summary>Number of triangles, or of points.</summary>
    public int Count => triangles.Length;

    /// <summary>Makes the tree of a mesh.</summary>
    /// <param name="mesh">Mesh of one or more triangles, in metres.</param>
    /// <param name="threads">Threads that build it; 0 takes all.</param>
    /// <exception cref="BadInputException">The mesh has no triangles, or something in it cannot be used.</exception>
    public static SurfaceTree Of(Mesh mesh, int threads = 0) {
        ThrowIfUnusable(mesh);
        var given = new Vector3[mesh.Indices.Length];
        for (int i = 0; i < given.Length; i++) given[i] = mesh.Positions[mesh.Indices[i]];
        return new(given, threads);
    }

    /// <summary>Makes the tree of a set of points.</summary>
    /// <param name="points">One or more points, in metres.</param>
    /// <param name="threads">Threads that build it; 0 takes all.</param>
    /// <exception cref="BadInputException">There are no points, or one has coordinates that cannot be used.</exception>
    public static SurfaceTree OfPoints(ReadOnlySpan<Vector3> points, int threads = 0) {
        if (points.IsEmpty) throw new BadInputException("The set of points is empty, expected one point or more");
        ThrowIfUnusable(points);
        // A point is a triangle whose corners coincide.
        var given = new Vector3[3 * points.Length];
        for (int i = 0; i < given.Length; i++) given[i] = points[i / 3];
        return new(given, threads);
    }

    /// <summary>Returns the nearest point of the surface.</summary>
    public SurfacePoint Nearest(Vector3 query) {
        ThrowIfUnusable([query]);
        Find(query, out SurfacePoint found);
        return found;
    }

    /// <summary>Returns the nearest point of the surface for each query point.</summary>
    /// <param name="queries">Any number of points, in metres.</param>
    /// <param name="threads">Threads that search; 0 takes all.</param>
    /// <exception cref="BadInputException">A query point has coordinates that cannot be used.</exception>
    public SurfacePoint[] Nearest(Vector3[] queries, int threads = 0) {
        ArgumentNullException.ThrowIfNull(queries);
        ThrowIfUnusable(queries);
        var found = new SurfacePoint[queries.Length];
        int blocks = (queries.Length + QueriesAtOnce - 1) / QueriesAtOnce;
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = Threads(threads) }, block => {
            int end = Math.Min(queries.Length, (block + 1) * QueriesAtOnce);
            for (int i = block * QueriesAtOnce; i < end; i++) Find(queries[i], out found[i]);
        });
        return found;
    }

    private void Find(Vector3 query, out SurfacePoint found) {
        Span<(int Node, float Squared)> open = stackalloc (int, float)[StackSize];
        int depth = 0, node = 0, triangle = int.MaxValue;
        double best = double.PositiveInfinity;
        float limit = float.PositiveInfinity;
        Double3 nearest = default;
        while (true) {
            ref readonly SurfaceTreeNode here = ref nodes[node];
            if (here.Count == 0) {
                // The nearer part first; the other one waits.
                (int near, int far) = (node + 1, here.First);
                (float nearSquared, float farSquared) = (Squared(in nodes[near], query), Squared(in nodes[far], query));
                if (farSquared < nearSquared) (near, far, nearSquared, farSquared) = (far, near, farSquared, nearSquared);
                if (farSquared <= limit) open[depth++] = (far, farSquared);
                if (nearSquared <= limit) {
                    node = near;
                    continue;
                }
            } else {
                for (int i = here.First; i < here.First + here.Count; i++) {
                    double squared = TriangleDistance.Nearest(From(query, 3 * i), From(query, 3 * i + 1), From(query, 3 * i + 2),
                        out Double3 point);
                    if (squared > best || squared == best && triangles[i] > triangle) continue;
                    (best, nearest, triangle) = (squared, point, triangles[i]);
                }
                limit = (float)(best * Margin);
            }
            do {
                if (depth == 0) {
                    found = new((Vector3)(query + nearest), Math.Sqrt(best), triangle);
                    return;
                }
                depth--;
            } while (open[depth].Squared > limit);
            node = open[depth].Node;
        }
    }

    private Double3 From(Vector3 query, int corner) => (Double3)corners[corner] - query;

    private static float Squared(in SurfaceTreeNode box, Vector3 query) {
        Vector3 outside = Vector3.Max(Vector3.Max(box.Low - query, query - box.High), Vector3.Zero);
        return Vector3.Dot(outside, outside);
    }

    internal static int Threads(int asked) => asked > 0 ? asked : Environment.ProcessorCount;

    internal static void ThrowIfUnusable(Mesh mesh) {
        ArgumentNullException.ThrowIfNull(mesh);
        MeshChecks.ThrowIfBroken(mesh, $"The mesh '{mesh.Name}'");
        if (mesh.TriangleCount == 0) throw new BadInputException($"The mesh '{mesh.Name}' has no triangles, expected one or more");
    }

    private static void ThrowIfUnusable(ReadOnlySpan<Vector3> points) {
        int bad = Coordinates.FirstUnusable(points);
        if (bad >= 0) throw new BadInputException($"Point {bad} is {Coordinates.Text(points[bad])}, {Coordinates.Expected}");
    }
}
