namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>Parents and children of nodes, and which nodes belong to the scene that is read (glTF 2.0 section 3.5.1).</summary>
internal sealed class GltfGraph {
    private readonly GltfDocument document;
    private readonly GltfValue[] nodes;
    private readonly int[] parents;
    private readonly int[][] children;

    /// <summary>Whether each node belongs to the scene, by its index in the file.</summary>
    public bool[] InScene { get; }

    public GltfGraph(GltfDocument document) {
        this.document = document;
        nodes = document.Table("nodes");
        parents = new int[nodes.Length];
        Array.Fill(parents, -1);
        children = new int[nodes.Length][];
        for (int i = 0; i < nodes.Length; i++) {
            children[i] = nodes[i].Find("children")?.Items() is { } items ? Array.ConvertAll(items, c => c.Index("nodes")) : [];
            foreach (int child in children[i]) {
                if (parents[child] >= 0)
                    throw document.Bad($"nodes[{i}].children", $"nodes[{child}] is already a child of nodes[{parents[child]}]");
                parents[child] = i;
            }
        }
        CheckCycles();
        InScene = new bool[nodes.Length];
        var open = new Stack<int>(Roots());
        while (open.TryPop(out int i)) {
            if (InScene[i]) continue;
            InScene[i] = true;
            foreach (int child in children[i]) open.Push(child);
        }
    }

    public int Parent(int node) => parents[node];

    private void CheckCycles() {
        int[] walk = new int[nodes.Length];
        for (int start = 0; start < nodes.Length; start++) {
            for (int i = start; i >= 0 && walk[i] != start + 1; i = parents[i]) {
                if (walk[i] != 0) break;
                walk[i] = start + 1;
                if (parents[i] >= 0 && walk[parents[i]] == start + 1)
                    throw document.Bad($"nodes[{i}]", "is its own ancestor, nodes must form a tree");
            }
        }
    }

    private IEnumerable<int> Roots() {
        var scenes = document.Table("scenes");
        if (scenes.Length == 0) return Enumerable.Range(0, nodes.Length).Where(i => parents[i] < 0);
        int scene = document.Root.Index("scene", "scenes") ?? 0;
        if (scenes.Length > 1) document.Warn("scenes", $"only scene {scene} of {scenes.Length} is read");
        return scenes[scene].Find("nodes")?.Items().Select(n => n.Index("nodes")) ?? [];
    }
}
