namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>Converts the drawing modes of primitives to triangle lists, and line lists to strands (glTF 2.0 section 3.7.2.1).</summary>
internal static class GltfTopology {
    public const int Points = 0, Lines = 1, LineLoop = 2, LineStrip = 3, Triangles = 4, TriangleStrip = 5, TriangleFan = 6;

    /// <summary>
    /// Returns three vertices per triangle; an incomplete last triangle is dropped, as are the degenerate triangles that connect strips.
    /// </summary>
    public static int[] ToTriangles(int mode, int[] vertices) {
        if (mode == Triangles) return vertices.Length % 3 == 0 ? vertices : vertices[..(vertices.Length / 3 * 3)];
        var triangles = new List<int>(Math.Max(0, (vertices.Length - 2) * 3));
        for (int i = 0; i + 2 < vertices.Length; i++) {
            int a = mode == TriangleStrip ? vertices[i] : vertices[0];
            int odd = mode == TriangleStrip ? i & 1 : 0;
            int b = vertices[i + 1 + odd], c = vertices[i + 2 - odd];
            if (a != b && b != c && c != a) triangles.AddRange([a, b, c]);
        }
        return [.. triangles];
    }

    /// <summary>
    /// Joins segments that continue one another to strands. Returns the control points in strand order, and the start of each strand
    /// followed by the total.
    /// </summary>
    public static (int[] Points, int[] Starts) ToStrands(int mode, int[] vertices) {
        if (mode == LineStrip) return (vertices, [0, vertices.Length]);
        List<int> points = [], starts = [];
        for (int i = 0; i + 1 < vertices.Length; i += 2) {
            if (i == 0 || vertices[i] != vertices[i - 1]) {
                starts.Add(points.Count);
                points.Add(vertices[i]);
            }
            points.Add(vertices[i + 1]);
        }
        starts.Add(points.Count);
        return ([.. points], [.. starts]);
    }
}
