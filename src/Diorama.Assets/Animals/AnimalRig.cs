using Diorama.Rendering.Scenes;

namespace Diorama.Assets.Animals;

/// <summary>One animal as nodes of a scene, in its bind pose until an animation moves it. Its root places it.</summary>
public sealed class AnimalRig {
    private readonly Node[] joints;

    internal AnimalRig(IReadOnlyList<Node> nodes, Node[] joints, IReadOnlyList<Skin> skins) =>
        (Nodes, this.joints, Skins) = (nodes, joints, skins);

    /// <summary>Root node, which is the asset frame; it may be moved, rotated and given a parent and a class.</summary>
    public Node Root => Nodes[0];
    /// <summary>All nodes, parents before their children; the root is the first.</summary>
    public IReadOnlyList<Node> Nodes { get; }
    public IReadOnlyList<Skin> Skins { get; }

    /// <summary>Adds nodes, skins and materials to a scene. If the root has a class, it must be among the scene's classes.</summary>
    public void AddTo(Scene scene) {
        scene.Nodes.AddRange(Nodes);
        scene.Skins.AddRange(Skins);
        foreach (var node in Nodes) {
            foreach (var part in node.Parts) {
                if (!scene.Materials.Contains(part.Material)) scene.Materials.Add(part.Material);
            }
        }
    }

    /// <summary>
    /// Creates an animation of a motion in the scene's time, repeated from 0 until at least <paramref name="seconds"/>; the root stays in
    /// place.
    /// </summary>
    /// <param name="clip">A motion of the rig's model.</param>
    /// <param name="seconds">Duration that the animation must cover.</param>
    /// <param name="phase">Completed share of the cycle at time 0, 0 to 1; rounded to a frame.</param>
    public Animation Animate(AnimalClip clip, double seconds, double phase = 0) {
        double spacing = clip.Seconds / clip.Frames;
        int first = (int)Math.Round(phase * clip.Frames), keys = 1 + (int)Math.Ceiling(seconds / spacing - 1e-6);
        var times = new float[keys];
        for (int k = 0; k < keys; k++) times[k] = (float)(k * spacing);
        var animation = new Animation { Name = clip.Name };
        for (int b = 0; b < joints.Length; b++) {
            var translations = new float[3 * keys];
            var rotations = new float[4 * keys];
            for (int k = 0; k < keys; k++) {
                var (t, r) = clip.Motion.At((first + k) % clip.Frames, b);
                t.CopyTo(translations, 3 * k);
                (rotations[4 * k], rotations[4 * k + 1], rotations[4 * k + 2], rotations[4 * k + 3]) = (r.X, r.Y, r.Z, r.W);
            }
            animation.Channels.Add(Channel(joints[b], AnimationTarget.Translation, translations));
            animation.Channels.Add(Channel(joints[b], AnimationTarget.Rotation, rotations));
        }
        return animation;

        AnimationChannel Channel(Node node, AnimationTarget target, float[] values) =>
            new() { Node = node, Target = target, Interpolation = Interpolation.Linear, Times = times, Values = values };
    }
}
