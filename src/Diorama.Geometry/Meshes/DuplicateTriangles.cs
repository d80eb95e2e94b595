using System.Numerics;

namespace Diorama.Geometry.Meshes;

/// <summary>
/// Finds triangles with the same three corner positions, in either winding, over all meshes of one model: the order in which a ray meets
/// them is undefined. The first one is kept.
/// </summary>
public sealed class DuplicateTriangles {
    private readonly Dictionary<Vector3, int> corners = [];
    private readonly HashSet<(int, int, int)> seen = [];

    /// <summary>
    /// Registers a triangle; returns true if no equal triangle was registered before and its corners are three different points.
    /// </summary>
    public bool Accept(Vector3 a, Vector3 b, Vector3 c) {
        int i = Corner(a), j = Corner(b), k = Corner(c);
        if (i == j || j == k || k == i) return false;
        if (i > j) (i, j) = (j, i);
        if (j > k) (j, k) = (k, j);
        if (i > j) (i, j) = (j, i);
        return seen.Add((i, j, k));
    }

    private int Corner(Vector3 p) {
        // Adding 0 turns −0 into 0, so that equal positions have equal bits.
        p += Vector3.Zero;
        if (!corners.TryGetValue(p, out int index)) corners.Add(p, index = corners.Count);
        return index;
    }
}
