using System.Numerics;

namespace Diorama.Geometry.Meshes;

/// <summary>Builds a mesh vertex by vertex and triangle by triangle, with one UV set.</summary>
public sealed class MeshBuilder {
    private readonly List<Vector3> positions = [], normals = [];
    private readonly List<Vector2> uvs = [];
    private readonly List<int> indices = [];

    public int VertexCount => positions.Count;

    /// <summary>Adds a vertex and returns its index.</summary>
    public int Vertex(Vector3 position, Vector3 normal, Vector2 uv) {
        positions.Add(position);
        normals.Add(normal);
        uvs.Add(uv);
        return positions.Count - 1;
    }

    /// <summary>Adds a triangle; its corners are counter-clockwise as seen from outside.</summary>
    public void Triangle(int a, int b, int c) {
        indices.Add(a);
        indices.Add(b);
        indices.Add(c);
    }

    /// <summary>Adds a quadrilateral as two triangles, split from a to c; its corners are counter-clockwise as seen from outside.</summary>
    public void Quad(int a, int b, int c, int d) {
        Triangle(a, b, c);
        Triangle(a, c, d);
    }

    public Mesh Build(string name) => new() {
        Name = name, Positions = [.. positions], Normals = [.. normals], TexCoords = [[.. uvs]], Indices = [.. indices],
    };
}
