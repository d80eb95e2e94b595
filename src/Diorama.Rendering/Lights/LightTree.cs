using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Diorama.Rendering.Lights;

/// <summary>
/// Chooses one of many emitters with probability close to its unoccluded contribution, by walking an eight-wide light
/// hierarchy with one random number. Up to eight emitters are compared directly.
/// </summary>
internal sealed class LightTree {
    private readonly LightNode[] nodes;
    private readonly int[] nodeOf, laneOf;

    public LightTree(Emitter[] emitters) => (nodes, nodeOf, laneOf) = LightTreeBuilder.Build(emitters);

    public bool IsEmpty => nodes.Length == 0;

    /// <summary>False if no emitter can light the point.</summary>
    [SkipLocalsInit]
    public unsafe bool Sample(Vector3 position, Vector3 normal, float u, out int emitter, out float probability) {
        (emitter, probability) = (-1, 1);
        float* importance = stackalloc float[LightNode.Lanes];
        for (int at = 0; ;) {
            ref readonly LightNode node = ref nodes[at];
            Vector256<float> lanes = node.Importance(position, normal);
            lanes.Store(importance);
            float total = Sum(lanes);
            if (!(total > 0)) return false;
            float target = u * total, before = 0;
            int lane = -1;
            for (int i = 0; i < LightNode.Lanes; i++) {
                if (importance[i] <= 0) continue;
                if (lane >= 0) {
                    if (target < before + importance[lane]) break;
                    before += importance[lane];
                }
                lane = i;
            }
            float share = importance[lane];
            probability *= share / total;
            u = Math.Clamp((target - before) / share, 0, 0.99999994f);
            int child = node.Child[lane];
            if (child < 0) {
                emitter = ~child;
                return true;
            }
            at = child;
        }
    }

    /// <summary>Probability with which <see cref="Sample"/> chooses the emitter; walks from its leaf to the root.</summary>
    public float Probability(Vector3 position, Vector3 normal, int emitter) {
        int at = nodeOf[emitter], lane = laneOf[emitter];
        float probability = 1;
        while (at >= 0) {
            ref readonly LightNode node = ref nodes[at];
            Vector256<float> lanes = node.Importance(position, normal);
            float share = lanes[lane];
            if (!(share > 0)) return 0;
            probability *= share / Sum(lanes);
            (at, lane) = (node.Parent, node.ParentLane);
        }
        return nodeOf[emitter] < 0 ? 0 : probability;
    }

    /// <summary>One fixed order of addition for sampling and density alike.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum(Vector256<float> v) => Vector256.Sum(v);
}
