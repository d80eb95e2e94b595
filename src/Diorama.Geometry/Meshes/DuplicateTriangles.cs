using System.Numerics;

namespace Diorama.Geometry.Meshes;

/// <summary>
/// Finds triangles that lie exactly on one another, in either winding, over all meshes of one model: a ray would meet them in an order
/// that nothing defines. The first one stays.
/// </summary>
public sealed class DuplicateTriangles {
    private readonly Dictionary<Vector3, int> corners = [];
    private readonly HashSet<(int, int, int)> seen = [];

    /// <summary>Whether the triangle is new and its corners are three different points.</summary>
    public bool Accept(Vector3 a, Vector3 b, Vector3 c) {
        int i = Corner(a), j = Corner(b), k = Corner(c);
        if (i == j || j == k || k == i) return false;
        if (i > j) (i, j) = (j, i);
        if (j > k) (j, k) = (k, j);
        if (i > j) (i, j) = (j, i);
        return seen.Add((i, j, k));
    }

    private int Corner(Vector3 p) {
        // Plus 0 makes −0 equal to 0 bit by bit.
        p += Vector3.Zero;
        if (!corners.TryGetValue(p, out int index)) corners.Add(p, index = corners.Count);
        return index;
    }
}
