using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>Writes skins and animations, which refer to nodes that are already written.</summary>
internal sealed class GltfAnimationWriter(GltfOutput output, IReadOnlyDictionary<Node, int> nodes) {
    private readonly Dictionary<float[], int> times = new(ReferenceEqualityComparer.Instance);

    public JsonObject Write(Skin skin) {
        var matrices = Array.ConvertAll(skin.InverseBind, m => new Matrix4x4(
            m.X.X, m.X.Y, m.X.Z, 0, m.Y.X, m.Y.Y, m.Y.Z, 0, m.Z.X, m.Z.Y, m.Z.Z, 0, m.Origin.X, m.Origin.Y, m.Origin.Z, 1));
        var value = new JsonObject {
            ["joints"] = new JsonArray([.. skin.Joints.Select(j => (JsonNode)nodes[j])]),
            ["inverseBindMatrices"] = output.Buffers.Floats<Matrix4x4>(matrices, $"inverse bind matrices of skin '{skin.Name}'",
                target: null),
        };
        value.PutName(skin.Name);
        return value;
    }

    /// <summary>Writes an animation; returns null if no channel can be written.</summary>
    public JsonObject? Write(Animation animation) {
        JsonArray samplers = [], channels = [];
        var done = new HashSet<(Node, AnimationTarget)>();
        foreach (var channel in animation.Channels) {
            string? reason = Refusal(channel) ?? (done.Add((channel.Node, channel.Target)) ? null : "moves what another channel moves");
            if (reason != null) {
                output.Warnings.Add($"animation '{animation.Name}': the {channel.Target} channel of node '{channel.Node.Name}' {reason} "
                    + $"and is not written");
                continue;
            }
            channels.Add(new JsonObject {
                ["sampler"] = samplers.Count,
                ["target"] = new JsonObject {
                    ["node"] = nodes[channel.Node],
                    ["path"] = channel.Target switch {
                        AnimationTarget.Translation => "translation",
                        AnimationTarget.Rotation => "rotation",
                        AnimationTarget.Scale => "scale",
                        _ => "weights",
                    },
                },
            });
            samplers.Add(Sampler(animation, channel));
        }
        if (channels.Count == 0) return null;
        var value = new JsonObject { ["samplers"] = samplers, ["channels"] = channels };
        value.PutName(animation.Name);
        return value;
    }

    private string? Refusal(AnimationChannel channel) {
        if (!nodes.ContainsKey(channel.Node)) return "moves a node that is not written";
        if (channel.Times.Length == 0) return "has no keys";
        if (channel.Target != AnimationTarget.MorphWeights) return channel.Node.Matrix != null ? "moves a node that has a matrix" : null;
        return channel.Node.Parts.Any(p => p.Mesh.MorphTargets.Length > 0) ? null : "has no morph targets";
    }

    private JsonObject Sampler(Animation animation, AnimationChannel channel) {
        string what = $"animation '{animation.Name}'";
        if (!times.TryGetValue(channel.Times, out int input)) {
            times[channel.Times] = input = output.Buffers.Floats<float>(channel.Times, $"times of {what}", target: null, bounded: true);
        }
        float[] values = channel.Values;
        int outputs = channel.Target switch {
            AnimationTarget.Rotation => output.Buffers.Floats(Rotations(channel), $"rotations of {what}", target: null),
            AnimationTarget.MorphWeights => output.Buffers.Floats<float>(values, $"morph weights of {what}", target: null),
            _ => output.Buffers.Floats(MemoryMarshal.Cast<float, Vector3>((ReadOnlySpan<float>)values), $"values of {what}", target: null),
        };
        var value = new JsonObject { ["input"] = input, ["output"] = outputs };
        if (channel.Interpolation != Interpolation.Linear)
            value["interpolation"] = channel.Interpolation == Interpolation.Step ? "STEP" : "CUBICSPLINE";
        return value;
    }

    /// <summary>Returns the quaternions of a channel, normalised except where they are tangents.</summary>
    private static ReadOnlySpan<Vector4> Rotations(AnimationChannel channel) {
        Vector4[] rotations = [.. MemoryMarshal.Cast<float, Vector4>((ReadOnlySpan<float>)channel.Values)];
        bool cubic = channel.Interpolation == Interpolation.CubicSpline;
        for (int i = cubic ? 1 : 0; i < rotations.Length; i += cubic ? 3 : 1) {
            if (MathF.Abs(rotations[i].Length() - 1) > 1e-5f) rotations[i] = Vector4.Normalize(rotations[i]);
        }
        return rotations;
    }
}
