using System.Numerics;
using Diorama.Geometry.Meshes;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>Reads the vertex attributes, indices and morph targets of one triangle primitive.</summary>
internal sealed class GltfVertices(GltfDocument document, GltfAccessors accessors) {
    public Mesh Read(GltfValue primitive, int mode, string name, string[] targetNames) {
        var attributes = primitive.Need("attributes");
        var positions = accessors.Vectors3(attributes.Need("POSITION"));
        int count = positions.Length;
        int[] order = Indices(primitive, count);
        if (mode == GltfTopology.Triangles && order.Length % 3 != 0)
            document.Warn(primitive.Path, $"{order.Length} indices are not a multiple of 3");
        int[] triangles = GltfTopology.ToTriangles(mode, order);
        return new() {
            Name = name,
            Positions = positions,
            Indices = triangles,
            Normals = Normals(attributes, positions, triangles),
            Tangents = Sized(attributes, "TANGENT", count, accessors.Vectors4),
            TexCoords = TexCoords(attributes, count),
            Colors = Sized(attributes, "COLOR_0", count, accessors.Colors),
            MorphTargets = MorphTargets(primitive, count, targetNames),
            Skin = Skin(attributes, count),
        };
    }

    /// <summary>Returns the vertex indices of a primitive, each of them checked.</summary>
    public int[] Indices(GltfValue primitive, int vertexCount) {
        if (primitive.Find("indices") is not { } reference) return [.. Enumerable.Range(0, vertexCount)];
        uint[] indices = accessors.Integers(reference, 1);
        for (int i = 0; i < indices.Length; i++) {
            if (indices[i] < (uint)vertexCount) continue;
            throw document.Bad(reference.Path, $"index {indices[i]} at position {i} is out of range, the mesh has {vertexCount} vertices");
        }
        return Array.ConvertAll(indices, i => (int)i);
    }

    private T[]? Sized<T>(GltfValue attributes, string name, int count, Func<GltfValue, T[]> read) {
        if (attributes.Find(name) is not { } reference) return null;
        var values = read(reference);
        return values.Length == count ? values
            : throw document.Bad(reference.Path, $"{count} elements were expected, one per vertex, found {values.Length}");
    }

    private Vector2[][] TexCoords(GltfValue attributes, int count) {
        var sets = new List<Vector2[]>();
        while (Sized(attributes, $"TEXCOORD_{sets.Count}", count, accessors.Vectors2) is { } set) sets.Add(set);
        return [.. sets];
    }

    /// <summary>
    /// Reads unit normals. Quantised ones are normalised; a normal without a length is computed from the faces around the vertex.
    /// </summary>
    private Vector3[]? Normals(GltfValue attributes, Vector3[] positions, int[] triangles) {
        if (Sized(attributes, "NORMAL", positions.Length, accessors.Vectors3) is not { } normals) return null;
        Vector3[]? faces = null;
        for (int i = 0; i < normals.Length; i++) {
            float length = normals[i].Length();
            if (MathF.Abs(length - 1) < 1e-4f) continue;
            if (length > 1e-12f && float.IsFinite(length)) {
                normals[i] /= length;
                continue;
            }
            if (faces == null) document.Warn($"{attributes.Path}.NORMAL",
                $"the normal of vertex {i} has no length and was computed from its faces");
            faces ??= FaceNormals(positions, triangles);
            normals[i] = faces[i].LengthSquared() is > 0 and < float.PositiveInfinity ? Vector3.Normalize(faces[i]) : Vector3.UnitZ;
        }
        return normals;
    }

    private static Vector3[] FaceNormals(Vector3[] positions, int[] triangles) {
        var sums = new Vector3[positions.Length];
        for (int i = 0; i < triangles.Length; i += 3) {
            int a = triangles[i], b = triangles[i + 1], c = triangles[i + 2];
            var normal = Vector3.Cross(positions[b] - positions[a], positions[c] - positions[a]);
            sums[a] += normal;
            sums[b] += normal;
            sums[c] += normal;
        }
        return sums;
    }

    private MorphTarget[] MorphTargets(GltfValue primitive, int count, string[] names) {
        if (primitive.Find("targets")?.Items() is not { } targets) return [];
        var result = new MorphTarget[targets.Length];
        for (int i = 0; i < targets.Length; i++) {
            result[i] = new() {
                Name = i < names.Length ? names[i] : "",
                Positions = Sized(targets[i], "POSITION", count, accessors.Vectors3) ?? new Vector3[count],
                Normals = Sized(targets[i], "NORMAL", count, accessors.Vectors3),
                Tangents = Sized(targets[i], "TANGENT", count, accessors.Vectors3),
            };
        }
        return result;
    }

    /// <summary>Reads all sets JOINTS_n and WEIGHTS_n, merged per vertex and normalised to sum to 1.</summary>
    private SkinWeights? Skin(GltfValue attributes, int count) {
        var sets = new List<(uint[] Joints, Vector4[] Weights)>();
        while (attributes.Find($"JOINTS_{sets.Count}") is { } joints) {
            uint[] indices = accessors.Integers(joints, 4);
            if (indices.Length != count * 4)
                throw document.Bad(joints.Path, $"{count} elements were expected, one per vertex, found {indices.Length / 4}");
            string name = $"WEIGHTS_{sets.Count}";
            sets.Add((indices, Sized(attributes, name, count, accessors.Vectors4)
                ?? throw document.Bad(attributes.Path, $"'{name}' is missing")));
        }
        if (sets.Count == 0) return null;
        int influences = sets.Count * 4;
        ushort[] all = new ushort[count * influences];
        float[] weights = new float[count * influences];
        for (int s = 0; s < sets.Count; s++) {
            for (int v = 0; v < count; v++) {
                for (int k = 0; k < 4; k++) {
                    uint joint = sets[s].Joints[v * 4 + k];
                    if (joint > ushort.MaxValue)
                        throw document.Bad($"{attributes.Path}.JOINTS_{s}", $"joint {joint} of vertex {v} is out of range");
                    all[v * influences + s * 4 + k] = (ushort)joint;
                    weights[v * influences + s * 4 + k] = sets[s].Weights[v][k];
                }
            }
        }
        Normalize(weights, influences, attributes.Path);
        return new() { InfluencesPerVertex = influences, Joints = all, Weights = weights };
    }

    private void Normalize(float[] weights, int influences, string path) {
        for (int start = 0; start < weights.Length; start += influences) {
            var vertex = weights.AsSpan(start, influences);
            float sum = 0;
            foreach (float w in vertex) sum += w;
            if (MathF.Abs(sum - 1) < 1e-6f) continue;
            if (sum > 0) {
                foreach (ref float w in vertex) w /= sum;
            } else {
                document.Warn(path, $"vertex {start / influences} has no joint weights and follows its first joint");
                vertex.Clear();
                vertex[0] = 1;
            }
        }
    }
}
