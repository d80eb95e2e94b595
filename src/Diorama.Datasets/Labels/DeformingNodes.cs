using Diorama.Rendering.Scenes;

namespace Diorama.Datasets.Labels;

/// <summary>Finds the objects that change their shape over time, whose pose does not tell where their points go.</summary>
internal sealed class DeformingNodes {
    /// <summary>
    /// Nodes with moving or deforming geometry below them: the ancestors of every animated node and skinned nodes with their ancestors.
    /// </summary>
    private readonly HashSet<Node> above = new(ReferenceEqualityComparer.Instance);

    public DeformingNodes(Scene scene) {
        if (scene.Animations.Count == 0) return;
        foreach (AnimationChannel channel in scene.Animations.SelectMany(a => a.Channels)) {
            if (AnimationSampler.IsConstant(channel)) continue;
            if (channel.Target == AnimationTarget.MorphWeights) above.Add(channel.Node);
            for (Node? n = channel.Node.Parent; n is not null && above.Add(n);) n = n.Parent;
        }
        foreach (Node skinned in scene.Nodes.Where(n => n.Skin is not null)) {
            for (Node? n = skinned; n is not null && above.Add(n);) n = n.Parent;
        }
    }

    /// <summary>
    /// Whether the object that begins at a node may deform. Ancestors of objects, such as a moving group, count too, as they are no objects
    /// themselves.
    /// </summary>
    public bool Contains(Node root) => above.Contains(root);
}
