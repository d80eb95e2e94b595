using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>
/// Writes meshes. Nodes with the same parts share one glTF mesh, and the geometry of a <see cref="Mesh"/> is stored once whatever
/// materials it has.
/// </summary>
internal sealed class GltfMeshWriter(GltfOutput output, GltfMaterialWriter materials) {
    private readonly GltfVertexWriter vertices = new(output);
    private readonly Dictionary<string, int> meshes = [];
    private readonly Dictionary<object, int> identities = new(ReferenceEqualityComparer.Instance);

    /// <summary>Returns the index of the glTF mesh with these parts and strands; null if nothing in them can be drawn.</summary>
    public int? Index(IReadOnlyList<MeshPart> parts, IReadOnlyList<CurvesPart> curves) {
        var key = new StringBuilder();
        foreach (var part in parts) key.Append(Identity(part.Mesh)).Append('/').Append(Identity(part.Material)).Append(' ');
        foreach (var part in curves) key.Append(Identity(part.Curves)).Append('~').Append(Identity(part.Material)).Append(' ');
        if (meshes.TryGetValue(key.ToString(), out int index)) return index < 0 ? null : index;
        index = Write(parts, curves);
        meshes[key.ToString()] = index;
        return index < 0 ? null : index;
    }

    private int Identity(object of) {
        if (!identities.TryGetValue(of, out int identity)) identities[of] = identity = identities.Count;
        return identity;
    }

    private int Write(IReadOnlyList<MeshPart> parts, IReadOnlyList<CurvesPart> curves) {
        var primitives = new JsonArray();
        string name = parts.Count > 0 ? parts[0].Mesh.Name : curves.Count > 0 ? curves[0].Curves.Name : "";
        int morphCount = parts.Count == 0 ? 0 : parts.Max(p => p.Mesh.MorphTargets.Length);
        foreach (var (mesh, material) in parts) {
            if (mesh.TriangleCount > 0) primitives.Add(Named(Triangles(mesh, material, morphCount), mesh.Name, name));
            else output.Warnings.Add($"mesh '{mesh.Name}' has no triangles and is not written");
        }
        foreach (var (strands, material) in curves) {
            if (strands.StrandCount > 0) primitives.Add(Named(Strands(strands, material, morphCount), strands.Name, name));
        }
        if (primitives.Count == 0) return -1;
        var value = new JsonObject { ["primitives"] = primitives };
        value.PutName(name);
        var names = parts.Select(p => p.Mesh.MorphTargets).FirstOrDefault(t => t.Length == morphCount) ?? [];
        if (names.Any(t => t.Name.Length > 0)) {
            value["extras"] = new JsonObject { ["targetNames"] = new JsonArray([.. names.Select(t => (JsonNode)t.Name)]) };
        }
        return output.Add("meshes", value);
    }

    private static JsonObject Named(JsonObject primitive, string name, string meshName) {
        if (name == meshName) return primitive;
        var ours = primitive["extras"]?["diorama"] as JsonObject ?? [];
        ours["name"] = name;
        if (ours.Parent == null) primitive.PutDiorama(ours);
        return primitive;
    }

    private JsonObject Triangles(Mesh mesh, Material material, int morphCount) {
        var (attributes, indices, targets) = vertices.Write(mesh);
        attributes = attributes.DeepClone().AsObject();
        // A texture without its UV set makes a file invalid, so missing sets are written as zeros.
        for (int set = mesh.TexCoords.Length; set < GltfMaterialWriter.TexCoordSets(material); set++) {
            attributes[$"TEXCOORD_{set}"] = output.Buffers.Zeros(mesh.VertexCount, 2);
        }
        var primitive = new JsonObject { ["attributes"] = attributes, ["indices"] = indices, ["material"] = materials.Index(material) };
        if (morphCount > 0) primitive["targets"] = Targets(targets, mesh.VertexCount, morphCount);
        return primitive;
    }

    /// <summary>
    /// Fills up the morph targets: all primitives of a glTF mesh must have the same number of targets; missing ones get zero displacements.
    /// </summary>
    private JsonArray Targets(JsonArray targets, int vertexCount, int morphCount) {
        var all = targets.DeepClone().AsArray();
        while (all.Count < morphCount) all.Add(new JsonObject { ["POSITION"] = output.Buffers.Zeros(vertexCount, 3, bounded: true) });
        return all;
    }

    /// <summary>Writes strands as line segments between their control points, with the radius in <c>_RADIUS</c>.</summary>
    private JsonObject Strands(Curves curves, Material material, int morphCount) {
        int count = curves.ControlPoints.Length;
        var segments = new List<int>(2 * count);
        for (int strand = 0; strand < curves.StrandCount; strand++) {
            for (int i = curves.StrandStarts[strand]; i + 1 < curves.StrandStarts[strand + 1]; i++) segments.AddRange([i, i + 1]);
        }
        var positions = Array.ConvertAll(curves.ControlPoints, p => new Vector3(p.X, p.Y, p.Z));
        float[] radii = Array.ConvertAll(curves.ControlPoints, p => p.W);
        var attributes = new JsonObject {
            ["POSITION"] = output.Buffers.Floats<Vector3>(positions, $"control points of curves '{curves.Name}'", bounded: true),
            ["_RADIUS"] = output.Buffers.Floats<float>(radii, $"radii of curves '{curves.Name}'"),
        };
        for (int set = 0; set < GltfMaterialWriter.TexCoordSets(material); set++)
            attributes[$"TEXCOORD_{set}"] = output.Buffers.Zeros(count, 2);
        var primitive = new JsonObject {
            ["mode"] = GltfTopology.Lines, ["attributes"] = attributes,
            ["indices"] = output.Buffers.Indices([.. segments], count), ["material"] = materials.Index(material),
        };
        if (morphCount > 0) primitive["targets"] = Targets([], count, morphCount);
        primitive.PutDiorama(new() { ["curves"] = true });
        return primitive;
    }
}
