using System.Numerics;
using Diorama.Core;
using Diorama.Core.Spaces;

namespace Diorama.Geometry.Meshes;

/// <summary>What readers check and clean before a mesh enters a scene.</summary>
public static class MeshChecks {
    /// <summary>
    /// Throws when a number of <paramref name="mesh"/> is not finite, an index out of range, or an array of the wrong length.
    /// </summary>
    /// <param name="mesh">Any mesh.</param>
    /// <param name="where">Begins the sentence, typically the file: "chair.obj: mesh 'seat'".</param>
    public static void ThrowIfBroken(Mesh mesh, string where) {
        Finite(mesh.Positions, where, "position");
        if (mesh.Normals is not null) Finite(Counted(mesh.Normals, mesh, where, "normals"), where, "normal");
        if (mesh.Tangents is not null) Counted(mesh.Tangents, mesh, where, "tangents");
        if (mesh.Colors is not null) Counted(mesh.Colors, mesh, where, "colours");
        foreach (var set in mesh.TexCoords) {
            int bad = Array.FindIndex(Counted(set, mesh, where, "texture coordinates"), uv => !float.IsFinite(uv.X + uv.Y));
            if (bad >= 0) throw new BadInputException($"{where} has a texture coordinate of vertex {bad} that is not a finite number");
        }
        foreach (var target in mesh.MorphTargets) {
            Finite(Counted(target.Positions, mesh, where, "positions of a morph target"), where, "morph target position");
        }
        if (mesh.Indices.Length % 3 != 0) {
            throw new BadInputException($"{where} has {mesh.Indices.Length} indices, expected three per triangle");
        }
        for (int i = 0; i < mesh.Indices.Length; i++) {
            if ((uint)mesh.Indices[i] >= (uint)mesh.VertexCount) {
                throw new BadInputException(
                    $"{where} has index {mesh.Indices[i]} in triangle {i / 3}, expected 0 to {mesh.VertexCount - 1}");
            }
        }
    }

    /// <summary>
    /// The mesh without triangles whose corners coincide or lie exactly on a line; the same object when there are none.
    /// Vertices stay, so vertex indices keep their meaning.
    /// </summary>
    public static Mesh WithoutDegenerateTriangles(Mesh mesh) {
        var kept = new int[mesh.Indices.Length];
        int count = 0;
        for (int t = 0; t < mesh.Indices.Length; t += 3) {
            int a = mesh.Indices[t], b = mesh.Indices[t + 1], c = mesh.Indices[t + 2];
            if (IsDegenerate(mesh, a, b, c)) continue;
            kept[count++] = a;
            kept[count++] = b;
            kept[count++] = c;
        }
        if (count == mesh.Indices.Length) return mesh;
        return new() {
            Name = mesh.Name, Positions = mesh.Positions, Indices = kept[..count], Normals = mesh.Normals, Tangents = mesh.Tangents,
            TexCoords = mesh.TexCoords, Colors = mesh.Colors, MorphTargets = mesh.MorphTargets, Skin = mesh.Skin,
        };
    }

    private static bool IsDegenerate(Mesh mesh, int a, int b, int c) {
        if (a == b || b == c || c == a) return true;
        // A morph target or a skin may open what is closed at rest.
        if (mesh.MorphTargets.Length > 0 || mesh.Skin is not null) return false;
        Vector3 pa = mesh.Positions[a], ab = mesh.Positions[b] - pa, ac = mesh.Positions[c] - pa;
        double x = (double)ab.Y * ac.Z - (double)ab.Z * ac.Y;
        double y = (double)ab.Z * ac.X - (double)ab.X * ac.Z;
        double z = (double)ab.X * ac.Y - (double)ab.Y * ac.X;
        return x == 0 && y == 0 && z == 0;
    }

    private static T[] Counted<T>(T[] values, Mesh mesh, string where, string what) => values.Length == mesh.VertexCount
        ? values : throw new BadInputException($"{where} has {values.Length} {what} for {mesh.VertexCount} vertices");

    private static void Finite(Vector3[] values, string where, string what) {
        int bad = Coordinates.FirstUnusable(values);
        if (bad >= 0) throw new BadInputException(
            $"{where} has a {what} {Coordinates.Text(values[bad])} at vertex {bad}, {Coordinates.Expected}");
    }
}
