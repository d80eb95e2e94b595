using System.Numerics;
using System.Runtime.Intrinsics;

namespace Diorama.Rendering.Lights;

/// <summary>
/// Builds a binary tree by binned splits with the surface-area orientation heuristic, then collapses it to eight children per node.
/// </summary>
internal sealed class LightTreeBuilder {
    private const int Bins = 12;

    /// <summary>A node of the binary tree; Left &lt; 0 marks a leaf that holds the emitter Right.</summary>
    private readonly record struct BinaryNode(LightBounds Bounds, int Left, int Right);

    private readonly List<BinaryNode> binary = [];
    private readonly List<LightNode> wide = [];
    private readonly (LightBounds Bounds, int Emitter)[] items;
    private readonly int[] nodeOf, laneOf;

    private LightTreeBuilder(LightBounds[] emitters) {
        var list = new List<(LightBounds, int)>(emitters.Length);
        for (int i = 0; i < emitters.Length; i++) {
            if (emitters[i].Strength > 0) list.Add((emitters[i], i));
        }
        items = [.. list];
        (nodeOf, laneOf) = (new int[emitters.Length], new int[emitters.Length]);
        Array.Fill(nodeOf, -1);
    }

    /// <summary>Builds the tree: its nodes, root first, and for each emitter its node (−1 if it emits nothing) and lane.</summary>
    public static (LightNode[] Nodes, int[] NodeOf, int[] LaneOf) Build(LightBounds[] emitters) {
        var builder = new LightTreeBuilder(emitters);
        if (builder.items.Length > 0) builder.Fold(builder.Split(0, builder.items.Length), -1, 0);
        var nodes = GC.AllocateUninitializedArray<LightNode>(builder.wide.Count, pinned: true);
        builder.wide.CopyTo(nodes);
        return (nodes, builder.nodeOf, builder.laneOf);
    }

    private int Split(int start, int end) {
        int at = binary.Count;
        if (end - start == 1) {
            binary.Add(new(items[start].Bounds, -1, items[start].Emitter));
            return at;
        }
        binary.Add(default);
        int middle = Partition(start, end);
        int left = Split(start, middle), right = Split(middle, end);
        binary[at] = new(LightBounds.Union(binary[left].Bounds, binary[right].Bounds), left, right);
        return at;
    }

    /// <summary>Reorders items[start..end) and returns where the second part starts; neither part is empty.</summary>
    private int Partition(int start, int end) {
        Vector3 min = new(float.PositiveInfinity), max = new(float.NegativeInfinity);
        foreach (ref readonly var item in items.AsSpan(start, end - start)) {
            Vector3 c = item.Bounds.Centre;
            (min, max) = (Vector3.Min(min, c), Vector3.Max(max, c));
        }
        Vector3 extent = max - min;
        float longest = MathF.Max(extent.X, MathF.Max(extent.Y, extent.Z)), best = float.PositiveInfinity;
        int bestAxis = -1, bestBin = 0;
        if (longest > 0 && end - start > 2) {
            for (int axis = 0; axis < 3; axis++) {
                if (extent[axis] < 1e-3f * longest) continue;
                (float cost, int bin) = BestBin(start, end, axis, min[axis], extent[axis]);
                cost *= longest / extent[axis];
                if (cost < best) (best, bestAxis, bestBin) = (cost, axis, bin);
            }
        }
        int middle = bestAxis < 0 ? start : PartitionByBin(start, end, bestAxis, min[bestAxis], extent[bestAxis], bestBin);
        if (middle > start && middle < end) return middle;
        // All in one place, or only two: split in halves by position along the longest axis.
        int along = longest == extent.X ? 0 : longest == extent.Y ? 1 : 2;
        Array.Sort(items, start, end - start, Comparer<(LightBounds Bounds, int Emitter)>.Create((a, b) => {
            int order = a.Bounds.Centre[along].CompareTo(b.Bounds.Centre[along]);
            return order != 0 ? order : a.Emitter.CompareTo(b.Emitter);
        }));
        return (start + end) / 2;
    }

    private static int BinOf(in LightBounds b, int axis, float min, float extent) =>
        Math.Clamp((int)(Bins * ((b.Centre[axis] - min) / extent)), 0, Bins - 1);

    private (float Cost, int Bin) BestBin(int start, int end, int axis, float min, float extent) {
        var bins = new LightBounds[Bins];
        foreach (ref readonly var item in items.AsSpan(start, end - start)) {
            ref LightBounds bin = ref bins[BinOf(item.Bounds, axis, min, extent)];
            bin = LightBounds.Union(bin, item.Bounds);
        }
        Span<float> below = stackalloc float[Bins];
        LightBounds sum = default;
        for (int i = 0; i < Bins - 1; i++) {
            sum = LightBounds.Union(sum, bins[i]);
            below[i] = sum.Strength > 0 ? sum.Cost() : float.PositiveInfinity;
        }
        (float, int) best = (float.PositiveInfinity, 0);
        sum = default;
        for (int i = Bins - 1; i > 0; i--) {
            sum = LightBounds.Union(sum, bins[i]);
            float cost = sum.Strength > 0 ? sum.Cost() + below[i - 1] : float.PositiveInfinity;
            if (cost < best.Item1) best = (cost, i);
        }
        return best;
    }

    private int PartitionByBin(int start, int end, int axis, float min, float extent, int bin) {
        int middle = start;
        for (int i = start; i < end; i++) {
            if (BinOf(items[i].Bounds, axis, min, extent) >= bin) continue;
            (items[middle], items[i]) = (items[i], items[middle]);
            middle++;
        }
        return middle;
    }

    /// <summary>Expands the inner child with the highest cost until there are eight, so that one node is one SIMD evaluation.</summary>
    private int Fold(int root, int parent, int parentLane) {
        var children = new List<int>(LightNode.Lanes) { root };
        while (children.Count < LightNode.Lanes) {
            int open = -1;
            float cost = -1;
            for (int i = 0; i < children.Count; i++) {
                BinaryNode child = binary[children[i]];
                if (child.Left >= 0 && child.Bounds.Cost() > cost) (open, cost) = (i, child.Bounds.Cost());
            }
            if (open < 0) break;
            BinaryNode opened = binary[children[open]];
            children[open] = opened.Left;
            children.Insert(open + 1, opened.Right);
        }
        int at = wide.Count;
        wide.Add(default);
        var node = new LightNode { Parent = parent, ParentLane = parentLane };
        for (int lane = 0; lane < children.Count; lane++) {
            BinaryNode child = binary[children[lane]];
            node.SetLane(lane, child.Bounds);
            bool leaf = child.Left < 0;
            node.Child = node.Child.WithElement(lane, leaf ? ~child.Right : Fold(children[lane], at, lane));
            if (leaf) (nodeOf[child.Right], laneOf[child.Right]) = (at, lane);
        }
        wide[at] = node;
        return at;
    }
}
