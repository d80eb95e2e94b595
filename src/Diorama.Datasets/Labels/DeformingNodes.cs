using Diorama.Rendering.Scenes;

namespace Diorama.Datasets.Labels;

/// <summary>Which objects change their shape over time, so that their pose does not tell where their points go.</summary>
internal sealed class DeformingNodes {
    /// <summary>Nodes above whose geometry something moves or bends, each with all that it hangs on.</summary>
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
    /// Whether the object that begins at a node may deform. What is above all of them (a moving group) counts too: it is no object.
    /// </summary>
    public bool Contains(Node root) => above.Contains(root);
}
