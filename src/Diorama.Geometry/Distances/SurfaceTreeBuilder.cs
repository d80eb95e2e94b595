using System.Numerics;

namespace Diorama.Geometry.Distances;

/// <summary>
/// Sorts triangles into a tree of boxes, from the top down, by the surface area heuristic over bins (Wald 2007). Each part of the tree
/// has its place in the array of nodes before it is built, so that threads change nothing in the result.
/// </summary>
internal sealed class SurfaceTreeBuilder {
    // Boxes are much cheaper to look at than triangles.
    private const int MostInLeaf = 2;
    private const int Bins = 12, LeastForThread = 4096;

    // Below this depth triangles are halved by number, which bounds the depth by 32 + log₂ of their number.
    private const int DeepestHeuristic = 32;

    private readonly Vector3[] lows, highs;
    private readonly ParallelOptions options;

    /// <summary>Triangles in the order of the leaves.</summary>
    public int[] Order { get; }

    /// <summary>Nodes: that of n triangles takes the first of 2n − 1 places, its left part follows, then its right part.</summary>
    public SurfaceTreeNode[] Nodes { get; }

    public SurfaceTreeBuilder(ReadOnlySpan<Vector3> corners, int threads) {
        int count = corners.Length / 3;
        options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        (lows, highs) = (new Vector3[count], new Vector3[count]);
        (Order, Nodes) = (new int[count], new SurfaceTreeNode[2 * count - 1]);
        for (int t = 0; t < count; t++) {
            Vector3 a = corners[3 * t], b = corners[3 * t + 1], c = corners[3 * t + 2];
            (lows[t], highs[t]) = (Vector3.Min(a, Vector3.Min(b, c)), Vector3.Max(a, Vector3.Max(b, c)));
            Order[t] = t;
        }
        Build(0, 0, count, 0);
    }

    // Twice the middle of a triangle's box, which is as good as the middle for sorting.
    private Vector3 Centre(int triangle) => lows[triangle] + highs[triangle];

    private void Build(int node, int first, int end, int depth) {
        Vector3 low = new(float.PositiveInfinity), high = new(float.NegativeInfinity);
        Vector3 lowCentre = low, highCentre = high;
        for (int i = first; i < end; i++) {
            int t = Order[i];
            (low, high) = (Vector3.Min(low, lows[t]), Vector3.Max(high, highs[t]));
            Vector3 centre = Centre(t);
            (lowCentre, highCentre) = (Vector3.Min(lowCentre, centre), Vector3.Max(highCentre, centre));
        }
        ref SurfaceTreeNode place = ref Nodes[node];
        (place.Low, place.High) = (low, high);
        if (end - first <= MostInLeaf) {
            (place.First, place.Count) = (first, end - first);
            return;
        }
        int middle = depth < DeepestHeuristic ? Split(first, end, lowCentre, highCentre) : (first + end) / 2;
        int left = node + 1, right = node + 2 * (middle - first);
        (place.First, place.Count) = (right, 0);
        if (end - first < LeastForThread || options.MaxDegreeOfParallelism == 1) {
            Build(left, first, middle, depth + 1);
            Build(right, middle, end, depth + 1);
        } else {
            Parallel.Invoke(options, () => Build(left, first, middle, depth + 1), () => Build(right, middle, end, depth + 1));
        }
    }

    /// <summary>Sorts the triangles of a node into two parts along the axis on which they are spread most.</summary>
    /// <returns>Where the right part begins.</returns>
    private int Split(int first, int end, Vector3 lowCentre, Vector3 highCentre) {
        Vector3 extent = highCentre - lowCentre;
        int axis = extent.X >= extent.Y && extent.X >= extent.Z ? 0 : extent.Y >= extent.Z ? 1 : 2;
        float start = lowCentre[axis], scale = Bins / extent[axis];
        if (!float.IsFinite(scale)) return (first + end) / 2;
        Span<int> counts = stackalloc int[Bins];
        Span<Vector3> binLows = stackalloc Vector3[Bins], binHighs = stackalloc Vector3[Bins];
        counts.Clear();
        binLows.Fill(new(float.PositiveInfinity));
        binHighs.Fill(new(float.NegativeInfinity));
        for (int i = first; i < end; i++) {
            int t = Order[i], bin = Bin(t, axis, start, scale);
            counts[bin]++;
            (binLows[bin], binHighs[bin]) = (Vector3.Min(binLows[bin], lows[t]), Vector3.Max(binHighs[bin], highs[t]));
        }
        int border = BestBorder(counts, binLows, binHighs), at = first;
        for (int i = first; i < end; i++) {
            if (Bin(Order[i], axis, start, scale) >= border) continue;
            (Order[at], Order[i]) = (Order[i], Order[at]);
            at++;
        }
        return at;
    }

    private int Bin(int triangle, int axis, float start, float scale) =>
        Math.Min(Bins - 1, (int)((Centre(triangle)[axis] - start) * scale));

    /// <summary>Returns the first bin of the right part; the first and the last bin are never empty.</summary>
    private static int BestBorder(ReadOnlySpan<int> counts, ReadOnlySpan<Vector3> binLows, ReadOnlySpan<Vector3> binHighs) {
        Span<double> costs = stackalloc double[Bins];
        Vector3 low = new(float.PositiveInfinity), high = new(float.NegativeInfinity);
        int count = 0;
        for (int bin = Bins - 1; bin > 0; bin--) {
            (low, high, count) = (Vector3.Min(low, binLows[bin]), Vector3.Max(high, binHighs[bin]), count + counts[bin]);
            costs[bin] = count * HalfArea(high - low);
        }
        (low, high, count) = (new(float.PositiveInfinity), new(float.NegativeInfinity), 0);
        int best = 1;
        for (int bin = 1; bin < Bins; bin++) {
            (low, high, count) = (Vector3.Min(low, binLows[bin - 1]), Vector3.Max(high, binHighs[bin - 1]), count + counts[bin - 1]);
            costs[bin] += count * HalfArea(high - low);
            if (costs[bin] < costs[best]) best = bin;
        }
        return best;
    }

    private static double HalfArea(Vector3 size) => (double)size.X * size.Y + (double)size.Y * size.Z + (double)size.Z * size.X;
}
