using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Diorama.Rendering.Lights;

/// <summary>
/// Chooses one of many emitters with a probability close to its unoccluded contribution, by traversing an eight-wide tree of lights with
/// one random number. Up to eight emitters are compared directly.
/// </summary>
internal sealed class LightTree {
    private readonly LightNode[] nodes;
    private readonly int[] nodeOf, laneOf;

    public LightTree(LightBounds[] emitters) => (nodes, nodeOf, laneOf) = LightTreeBuilder.Build(emitters);

    public bool IsEmpty => nodes.Length == 0;

    /// <summary>Chooses an emitter for a point; returns false if no emitter can illuminate it.</summary>
    [SkipLocalsInit]
    public unsafe bool Sample(Vector3 position, Vector3 normal, float u, out int emitter, out float probability) {
        (emitter, probability) = (-1, 1);
        // below[i] is the sum of importances below lane i.
        float* below = stackalloc float[LightNode.Lanes + 1];
        below[0] = 0;
        for (int at = 0; ;) {
            ref readonly LightNode node = ref nodes[at];
            Vector256<float> importance = node.Importance(position, normal), sums = RunningSum(importance);
            sums.Store(below + 1);
            float total = below[LightNode.Lanes];
            if (!(total > 0)) return false;
            float target = u * total;
            // Lanes that end at or below the target precede the chosen one; counting them avoids branches that could be mispredicted.
            uint before = Vector256.LessThanOrEqual(sums, Vector256.Create(target)).ExtractMostSignificantBits();
            int lane = BitOperations.PopCount(before);
            float share = lane < LightNode.Lanes ? below[lane + 1] - below[lane] : 0;
            if (!(share > 0)) {
                // Only rounding leads here: take the last lane with a positive importance.
                lane = 31 - BitOperations.LeadingZeroCount(Vector256.GreaterThan(importance, Vector256<float>.Zero)
                    .ExtractMostSignificantBits());
                share = importance[lane];
            }
            probability *= share / total;
            u = Math.Clamp((target - below[lane]) / share, 0, 0.99999994f);
            int child = node.ChildOf(lane);
            if (child < 0) {
                emitter = ~child;
                return true;
            }
            at = child;
        }
    }

    /// <summary>Returns the probability with which <see cref="Sample"/> chooses the emitter, from its leaf up to the root.</summary>
    [SkipLocalsInit]
    public unsafe float Probability(Vector3 position, Vector3 normal, int emitter) {
        float* below = stackalloc float[LightNode.Lanes + 1];
        below[0] = 0;
        int at = nodeOf[emitter], lane = laneOf[emitter];
        float probability = 1;
        while (at >= 0) {
            ref readonly LightNode node = ref nodes[at];
            // The same differences of running sums as in sampling, so that both agree exactly.
            Vector256<float> sums = RunningSum(node.Importance(position, normal));
            sums.Store(below + 1);
            float share = below[lane + 1] - below[lane];
            if (!(share > 0)) return 0;
            probability *= share / below[LightNode.Lanes];
            (at, lane) = (node.Parent, node.ParentLane);
        }
        return nodeOf[emitter] < 0 ? 0 : probability;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> RunningSum(Vector256<float> v) {
        // Indices out of range give zero.
        v += Vector256.Shuffle(v, Vector256.Create(8, 0, 1, 2, 3, 4, 5, 6));
        v += Vector256.Shuffle(v, Vector256.Create(8, 8, 0, 1, 2, 3, 4, 5));
        return v + Vector256.Shuffle(v, Vector256.Create(8, 8, 8, 8, 0, 1, 2, 3));
    }
}
