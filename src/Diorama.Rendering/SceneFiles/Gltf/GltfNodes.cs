using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>
/// Reads nodes with their transforms, meshes, cameras and lights (glTF 2.0 section 3.5, EXT_mesh_gpu_instancing). Nodes keep the order of
/// the file, except that parents come first.
/// </summary>
internal sealed class GltfNodes(GltfDocument document, GltfAccessors accessors, GltfMeshes meshes, GltfCameras cameras, GltfLights lights) {
    private readonly GltfValue[] values = document.Table("nodes");
    private readonly Node?[] nodes = new Node?[document.Table("nodes").Length];

    /// <summary>Node created from <c>nodes[index]</c>; null if it is not in the scene.</summary>
    public Node? this[int index] => nodes[index];

    /// <summary>Translations of the nodes as they stand in the file.</summary>
    public Dictionary<Node, Double3> Translations { get; } = new(ReferenceEqualityComparer.Instance);

    public void Read(Scene scene, IReadOnlySet<int> joints) {
        var graph = new GltfGraph(document);
        Node? root = null;
        var chain = new Stack<int>();
        for (int start = 0; start < values.Length; start++) {
            if (!graph.InScene[start] && !joints.Contains(start)) continue;
            for (int i = start; i >= 0 && nodes[i] == null && !GltfAxes.IsZUp(values[i]); i = graph.Parent(i)) chain.Push(i);
            while (chain.TryPop(out int i)) {
                int parent = graph.Parent(i);
                if (parent >= 0 && IsPartOfParent(values[i]) && nodes[parent] is { } owner) {
                    // Geometry that glTF could not store in the node itself (see GltfNodeWriter).
                    nodes[i] = owner;
                    Mesh(owner, values[i]);
                    continue;
                }
                var node = nodes[i] = Transform(values[i]);
                if (parent < 0) {
                    if (root == null) scene.Nodes.Add(root = GltfAxes.CreateRoot());
                    node.Parent = root;
                } else {
                    node.Parent = nodes[parent];
                }
                scene.Nodes.Add(node);
                if (graph.InScene[i]) Fill(scene, node, values[i]);
            }
        }
    }

    public static bool IsPartOfParent(GltfValue node) => node.Diorama()?.Flag("partOfParent") ?? false;

    private Node Transform(GltfValue value) {
        var node = new Node { Name = value.Text("name") ?? "" };
        if (value.Find("matrix") is { } matrix) {
            node.Matrix = Affine3.FromColumnMajor(matrix.Numbers(16));
            double[] m = matrix.Doubles();
            Translations[node] = new(m[12], m[13], m[14]);
            return node;
        }
        node.Translation = value.Vector3("translation", Vector3.Zero);
        if (value.Find("translation")?.Doubles() is [var x, var y, var z]) Translations[node] = new(x, y, z);
        node.Scale = value.Vector3("scale", Vector3.One);
        if (value.Find("rotation") is { } rotation) {
            float[] q = rotation.Numbers(4);
            node.Rotation = Unit(new(q[0], q[1], q[2], q[3]), rotation.Path);
        }
        return node;
    }

    private Quaternion Unit(Quaternion q, string where) {
        float length = q.Length();
        if (MathF.Abs(length - 1) < 1e-5f) return q;
        return length > 1e-6f && float.IsFinite(length) ? Quaternion.Normalize(q)
            : throw document.Bad(where, "a unit quaternion was expected");
    }

    private void Fill(Scene scene, Node node, GltfValue value) {
        if (value.Extension("EXT_mesh_gpu_instancing") is { } instancing) Instances(scene, node, value, instancing);
        else Mesh(node, value);
        if (value.Index("camera", "cameras") is { } camera) node.Camera = cameras.Get(camera);
        node.Light = lights.Of(value);
        node.Extras = GltfExtras.Of(value, document);
        GltfExtras.Skeleton(value, node.Skeleton);
        if (value.Diorama() is not { } ours) return;
        node.Class = ours.Text("class");
        if (node.Class is { } name && !scene.Classes.Contains(name)) scene.Classes.Add(name);
        foreach (var keypoint in ours.Find("keypoints")?.Items() ?? []) {
            node.Keypoints.Add(new(keypoint.Need("name").Text(), keypoint.Need("position").Vector3()));
        }
    }

    private void Mesh(Node node, GltfValue value) {
        if (value.Index("mesh", "meshes") is not { } index) return;
        var mesh = meshes.Get(index);
        node.Parts.AddRange(mesh.Parts);
        node.Curves.AddRange(mesh.Curves);
        if (mesh.MorphCount == 0) return;
        float[] weights = value.Find("weights")?.Numbers() ?? mesh.Weights;
        if (weights.Length != mesh.MorphCount) {
            throw document.Bad($"{value.Path}.weights",
                $"{mesh.MorphCount} weights were expected, one per morph target, found {weights.Length}");
        }
        node.MorphWeights = [.. weights];
    }

    /// <summary>Adds one child per instance, all with the same mesh objects.</summary>
    private void Instances(Scene scene, Node node, GltfValue value, GltfValue instancing) {
        var attributes = instancing.Need("attributes");
        foreach (string name in (string[])["TRANSLATION", "ROTATION", "SCALE"]) {
            if (attributes.Find(name) is { } accessor) accessors.CountOfNodes(accessor);
        }
        var translations = attributes.Find("TRANSLATION") is { } t ? accessors.Vectors3(t) : null;
        var rotations = attributes.Find("ROTATION") is { } r ? accessors.Vectors4(r) : null;
        var scales = attributes.Find("SCALE") is { } s ? accessors.Vectors3(s) : null;
        int count = translations?.Length ?? rotations?.Length ?? scales?.Length ?? 0;
        if ((rotations?.Length ?? count) != count || (scales?.Length ?? count) != count) {
            throw document.Bad(attributes.Path, "the accessors of its attributes have different counts");
        }
        for (int i = 0; i < count; i++) {
            var instance = new Node { Name = $"{node.Name}#{i}", Parent = node };
            if (translations != null) instance.Translation = translations[i];
            if (scales != null) instance.Scale = scales[i];
            if (rotations != null) {
                var q = rotations[i];
                instance.Rotation = Unit(new(q.X, q.Y, q.Z, q.W), $"{attributes.Path}.ROTATION");
            }
            scene.Nodes.Add(instance);
            Mesh(instance, value);
        }
    }

    /// <summary>Assigns skins to nodes and checks the joints that their vertices refer to.</summary>
    public void Attach(IReadOnlyList<Skin> skins) {
        for (int i = 0; i < values.Length; i++) {
            if (nodes[i] is not { } node || values[i].Index("skin", "skins") is not { } index) continue;
            node.Skin = skins[index];
            foreach (var part in node.Parts) CheckJoints(part.Mesh, index, skins[index].Joints.Length, values[i]);
        }
    }

    private void CheckJoints(Mesh mesh, int skin, int jointCount, GltfValue node) {
        if (mesh.Skin is not { } weights) return;
        for (int k = 0; k < weights.Joints.Length; k++) {
            if (weights.Joints[k] < jointCount) continue;
            int vertex = k / weights.InfluencesPerVertex;
            throw document.Bad($"meshes[{node.Count("mesh")}]",
                $"joint {weights.Joints[k]} of vertex {vertex} is out of range, skins[{skin}] has {jointCount} joints");
        }
    }
}
