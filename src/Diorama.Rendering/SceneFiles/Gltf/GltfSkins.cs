using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>Reads skins (glTF 2.0 section 3.7.3). Joints outside the scene that is read become bare nodes.</summary>
internal sealed class GltfSkins(GltfDocument document, GltfAccessors accessors) {
    /// <summary>Returns the indices of all nodes that are joints.</summary>
    public HashSet<int> Joints() => [.. document.Table("skins").SelectMany(Joints)];

    private static int[] Joints(GltfValue skin) => Array.ConvertAll(skin.Need("joints").Items(), j => j.Index("nodes"));

    public List<Skin> Read(GltfNodes nodes) {
        var skins = new List<Skin>();
        foreach (var value in document.Table("skins")) {
            int[] joints = Joints(value);
            skins.Add(new() {
                Name = value.Text("name") ?? "",
                Joints = Array.ConvertAll(joints,
                    j => nodes[j] ?? throw document.Bad($"{value.Path}.joints", $"nodes[{j}] cannot be a joint")),
                InverseBind = InverseBind(value, joints.Length),
            });
        }
        return skins;
    }

    private Affine3[] InverseBind(GltfValue skin, int jointCount) {
        var matrices = new Affine3[jointCount];
        Array.Fill(matrices, Affine3.Identity);
        if (skin.Find("inverseBindMatrices") is not { } reference) return matrices;
        // Matrix4x4 is used as 16 numbers in file order: its row k is glTF's column k.
        Matrix4x4[] columns = accessors.Matrices(reference);
        if (columns.Length < jointCount)
            throw document.Bad(reference.Path, $"{jointCount} matrices were expected, one per joint, found {columns.Length}");
        for (int i = 0; i < jointCount; i++) {
            var m = columns[i];
            matrices[i] = new(new(m.M11, m.M12, m.M13), new(m.M21, m.M22, m.M23), new(m.M31, m.M32, m.M33), new(m.M41, m.M42, m.M43));
        }
        return matrices;
    }
}
