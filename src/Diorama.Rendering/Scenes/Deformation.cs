using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;

namespace Diorama.Rendering.Scenes;

/// <summary>Morph targets and linear blend skinning of vertices (glTF 2.0 sections 3.7.2.2 and 3.7.3.3). No call allocates.</summary>
public static class Deformation {
    /// <summary>Computes target += weight · offset for each vertex.</summary>
    public static void AddScaled(Span<Vector3> target, ReadOnlySpan<Vector3> offset, float weight) {
        var t = MemoryMarshal.Cast<Vector3, float>(target);
        var o = MemoryMarshal.Cast<Vector3, float>(offset)[..t.Length];
        int i = 0;
        for (int lanes = Vector<float>.Count; i <= t.Length - lanes; i += lanes) {
            (new Vector<float>(t[i..]) + new Vector<float>(o[i..]) * weight).CopyTo(t[i..]);
        }
        for (; i < t.Length; i++) t[i] += weight * o[i];
    }

    /// <summary>
    /// Moves every vertex by the weighted sum of its joints' matrices. Normals are transformed by the inverse transpose and normalised,
    /// tangents by the matrix itself. Spans of normals and tangents may be empty. <paramref name="worldFromMesh"/> holds worldFromJoint ·
    /// inverse bind of each joint.
    /// </summary>
    public static void Skin(ReadOnlySpan<Affine3> worldFromMesh, SkinWeights skin, Span<Vector3> positions, Span<Vector3> normals,
                            Span<Vector4> tangents) {
        int influences = skin.InfluencesPerVertex;
        for (int v = 0; v < positions.Length; v++) {
            Vector3 x = default, y = default, z = default, origin = default;
            for (int i = v * influences, end = i + influences; i < end; i++) {
                float w = skin.Weights[i];
                if (w == 0) continue;
                ref readonly var m = ref worldFromMesh[skin.Joints[i]];
                x += m.X * w;
                y += m.Y * w;
                z += m.Z * w;
                origin += m.Origin * w;
            }
            Move(v, new Affine3(x, y, z, origin), positions, normals, tangents);
        }
    }

    /// <summary>Moves every vertex by one transform.</summary>
    public static void Rigid(in Affine3 map, Span<Vector3> positions, Span<Vector3> normals, Span<Vector4> tangents) {
        for (int v = 0; v < positions.Length; v++) Move(v, map, positions, normals, tangents);
    }

    /// <summary>Normalises vectors; those of length zero become +Z.</summary>
    public static void Normalize(Span<Vector3> vectors) {
        for (int i = 0; i < vectors.Length; i++) vectors[i] = Unit(vectors[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Move(int v, in Affine3 m, Span<Vector3> positions, Span<Vector3> normals, Span<Vector4> tangents) {
        positions[v] = m.Point(positions[v]);
        if (v < normals.Length) {
            // The inverse transpose is the cofactor matrix over the determinant, of which only the sign matters after normalisation.
            Vector3 n = normals[v], yz = Vector3.Cross(m.Y, m.Z);
            n = yz * n.X + (Vector3.Cross(m.Z, m.X) * n.Y + Vector3.Cross(m.X, m.Y) * n.Z);
            normals[v] = Unit(Vector3.Dot(m.X, yz) < 0 ? -n : n);
        }
        if (v < tangents.Length) {
            Vector4 t = tangents[v];
            tangents[v] = new(Unit(m.Vector(new(t.X, t.Y, t.Z))), t.W);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector3 Unit(Vector3 v) {
        float squared = v.LengthSquared();
        return squared > 0 ? v / MathF.Sqrt(squared) : Vector3.UnitZ;
    }
}
