using System.Collections.ObjectModel;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>Reads the custom properties that other programs, such as Blender, store in <c>extras</c> of nodes and meshes.</summary>
internal static class GltfExtras {
    /// <summary>
    /// Returns the properties of a node that are single values, and those of its mesh that the node does not have itself.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Of(GltfValue node, GltfDocument document) {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(node, properties);
        if (node.Index("mesh", "meshes") is { } mesh) Add(document.Table("meshes")[mesh], properties);
        return properties.Count > 0 ? properties : ReadOnlyDictionary<string, string>.Empty;
    }

    /// <summary>
    /// Reads the links between keypoints from <c>extras.diorama.skeleton</c> or <c>extras.skeleton</c>: a list of pairs of names, or, as
    /// Blender has no lists of texts, one text such as "tip-neck, neck-head".
    /// </summary>
    public static void Skeleton(GltfValue node, List<KeypointLink> links) {
        if (node.Find("extras") is not { IsObject: true } extras) return;
        GltfValue? skeleton = node.Diorama()?.Find("skeleton") ?? extras.Find("skeleton");
        if (skeleton is not { } value) return;
        if (value.Single() is { } text) {
            foreach (string pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) {
                if (pair.Split('-', StringSplitOptions.TrimEntries) is [var from, var to]) links.Add(new(from, to));
            }
            return;
        }
        foreach (GltfValue pair in value.Items()) {
            if (pair.Items() is [var from, var to]) links.Add(new(from.Text(), to.Text()));
        }
    }

    private static void Add(GltfValue owner, Dictionary<string, string> properties) {
        if (owner.Find("extras") is not { IsObject: true } extras) return;
        foreach ((string name, GltfValue value) in extras.Members()) {
            if (value.Single() is { } text) properties.TryAdd(name, text);
        }
    }
}
