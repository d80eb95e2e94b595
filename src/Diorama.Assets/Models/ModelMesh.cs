using System.Numerics;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;

namespace Diorama.Assets.Models;

/// <summary>Collects triangles of several meshes in one mesh, with the vertices that they use.</summary>
internal sealed class ModelMesh(Material material) {
    private readonly List<Vector3> positions = [], normals = [];
    private readonly List<Vector4> tangents = [], colors = [];
    private readonly List<Vector2>[] texCoords = [[], []];
    private readonly List<int> indices = [];
    private int sets;

    public Material Material => material;
    public int TriangleCount => indices.Count / 3;

    /// <summary>Adds the triangles that <paramref name="duplicates"/> has not seen yet.</summary>
    public void Add(Mesh mesh, Vector3[] at, Vector3[]? normal, Vector4[]? tangent, bool mirrored, DuplicateTriangles duplicates) {
        sets = Math.Min(mesh.TexCoords.Length, texCoords.Length);
        var vertex = new int[mesh.VertexCount];
        for (int t = 0; t < mesh.Indices.Length; t += 3) {
            int a = mesh.Indices[t], b = mesh.Indices[t + 1], c = mesh.Indices[t + 2];
            if (!duplicates.Accept(at[a], at[b], at[c])) continue;
            if (mirrored) (b, c) = (c, b);
            indices.Add(Vertex(a));
            indices.Add(Vertex(b));
            indices.Add(Vertex(c));
        }

        int Vertex(int v) {
            if (vertex[v] > 0) return vertex[v] - 1;
            positions.Add(at[v]);
            if (normal is not null) normals.Add(normal[v]);
            if (tangent is not null) tangents.Add(tangent[v]);
            if (mesh.Colors is not null) colors.Add(mesh.Colors[v]);
            for (int set = 0; set < sets; set++) texCoords[set].Add(mesh.TexCoords[set][v]);
            return (vertex[v] = positions.Count) - 1;
        }
    }

    public Mesh Build() => MeshChecks.WithoutDegenerateTriangles(new() {
        Name = material.Name, Positions = [.. positions], Indices = [.. indices],
        Normals = normals.Count == positions.Count ? [.. normals] : null,
        Tangents = tangents.Count == positions.Count ? [.. tangents] : null,
        Colors = colors.Count == positions.Count ? [.. colors] : null,
        TexCoords = [.. texCoords.Take(sets).Select(set => set.ToArray())],
    });
}
