
namespace Diorama.Rendering.Scenes;

/// <summary>Determines which nodes form which object: ids, names, classes, keypoints.</summary>
internal static class SceneObjects {
    /// <summary>Returns the objects in node order, and for every node with something to draw the object that it belongs to.</summary>
    public static (List<SceneObject> Objects, Dictionary<Node, SceneObject> OfNode) Gather(Scene scene, ScenePose pose) {
        var objects = new List<SceneObject>();
        var ofNode = new Dictionary<Node, SceneObject>();
        var ofRoot = new Dictionary<Node, SceneObject>();
        var topmost = new Dictionary<Node, Node?>();
        foreach (Node node in scene.Nodes) {
            bool draws = node.Parts.Exists(p => !p.Material.Unlabelled) || node.Curves.Count > 0
                || node.Light is { Kind: Lights.LightKind.Rectangle or Lights.LightKind.Disc };
            if (!draws) continue;
            Node root = Root(node, topmost);
            if (!ofRoot.TryGetValue(root, out SceneObject? o)) {
                o = new SceneObject {
                    Id = objects.Count + 1,
                    Name = root.Name,
                    ClassId = root.Class is null ? 0 : ClassIdOf(scene, root.Class),
                    Root = root,
                    WorldFromObject = pose.WorldFromNode(root),
                };
                objects.Add(o);
                ofRoot.Add(root, o);
            }
            ofNode.Add(node, o);
        }
        ILookup<Node, Node> withKeypoints = scene.Nodes.Where(n => n.Keypoints.Count > 0).ToLookup(n => Root(n, topmost));
        foreach (SceneObject o in objects) o.Keypoints = [.. withKeypoints[o.Root].SelectMany(n => n.Keypoints.Select(k => (n, k)))];
        ILookup<Node, Node> withSkeleton = scene.Nodes.Where(n => n.Skeleton.Count > 0).ToLookup(n => Root(n, topmost));
        foreach (SceneObject o in objects) o.Skeleton = [.. withSkeleton[o.Root].SelectMany(n => n.Skeleton).Distinct()];
        return (objects, ofNode);
    }

    /// <summary>Returns the topmost ancestor with a class, or the node itself if there is none.</summary>
    /// <param name="node">Node whose object is searched.</param>
    /// <param name="topmost">
    /// Ancestors that were already found, null for nodes without one, so that a chain of many nodes is traversed once.
    /// </param>
    private static Node Root(Node node, Dictionary<Node, Node?> topmost) {
        var chain = new List<Node>();
        Node? at = node, root = null;
        for (; at is not null && !topmost.TryGetValue(at, out root); at = at.Parent) chain.Add(at);
        for (int i = chain.Count - 1; i >= 0; i--) topmost[chain[i]] = root ??= chain[i].Class is null ? null : chain[i];
        return root ?? node;
    }

    private static int ClassIdOf(Scene scene, string name) {
        int i = scene.Classes.IndexOf(name);
        if (i >= 0) return i + 1;
        scene.Classes.Add(name);
        return scene.Classes.Count;
    }
}
