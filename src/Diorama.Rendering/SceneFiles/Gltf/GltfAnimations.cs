using System.Numerics;
using System.Runtime.InteropServices;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>Reads animations (glTF 2.0 section 3.11).</summary>
internal sealed class GltfAnimations(GltfDocument document, GltfAccessors accessors, GltfNodes nodes) {
    public IEnumerable<Animation> Read() {
        foreach (var value in document.Table("animations")) {
            var animation = new Animation { Name = value.Text("name") ?? "" };
            var samplers = value.Need("samplers").Items();
            var times = new Dictionary<int, float[]>();
            foreach (var channel in value.Need("channels").Items()) {
                if (Channel(channel, value, samplers, times) is { } read) animation.Channels.Add(read);
            }
            yield return animation;
        }
    }

    private AnimationChannel? Channel(GltfValue channel, GltfValue animation, GltfValue[] samplers, Dictionary<int, float[]> times) {
        int index = channel.Need("sampler").Count();
        if (index >= samplers.Length) throw document.Bad($"{channel.Path}.sampler",
            $"{animation.Path}.samplers[{index}] does not exist, there are {samplers.Length}");
        var target = channel.Need("target");
        string path = target.Need("path").Text();
        if (path == "pointer") {
            document.Warn(channel.Path, "animates a property other than translation, rotation, scale or weights and is left out");
            return null;
        }
        AnimationTarget property = path switch {
            "translation" => AnimationTarget.Translation,
            "rotation" => AnimationTarget.Rotation,
            "scale" => AnimationTarget.Scale,
            "weights" => AnimationTarget.MorphWeights,
            _ => throw document.Bad($"{target.Path}.path", $"translation, rotation, scale or weights was expected, found '{path}'"),
        };
        if (target.Index("node", "nodes") is not { } nodeIndex || nodes[nodeIndex] is not { } node) return null;
        if (node.Matrix != null && property != AnimationTarget.MorphWeights) {
            throw document.Bad($"{target.Path}.node",
                $"nodes[{nodeIndex}] has a matrix, only translation, rotation and scale can be animated");
        }
        var sampler = samplers[index];
        var interpolation = sampler.Text("interpolation") switch {
            null or "LINEAR" => Interpolation.Linear,
            "STEP" => Interpolation.Step,
            "CUBICSPLINE" => Interpolation.CubicSpline,
            string other => throw document.Bad($"{sampler.Path}.interpolation",
                $"LINEAR, STEP or CUBICSPLINE was expected, found '{other}'"),
        };
        float[] keys = Times(sampler.Need("input"), times);
        return new() {
            Node = node, Target = property, Interpolation = interpolation, Times = keys,
            Values = Values(sampler.Need("output"), property, keys.Length * (interpolation == Interpolation.CubicSpline ? 3 : 1),
                node.MorphWeights.Length),
        };
    }

    private float[] Times(GltfValue input, Dictionary<int, float[]> known) {
        if (known.TryGetValue(input.Index("accessors"), out var times)) return times;
        times = accessors.Scalars(input);
        for (int i = 1; i < times.Length; i++) {
            if (times[i] > times[i - 1]) continue;
            throw document.Bad(input.Path, $"times must increase, key {i} at {times[i]} s follows {times[i - 1]} s");
        }
        return known[input.Count()] = times;
    }

    private float[] Values(GltfValue output, AnimationTarget property, int keys, int morphCount) {
        float[] values = property switch {
            AnimationTarget.Rotation => [.. MemoryMarshal.Cast<Vector4, float>(accessors.Vectors4(output))],
            AnimationTarget.MorphWeights => accessors.Scalars(output),
            _ => [.. MemoryMarshal.Cast<Vector3, float>(accessors.Vectors3(output))],
        };
        int width = property switch { AnimationTarget.Rotation => 4, AnimationTarget.MorphWeights => morphCount, _ => 3 };
        if (values.Length != (long)keys * width) {
            throw document.Bad(output.Path, $"{keys} values of {width} numbers were expected, found {values.Length} numbers");
        }
        return values;
    }
}
