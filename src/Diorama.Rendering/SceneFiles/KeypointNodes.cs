using Diorama.Core.Names;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles;

/// <summary>
/// Makes keypoints of nodes that are named <c>keypoint:NAME</c>, such as Blender's empties: each is a point of the object whose node is
/// its parent. A number that an editor appends to repeated names (<c>keypoint:tip.001</c>) is no part of the name.
/// </summary>
internal static class KeypointNodes {
    private const string Prefix = "keypoint:";

    public static void Gather(Scene scene) {
        foreach (Node node in scene.Nodes) {
            if (!node.Name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) continue;
            string name = WithoutNumber(node.Name[Prefix.Length..].Trim());
            var keypoint = new Keypoint(name, node.ParentFromNode.Origin);
            if (node.Parent is not { } parent || Gltf.GltfAxes.IsRoot(parent)) {
                scene.Warnings.Add($"The node '{DisplayName.Visible(node.Name)}' stands in no other: a keypoint of no object.");
            } else if (parent.Keypoints.Contains(keypoint)) {
                // The file was written by Diorama, with both.
            } else if (name.Length == 0 || parent.Keypoints.Exists(k => k.Name == name)) {
                scene.Warnings.Add($"The node '{DisplayName.Visible(node.Name)}' names no keypoint of its own of "
                    + $"'{DisplayName.Visible(parent.Name)}'.");
            } else {
                parent.Keypoints.Add(keypoint);
            }
        }
        foreach (Node node in scene.Nodes) {
            foreach (string name in node.Skeleton.SelectMany(l => new[] { l.From, l.To }).Distinct()) {
                if (node.Keypoints.Exists(k => k.Name == name)) continue;
                scene.Warnings.Add($"The skeleton of '{DisplayName.Visible(node.Name)}' names a keypoint '{DisplayName.Visible(name)}', "
                    + "which the node has not; its links are left out.");
            }
        }
    }

    private static string WithoutNumber(string name) =>
        name.LastIndexOf('.') is > 0 and var dot && dot == name.Length - 4 && name.AsSpan(dot + 1).IndexOfAnyExceptInRange('0', '9') < 0
        ? name[..dot] : name;
}
