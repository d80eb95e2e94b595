using Diorama.Core.Diagnostics;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles.Assimp;

/// <summary>
/// Creates one skin for all meshes that share nodes: Assimp lists bones per mesh, a scene has one skin per node. Vertices that no bone
/// moves follow the node that draws the mesh.
/// </summary>
internal sealed unsafe class SkinImport {
    private sealed class Group {
        public readonly List<(Node Node, Affine3 InverseBind)> Joints = [];
        public Node? Carrier;
        public Skin? Skin;

        public int Joint(Node node, in Affine3 inverseBind) {
            int index = Joints.IndexOf((node, inverseBind));
            if (index >= 0) return index;
            Joints.Add((node, inverseBind));
            return Joints.Count - 1;
        }
    }

    private readonly MeshFile file;
    private readonly IReadOnlyDictionary<string, Node> nodes;
    private readonly Warnings warnings;
    private readonly Group?[] groups;

    public SkinImport(MeshFile file, IReadOnlyDictionary<string, Node> nodes, Warnings warnings) {
        (this.file, this.nodes, this.warnings) = (file, nodes, warnings);
        groups = new Group?[file.Counts.Meshes];
    }

    /// <summary>
    /// Registers that <paramref name="node"/> draws <paramref name="meshes"/> together. Must be called for every node before
    /// <see cref="Weights"/>.
    /// </summary>
    public void Carry(Node node, ReadOnlySpan<uint> meshes) {
        Group? together = null;
        foreach (uint mesh in meshes) {
            if (BoneCount((int)mesh) == 0) continue;
            if (groups[mesh] is { } other && together is not null && other != together) {
                for (int m = 0; m < groups.Length; m++) {
                    if (groups[m] == other) groups[m] = together;
                }
            }
            together ??= groups[mesh] ?? new();
            together.Carrier ??= node;
            groups[mesh] = together;
        }
    }

    /// <summary>Returns joints and weights of each vertex of a mesh; null if it has no bones.</summary>
    public SkinWeights? Weights(int mesh, int vertexCount) {
        if (groups[mesh] is not { } group) return null;
        var influences = new List<(int Joint, float Weight)>?[vertexCount];
        int most = 1;
        for (int b = 0, bones = BoneCount(mesh); b < bones; b++) {
            MeshFileShim.diorama_mesh_file_get_bone(file.Handle, mesh, b, out var bone);
            string name = MeshFileShim.Text(bone.Name);
            if (!nodes.TryGetValue(name, out var node)) {
                warnings.Add($"{file.Path}: bone '{name}' has no node, so it moves nothing");
                continue;
            }
            int joint = group.Joint(node, bone.JointFromMesh);
            for (int i = 0; i < bone.Count; i++) {
                var (v, w) = (bone.Weights[i].Vertex, bone.Weights[i].Weight);
                if (v >= vertexCount || !(w > 0)) continue;
                var list = influences[v] ??= [];
                list.Add((joint, w));
                most = Math.Max(most, list.Count);
            }
        }
        var joints = new ushort[vertexCount * most];
        var weights = new float[vertexCount * most];
        for (int v = 0; v < vertexCount; v++) {
            if (influences[v] is not { } list) {
                joints[v * most] = checked((ushort)group.Joint(group.Carrier!, Affine3.Identity));
                weights[v * most] = 1;
                continue;
            }
            float sum = 0;
            foreach (var (_, w) in list) sum += w;
            for (int i = 0; i < list.Count; i++) {
                joints[v * most + i] = checked((ushort)list[i].Joint);
                weights[v * most + i] = list[i].Weight / sum;
            }
        }
        return new() { InfluencesPerVertex = most, Joints = joints, Weights = weights };
    }

    /// <summary>
    /// Returns the skin of a node that draws <paramref name="mesh"/>, or null; must be called after all weights were read. New skins are
    /// added to <paramref name="all"/>.
    /// </summary>
    public Skin? SkinOf(uint mesh, List<Skin> all) {
        if (groups[mesh] is not { } group) return null;
        if (group.Skin is null) {
            group.Skin = new() {
                Name = group.Carrier!.Name, Joints = [.. group.Joints.Select(j => j.Node)],
                InverseBind = [.. group.Joints.Select(j => j.InverseBind)],
            };
            all.Add(group.Skin);
        }
        return group.Skin;
    }

    private int BoneCount(int mesh) {
        MeshFileShim.diorama_mesh_file_get_mesh(file.Handle, mesh, out var entry);
        return entry.Bones;
    }
}
