namespace Diorama.Learning.Differentiable;

/// <summary>
/// Vertex indices of the triangles of a mesh, and the neighbour across each edge. Made once for all images of a mesh, wherever its vertices
/// are.
/// </summary>
public sealed class MeshTopology {
    /// <summary>Vertex indices, three for each triangle.</summary>
    internal int[] Corners { get; }

    /// <summary>
    /// For each corner, the third vertex of the triangle on the other side of the opposite edge; −1 if there is no such triangle or more
    /// than one.
    /// </summary>
    internal int[] Across { get; }

    public int TriangleCount => Corners.Length / 3;

    /// <summary>One more than the highest vertex index in use.</summary>
    public int VertexCount { get; }

    /// <summary>
    /// Creates the topology from three vertex indices for each triangle, counted from 0. The winding order does not matter: both sides are
    /// visible.
    /// </summary>
    public MeshTopology(ReadOnlySpan<int> corners) {
        if (corners.Length % 3 != 0) throw new ArgumentException($"{corners.Length} corners do not make triangles.");
        Corners = corners.ToArray();
        foreach (int vertex in Corners) {
            ArgumentOutOfRangeException.ThrowIfNegative(vertex, nameof(corners));
            VertexCount = Math.Max(VertexCount, vertex + 1);
        }
        // For each edge, the first two corners that face it, and the number of corners that do.
        var edges = new Dictionary<(int, int), (int First, int Second, int Count)>();
        for (int corner = 0; corner < Corners.Length; corner++) {
            var edge = EdgeFacing(corner);
            var (first, second, count) = edges.GetValueOrDefault(edge);
            edges[edge] = count == 0 ? (corner, -1, 1) : (first, corner, count + 1);
        }
        Across = new int[Corners.Length];
        for (int corner = 0; corner < Corners.Length; corner++) {
            var (first, second, count) = edges[EdgeFacing(corner)];
            Across[corner] = count == 2 ? Corners[corner == first ? second : first] : -1;
        }
    }

    private (int, int) EdgeFacing(int corner) {
        int triangle = corner / 3 * 3;
        int a = Corners[triangle + (corner - triangle + 1) % 3], b = Corners[triangle + (corner - triangle + 2) % 3];
        return a < b ? (a, b) : (b, a);
    }
}
