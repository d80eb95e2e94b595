using System.Numerics;
using Diorama.Core;
using Diorama.Core.Spaces;

namespace Diorama.Geometry.Meshes;

/// <summary>Checks and cleans meshes that readers have read, before they enter a scene.</summary>
public static class MeshChecks {
    /// <summary>
    /// Throws if a position, a normal or a position of a morph target is not a usable coordinate (<see cref="Coordinates"/>), a texture
    /// coordinate is not finite, an index is out of range, or one of these arrays, the tangents or the colours have a wrong length. Skin
    /// weights, and normals and tangents of morph targets, are not checked.
    /// </summary>
    /// <param name="mesh">Mesh to check.</param>
    /// <param name="where">Start of the error message, typically file and mesh: "chair.obj: mesh 'seat'".</param>
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
    /// Returns the mesh without triangles whose corners coincide or lie exactly on a line; the same object if there are none. In meshes
    /// with morph targets or a skin, only triangles that use a vertex twice are removed. All vertices are kept, so vertex indices stay
    /// valid.
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
        // A morph target or a skin may open a triangle that is degenerate at rest.
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
