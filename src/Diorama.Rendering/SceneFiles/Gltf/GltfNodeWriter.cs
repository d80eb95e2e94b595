using System.Numerics;
using System.Text.Json.Nodes;
using Diorama.Core.Spaces;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>
/// Writes the node tree. Roots in world axes are placed below a node that rotates them (<see cref="GltfAxes"/>). Geometry of a skinned
/// node that has no joints goes to a child marked <c>extras.diorama.partOfParent</c>, because glTF skins either all of a mesh or none of
/// it.
/// </summary>
internal sealed class GltfNodeWriter(GltfOutput output, GltfMeshWriter meshes, GltfCameraWriter cameras, GltfLightWriter lights) {
    private readonly Dictionary<Node, int> indices = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Skin, int> skins = new(ReferenceEqualityComparer.Instance);
    private readonly List<JsonObject> values = [];

    public IReadOnlyDictionary<Node, int> Indices => indices;

    public void Write(Scene scene) {
        var written = scene.Nodes.Where(n => !GltfAxes.IsRoot(n)).ToList();
        foreach (var node in written) indices.Add(node, indices.Count);
        foreach (var skin in scene.Skins) skins.TryAdd(skin, skins.Count);
        foreach (var node in written) values.Add(Write(node));

        List<int> roots = [], worldRoots = [];
        foreach (var node in written) {
            if (node.Parent == null) worldRoots.Add(indices[node]);
            else if (GltfAxes.IsRoot(node.Parent)) roots.Add(indices[node]);
            else AddChild(indices[node.Parent], indices[node]);
        }
        if (worldRoots.Count > 0) roots.Add(ZUp(worldRoots));
        foreach (var node in written.Where(n => n.Skin != null)) Rest(node);
        foreach (var value in values) output.Add("nodes", value);
        WriteSkins();

        var sceneValue = new JsonObject();
        sceneValue.PutName(scene.Name);
        if (roots.Count > 0) sceneValue["nodes"] = Array(roots);
        sceneValue.PutDiorama(GltfEnvironment.Write(scene));
        output.Add("scenes", sceneValue);
        output.Root["scene"] = 0;
    }

    private static JsonArray Array(IEnumerable<int> numbers) => new([.. numbers.Select(i => (JsonNode)i)]);

    private int ZUp(List<int> children) {
        var q = GltfAxes.GltfFromWorld;
        var node = new JsonObject { ["name"] = "gltfFromWorld", ["rotation"] = GltfJson.Array([q.X, q.Y, q.Z, q.W]),
            ["children"] = Array(children) };
        node.PutDiorama(new() { ["zUp"] = true });
        values.Add(node);
        return values.Count - 1;
    }

    private void AddChild(int parent, int child) {
        if (values[parent]["children"] is not JsonArray children) values[parent]["children"] = children = [];
        children.Add(child);
    }

    private JsonObject Write(Node node) {
        var value = new JsonObject();
        value.PutName(node.Name);
        Transform(node, value);
        bool skinned = IsSkinned(node);
        var parts = skinned ? node.Parts.Where(p => p.Mesh.Skin != null).ToList() : node.Parts;
        Mesh(value, parts, skinned ? [] : node.Curves, node.MorphWeights);
        if (skinned) value["skin"] = SkinIndex(node.Skin!);
        if (node.Camera is { } camera) value["camera"] = cameras.Index(camera);
        var ours = new JsonObject();
        if (node.Class is { } name) ours["class"] = name;
        if (node.Keypoints.Count > 0) {
            ours["keypoints"] = new JsonArray([.. node.Keypoints.Select(
                k => (JsonNode)new JsonObject { ["name"] = k.Name, ["position"] = GltfJson.Array(k.Position) })]);
        }
        if (node.Skeleton.Count > 0)
            ours["skeleton"] = new JsonArray([.. node.Skeleton.Select(l => (JsonNode)new JsonArray(l.From, l.To))]);
        if (node.Light is { } light) lights.Put(value, ours, light);
        if (node.Extras.Count > 0)
            value["extras"] = new JsonObject(
                [.. node.Extras.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)JsonValue.Create(e.Value)))]);
        value.PutDiorama(ours);
        return value;
    }

    private static bool IsSkinned(Node node) => node.Skin != null && node.Parts.Any(p => p.Mesh.Skin != null && p.Mesh.TriangleCount > 0);

    private int SkinIndex(Skin skin) {
        if (!skins.TryGetValue(skin, out int index)) skins[skin] = index = skins.Count;
        return index;
    }

    private void WriteSkins() {
        var writer = new GltfAnimationWriter(output, indices);
        foreach (var skin in skins.OrderBy(s => s.Value)) output.Add("skins", writer.Write(skin.Key));
    }

    private void Mesh(JsonObject value, List<MeshPart> parts, List<CurvesPart> curves, float[] weights) {
        if (parts.Count + curves.Count == 0 || meshes.Index(parts, curves) is not { } index) return;
        value["mesh"] = index;
        int morphCount = parts.Count == 0 ? 0 : parts.Max(p => p.Mesh.MorphTargets.Length);
        if (morphCount == 0 || weights.Length == 0) return;
        float[] fitted = new float[morphCount];
        weights.AsSpan(0, Math.Min(morphCount, weights.Length)).CopyTo(fitted);
        value["weights"] = GltfJson.Array(fitted);
    }

    /// <summary>Writes the unskinned geometry of a skinned node.</summary>
    private void Rest(Node node) {
        var parts = node.Parts.Where(p => p.Mesh.Skin == null).ToList();
        if (!IsSkinned(node) || parts.Count + node.Curves.Count == 0) return;
        var value = new JsonObject();
        Mesh(value, parts, node.Curves, node.MorphWeights);
        if (value.Count == 0) return;
        value.PutDiorama(new() { ["partOfParent"] = true });
        values.Add(value);
        AddChild(indices[node], values.Count - 1);
    }

    private void Transform(Node node, JsonObject value) {
        if (node.Matrix is { } m) {
            if (m == Affine3.Identity) return;
            value["matrix"] = GltfJson.Array([m.X.X, m.X.Y, m.X.Z, 0, m.Y.X, m.Y.Y, m.Y.Z, 0, m.Z.X, m.Z.Y, m.Z.Z, 0, m.Origin.X,
                m.Origin.Y, m.Origin.Z, 1]);
            if (IsSheared(m)) output.Warnings.Add($"node '{node.Name}' has a sheared matrix, which strict glTF readers refuse");
            return;
        }
        value.Put("translation", node.Translation, Vector3.Zero);
        var q = node.Rotation;
        if (MathF.Abs(q.Length() - 1) > 1e-6f) q = q.Length() > 0 ? Quaternion.Normalize(q) : Quaternion.Identity;
        if (q != Quaternion.Identity) value["rotation"] = GltfJson.Array([q.X, q.Y, q.Z, q.W]);
        value.Put("scale", node.Scale, Vector3.One);
    }

    private static bool IsSheared(in Affine3 m) {
        float Cosine(Vector3 a, Vector3 b) => MathF.Abs(Vector3.Dot(a, b)) / MathF.Max(a.Length() * b.Length(), 1e-20f);
        return MathF.Max(Cosine(m.X, m.Y), MathF.Max(Cosine(m.Y, m.Z), Cosine(m.Z, m.X))) > 1e-4f;
    }
}
