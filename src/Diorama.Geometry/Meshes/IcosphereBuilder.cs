using System.Numerics;

namespace Diorama.Geometry.Meshes;

/// <summary>Builds a sphere by subdividing an icosahedron, with equirectangular UVs.</summary>
internal static class IcosphereBuilder {
    internal static Mesh Build(float radius, int subdivisions) {
        ArgumentOutOfRangeException.ThrowIfNegative(subdivisions);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(subdivisions, 9);
        var directions = Icosahedron();
        int[] triangles = [
            0, 11, 5, 0, 5, 1, 0, 1, 7, 0, 7, 10, 0, 10, 11, 1, 5, 9, 5, 11, 4, 11, 10, 2, 10, 7, 6, 7, 1, 8,
            3, 9, 4, 3, 4, 2, 3, 2, 6, 3, 6, 8, 3, 8, 9, 4, 9, 5, 2, 4, 11, 6, 2, 10, 8, 6, 7, 9, 8, 1,
        ];
        for (int s = 0; s < subdivisions; s++) triangles = Subdivide(directions, triangles);

        var b = new MeshBuilder();
        var placed = new Dictionary<(int Vertex, float U), int>();
        Span<int> corner = stackalloc int[3];
        Span<float> u = stackalloc float[3];
        for (int t = 0; t < triangles.Length; t += 3) {
            Unroll(directions, triangles.AsSpan(t, 3), u);
            for (int k = 0; k < 3; k++) {
                int source = triangles[t + k];
                if (!placed.TryGetValue((source, u[k]), out corner[k])) {
                    var d = directions[source];
                    corner[k] = b.Vertex(d * radius, d, new(u[k], MathF.Acos(Math.Clamp(d.Z, -1, 1)) / MathF.PI));
                    placed.Add((source, u[k]), corner[k]);
                }
            }
            b.Triangle(corner[0], corner[1], corner[2]);
        }
        return b.Build("icosphere");
    }

    /// <summary>
    /// Computes the u coordinates (longitudes) of a triangle's corners; across the seam they continue below 0, and a corner at a pole gets
    /// the mean of the others.
    /// </summary>
    private static void Unroll(List<Vector3> directions, ReadOnlySpan<int> triangle, Span<float> u) {
        float least = 1, sum = 0;
        int counted = 0;
        for (int k = 0; k < 3; k++) {
            var d = directions[triangle[k]];
            u[k] = d.X * d.X + d.Y * d.Y < 1e-12f ? float.NaN : 0.5f + MathF.Atan2(d.Y, d.X) / (2 * MathF.PI);
            if (u[k] < least) least = u[k];
        }
        for (int k = 0; k < 3; k++) {
            if (float.IsNaN(u[k])) continue;
            if (u[k] - least > 0.5f) u[k] -= 1;
            sum += u[k];
            counted++;
        }
        for (int k = 0; k < 3; k++) {
            if (float.IsNaN(u[k])) u[k] = sum / counted;
        }
    }

    private static List<Vector3> Icosahedron() {
        float g = (1 + MathF.Sqrt(5)) / 2;
        List<Vector3> corners = [
            new(-1, g, 0), new(1, g, 0), new(-1, -g, 0), new(1, -g, 0), new(0, -1, g), new(0, 1, g),
            new(0, -1, -g), new(0, 1, -g), new(g, 0, -1), new(g, 0, 1), new(-g, 0, -1), new(-g, 0, 1),
        ];
        return corners.ConvertAll(Vector3.Normalize);
    }

    private static int[] Subdivide(List<Vector3> directions, int[] triangles) {
        var midpoints = new Dictionary<(int, int), int>();
        var finer = new int[triangles.Length * 4];
        int write = 0;
        for (int t = 0; t < triangles.Length; t += 3) {
            int a = triangles[t], b = triangles[t + 1], c = triangles[t + 2];
            int ab = Midpoint(a, b), bc = Midpoint(b, c), ca = Midpoint(c, a);
            ReadOnlySpan<int> four = [a, ab, ca, b, bc, ab, c, ca, bc, ab, bc, ca];
            four.CopyTo(finer.AsSpan(write));
            write += 12;
        }
        return finer;

        int Midpoint(int a, int b) {
            var edge = a < b ? (a, b) : (b, a);
            if (!midpoints.TryGetValue(edge, out int index)) {
                index = directions.Count;
                directions.Add(Vector3.Normalize(directions[a] + directions[b]));
                midpoints.Add(edge, index);
            }
            return index;
        }
    }
}
