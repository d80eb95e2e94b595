using System.Numerics;
using Diorama.Core.Spaces;

namespace Diorama.Geometry.Meshes;

/// <summary>Computes vertex tangents from texture coordinates, for normal maps.</summary>
public static class MeshTangents {
    /// <summary>
    /// Computes unit tangents in the direction of increasing u, orthogonal to the vertex normals, with the handedness of glTF 2.0 section
    /// 3.7.2.1: the bitangent normal × tangent · w points up the image, against increasing v. The tangents of triangles are added with the
    /// weight of their angle at the vertex (Lengyel 2001; weights as in Mikkelsen 2008). At a vertex between mirrored and unmirrored
    /// triangles the side with the larger sum is used. Returns null if the mesh has no normals or no such texture coordinate set.
    /// </summary>
    public static Vector4[]? Generate(Mesh mesh, int texCoordSet = 0) {
        if (mesh.Normals is not { } normals || texCoordSet >= mesh.TexCoords.Length) return null;
        Vector2[] uv = mesh.TexCoords[texCoordSet];
        Vector3[] upright = new Vector3[mesh.VertexCount], mirrored = new Vector3[mesh.VertexCount];
        for (int t = 0; t < mesh.Indices.Length; t += 3) {
            int a = mesh.Indices[t], b = mesh.Indices[t + 1], c = mesh.Indices[t + 2];
            Vector3 ab = mesh.Positions[b] - mesh.Positions[a], ac = mesh.Positions[c] - mesh.Positions[a];
            Vector2 s = uv[b] - uv[a], r = uv[c] - uv[a];
            // With v pointing up, the determinant is positive where the image is not mirrored.
            float determinant = s.Y * r.X - s.X * r.Y;
            var tangent = (ac * s.Y - ab * r.Y) * MathF.Sign(determinant);
            float length = tangent.Length();
            if (!(length > 0)) continue;
            tangent /= length;
            var sums = determinant > 0 ? upright : mirrored;
            sums[a] += tangent * Angle(ab, ac);
            sums[b] += tangent * Angle(ac - ab, -ab);
            sums[c] += tangent * Angle(-ac, ab - ac);
        }
        var tangents = new Vector4[mesh.VertexCount];
        for (int v = 0; v < tangents.Length; v++) {
            bool plain = upright[v].LengthSquared() >= mirrored[v].LengthSquared();
            Vector3 n = normals[v], sum = plain ? upright[v] : mirrored[v], t = sum - n * Vector3.Dot(n, sum);
            // Vertices without a direction of u get any tangent, so that shading frames stay valid.
            t = t.LengthSquared() > 1e-12f ? Vector3.Normalize(t) : new Basis(n).Tangent;
            tangents[v] = new(t, plain ? 1 : -1);
        }
        return tangents;
    }

    private static float Angle(Vector3 a, Vector3 b) {
        float la = a.Length(), lb = b.Length();
        return 2 * MathF.Atan2((a * lb - b * la).Length(), (a * lb + b * la).Length());
    }
}
