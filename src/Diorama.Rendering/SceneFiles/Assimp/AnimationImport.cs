using Diorama.Core.Diagnostics;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.SceneFiles.Assimp;

/// <summary>Converts Assimp's animation channels, linear between keys, to those of a scene.</summary>
internal sealed unsafe class AnimationImport(MeshFile file, IReadOnlyDictionary<string, Node> nodes, Warnings warnings) {
    /// <summary>Returns the names of the nodes that some animation moves.</summary>
    public static HashSet<string> AnimatedNodes(MeshFile file) {
        var names = new HashSet<string>();
        for (int a = 0; a < file.Counts.Animations; a++) {
            MeshFileShim.diorama_mesh_file_get_animation(file.Handle, a, out var entry);
            for (int c = 0; c < entry.Channels; c++) {
                MeshFileShim.diorama_mesh_file_get_channel(file.Handle, a, c, out var channel);
                names.Add(MeshFileShim.Text(channel.Node));
            }
        }
        return names;
    }

    public Animation Read(int index) {
        MeshFileShim.diorama_mesh_file_get_animation(file.Handle, index, out var entry);
        var animation = new Animation { Name = MeshFileShim.Text(entry.Name) };
        double secondsPerTick = entry.TicksPerSecond > 0 ? 1 / entry.TicksPerSecond : 1;
        for (int c = 0; c < entry.Channels; c++) {
            MeshFileShim.diorama_mesh_file_get_channel(file.Handle, index, c, out var channel);
            string name = MeshFileShim.Text(channel.Node);
            if (!nodes.TryGetValue(name, out var node)) {
                warnings.Add($"{file.Path}: animation '{animation.Name}' moves '{name}', which is no node; the channel is left out");
                continue;
            }
            Add(animation, node, AnimationTarget.Translation, new(channel.Translations, channel.TranslationCount), secondsPerTick);
            Add(animation, node, AnimationTarget.Rotation, new(channel.Rotations, channel.RotationCount), secondsPerTick);
            Add(animation, node, AnimationTarget.Scale, new(channel.Scales, channel.ScaleCount), secondsPerTick);
        }
        for (int c = 0; c < entry.MorphChannels; c++) AddMorph(animation, index, c, secondsPerTick);
        return animation;
    }

    private static void Add(Animation animation, Node node, AnimationTarget target, ReadOnlySpan<MeshFileShim.Key> keys,
        double secondsPerTick) {
        var times = new List<float>(keys.Length);
        var values = new List<float>(keys.Length * 4);
        foreach (ref readonly var key in keys) {
            float time = (float)(key.Tick * secondsPerTick);
            if (times.Count > 0 && !(time > times[^1])) continue;
            times.Add(time);
            if (target == AnimationTarget.Rotation) values.AddRange([key.B, key.C, key.D, key.A]);
            else values.AddRange([key.A, key.B, key.C]);
        }
        if (times.Count == 0) return;
        animation.Channels.Add(new() {
            Node = node, Target = target, Interpolation = Interpolation.Linear, Times = [.. times], Values = [.. values],
        });
    }

    private void AddMorph(Animation animation, int index, int channel, double secondsPerTick) {
        string name = MeshFileShim.Text(MeshFileShim.diorama_mesh_file_morph_channel(file.Handle, index, channel, out int keys));
        // FBX names its channels "node*number".
        string target = name.LastIndexOf('*') is > 0 and var star ? name[..star] : name;
        var node = MorphedNode(target);
        if (node is null || keys == 0) {
            warnings.Add($"{file.Path}: animation '{animation.Name}' morphs '{target}', which has no morph targets; "
                + "the channel is left out");
            return;
        }
        int morphs = node.MorphWeights.Length;
        var ticks = new double[keys];
        var weights = new float[keys * morphs];
        fixed (double* t = ticks)
        fixed (float* w = weights) MeshFileShim.diorama_mesh_file_get_morph_keys(file.Handle, index, channel, morphs, t, w);
        var times = new List<float>(keys);
        var values = new List<float>(weights.Length);
        for (int k = 0; k < keys; k++) {
            float time = (float)(ticks[k] * secondsPerTick);
            if (times.Count > 0 && !(time > times[^1])) continue;
            times.Add(time);
            values.AddRange(weights.AsSpan(k * morphs, morphs));
        }
        animation.Channels.Add(new() {
            Node = node, Target = AnimationTarget.MorphWeights, Interpolation = Interpolation.Linear, Times = [.. times],
            Values = [.. values],
        });
    }

    /// <summary>Finds the node of a morph channel, which names a node in FBX files and a mesh in COLLADA files.</summary>
    private Node? MorphedNode(string name) {
        if (nodes.TryGetValue(name, out var node) && node.MorphWeights.Length > 0) return node;
        foreach (var candidate in nodes.Values.Where(n => n.MorphWeights.Length > 0)) {
            if (candidate.Parts.Any(part => part.Mesh.Name == name)) return candidate;
        }
        return null;
    }
}
