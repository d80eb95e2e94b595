using System.Numerics;

namespace Diorama.Geometry.Meshes;

/// <summary>Computes vertex normals from triangles.</summary>
public static class MeshNormals {
    /// <summary>
    /// Computes smooth unit normals: the mean of the adjacent triangles' normals weighted by their angle at the vertex (Thürmer and
    /// Wüthrich 1998, "Computing Vertex Normals from Polygonal Facets"). If <paramref name="acrossSeams"/> is true, vertices at equal
    /// positions share a normal, so that UV seams are not visible. Vertices without a triangle get +Z.
    /// </summary>
    public static Vector3[] Smooth(ReadOnlySpan<Vector3> positions, ReadOnlySpan<int> indices, bool acrossSeams = true) {
        var sums = new Vector3[positions.Length];
        for (int t = 0; t + 2 < indices.Length; t += 3) {
            Vector3 p = positions[indices[t]], q = positions[indices[t + 1]], r = positions[indices[t + 2]];
            var face = Vector3.Cross(q - p, r - p);
            float length = face.Length();
            if (!(length > 0)) continue;
            face /= length;
            sums[indices[t]] += face * Angle(q - p, r - p);
            sums[indices[t + 1]] += face * Angle(r - q, p - q);
            sums[indices[t + 2]] += face * Angle(p - r, q - r);
        }
        if (acrossSeams) ShareAtEqualPositions(positions, sums);
        for (int v = 0; v < sums.Length; v++) {
            float length = sums[v].Length();
            sums[v] = length > 0 ? sums[v] / length : Vector3.UnitZ;
        }
        return sums;
    }

    /// <summary>
    /// Normalises the given normals; those that are zero or not finite are replaced by smooth ones. Returns the number of replaced normals.
    /// </summary>
    public static int Repair(Span<Vector3> normals, ReadOnlySpan<Vector3> positions, ReadOnlySpan<int> indices) {
        int replaced = 0;
        Vector3[]? smooth = null;
        for (int v = 0; v < normals.Length; v++) {
            float length = normals[v].Length();
            if (length > 0 && float.IsFinite(length)) {
                normals[v] /= length;
                continue;
            }
            smooth ??= Smooth(positions, indices);
            normals[v] = smooth[v];
            replaced++;
        }
        return replaced;
    }

    private static void ShareAtEqualPositions(ReadOnlySpan<Vector3> positions, Vector3[] sums) {
        var first = new Dictionary<Vector3, int>(positions.Length);
        var owner = new int[positions.Length];
        for (int v = 0; v < owner.Length; v++) {
            if (!first.TryGetValue(positions[v], out owner[v])) {
                first.Add(positions[v], v);
                owner[v] = v;
            } else {
                sums[owner[v]] += sums[v];
            }
        }
        for (int v = 0; v < owner.Length; v++) sums[v] = sums[owner[v]];
    }

    /// <summary>Computes the angle between two vectors by Kahan's formula, which is accurate for small angles.</summary>
    private static float Angle(Vector3 a, Vector3 b) {
        float la = a.Length(), lb = b.Length();
        return 2 * MathF.Atan2((a * lb - b * la).Length(), (a * lb + b * la).Length());
    }
}
