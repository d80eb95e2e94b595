using System.Numerics;
using System.Text.Json.Nodes;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>
/// Writes the vertex data of a mesh, once per mesh. Values are changed to what glTF requires: unit normals and tangents, colours in [0, 1],
/// each joint once per vertex, weights that sum to 1.
/// </summary>
internal sealed class GltfVertexWriter(GltfOutput output) {
    public readonly record struct Written(JsonObject Attributes, int Indices, JsonArray Targets);

    private readonly Dictionary<Mesh, Written> meshes = new(ReferenceEqualityComparer.Instance);

    public Written Write(Mesh mesh) {
        if (meshes.TryGetValue(mesh, out var known)) return known;
        string name = $"mesh '{mesh.Name}'";
        var attributes = new JsonObject { ["POSITION"] = output.Buffers.Floats<Vector3>(mesh.Positions, $"positions of {name}",
            bounded: true) };
        if (mesh.Normals is { } normals)
            attributes["NORMAL"] = output.Buffers.Floats<Vector3>(Array.ConvertAll(normals, Unit), $"normals of {name}");
        // Tangents have no meaning without normals, and glTF forbids them there.
        if (mesh is { Tangents: { } tangents, Normals: { } around }) {
            var units = new Vector4[tangents.Length];
            for (int i = 0; i < units.Length; i++) units[i] = Tangent(tangents[i], around[i]);
            attributes["TANGENT"] = output.Buffers.Floats<Vector4>(units, $"tangents of {name}");
        }
        for (int set = 0; set < mesh.TexCoords.Length; set++) {
            attributes[$"TEXCOORD_{set}"] = output.Buffers.Floats<Vector2>(mesh.TexCoords[set], $"texture coordinates of {name}");
        }
        if (mesh.Colors is { } colors) {
            attributes["COLOR_0"] = output.Buffers.Floats<Vector4>(Array.ConvertAll(colors,
                c => Vector4.Clamp(c, Vector4.Zero, Vector4.One)), $"colours of {name}");
        }
        if (mesh.Skin is { } skin) Skin(skin, mesh.VertexCount, attributes);
        return meshes[mesh] = new(attributes, output.Buffers.Indices(mesh.Indices, mesh.VertexCount), Targets(mesh, name));
    }

    private static Vector3 Unit(Vector3 v) {
        float length = v.Length();
        if (MathF.Abs(length - 1) < 1e-4f) return v;
        return length > 1e-12f ? v / length : Vector3.UnitZ;
    }

    private static Vector4 Tangent(Vector4 tangent, Vector3 normal) {
        var direction = new Vector3(tangent.X, tangent.Y, tangent.Z);
        if (!(direction.Length() > 1e-12f)) direction = new Basis(Unit(normal)).Tangent;
        return new(Unit(direction), tangent.W < 0 ? -1 : 1);
    }

    private JsonArray Targets(Mesh mesh, string name) {
        var targets = new JsonArray();
        foreach (var target in mesh.MorphTargets) {
            var value = new JsonObject { ["POSITION"] = output.Buffers.Displacements(target.Positions,
                $"morph target '{target.Name}' of {name}", bounded: true) };
            if (target.Normals is { } normals && mesh.Normals != null) {
                value["NORMAL"] = output.Buffers.Displacements(normals, $"normals of morph target '{target.Name}' of {name}",
                    bounded: false);
            }
            if (target.Tangents is { } tangents && mesh is { Tangents: not null, Normals: not null }) {
                value["TANGENT"] = output.Buffers.Displacements(tangents, $"tangents of morph target '{target.Name}' of {name}",
                    bounded: false);
            }
            targets.Add(value);
        }
        return targets;
    }

    private void Skin(SkinWeights skin, int vertexCount, JsonObject attributes) {
        int influences = skin.InfluencesPerVertex, sets = (influences + 3) / 4;
        int[][] joints = new int[sets][];
        var weights = new Vector4[sets][];
        for (int s = 0; s < sets; s++) (joints[s], weights[s]) = (new int[vertexCount * 4], new Vector4[vertexCount]);
        int[] vertexJoints = new int[influences];
        float[] vertexWeights = new float[influences];
        for (int v = 0; v < vertexCount; v++) {
            int used = Merge(skin, v, vertexJoints, vertexWeights);
            for (int k = 0; k < used; k++) {
                joints[k / 4][v * 4 + k % 4] = vertexJoints[k];
                weights[k / 4][v][k % 4] = vertexWeights[k];
            }
        }
        for (int s = 0; s < sets; s++) {
            attributes[$"JOINTS_{s}"] = output.Buffers.Joints(joints[s]);
            attributes[$"WEIGHTS_{s}"] = output.Buffers.Floats<Vector4>(weights[s], "skin weights");
        }
    }

    /// <summary>
    /// Collects the joints that move vertex <paramref name="v"/>, each once, in order of appearance; returns their number.
    /// </summary>
    private static int Merge(SkinWeights skin, int v, int[] joints, float[] weights) {
        int used = 0;
        float sum = 0;
        for (int i = v * skin.InfluencesPerVertex; i < (v + 1) * skin.InfluencesPerVertex; i++) {
            if (!(skin.Weights[i] > 0)) continue;
            int k = Array.IndexOf(joints, skin.Joints[i], 0, used);
            if (k < 0) (joints[k = used++], weights[k]) = (skin.Joints[i], 0);
            weights[k] += skin.Weights[i];
            sum += skin.Weights[i];
        }
        if (used == 0) (joints[0], weights[0], used, sum) = (skin.Joints[v * skin.InfluencesPerVertex], 1, 1, 1);
        for (int k = 0; k < used && MathF.Abs(sum - 1) > 1e-7f; k++) weights[k] /= sum;
        return used;
    }
}
