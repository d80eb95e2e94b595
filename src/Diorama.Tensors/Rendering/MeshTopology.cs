namespace Diorama.Tensors.Rendering;

/// <summary>
/// Which vertices the triangles of a mesh have, and what lies across each edge. Made once for all images of a mesh, wherever its vertices
/// are.
/// </summary>
public sealed class MeshTopology {
    /// <summary>Three vertices for each triangle.</summary>
    internal int[] Corners { get; }

    /// <summary>
    /// For each corner, the third vertex of the triangle on the other side of the edge that faces the corner; −1 where there is none, or
    /// more than one.
    /// </summary>
    internal int[] Across { get; }

    public int TriangleCount => Corners.Length / 3;

    /// <summary>One more than the highest vertex in use.</summary>
    public int VertexCount { get; }

    /// <summary>Three vertices for each triangle, counted from 0. Their turn does not matter: both sides are seen.</summary>
    public MeshTopology(ReadOnlySpan<int> corners) {
        if (corners.Length % 3 != 0) throw new ArgumentException($"{corners.Length} corners do not make triangles.");
        Corners = corners.ToArray();
        foreach (int vertex in Corners) {
            ArgumentOutOfRangeException.ThrowIfNegative(vertex, nameof(corners));
            VertexCount = Math.Max(VertexCount, vertex + 1);
        }
        // Corners that face the same edge: the first two, and how many there are.
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
