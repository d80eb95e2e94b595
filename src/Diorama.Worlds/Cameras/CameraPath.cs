using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Rendering.Scenes;

namespace Diorama.Worlds.Cameras;

/// <summary>
/// Poses of a camera at the frames of one scene: along a smooth path, slower in bends, with the view ahead and towards objects that it
/// passes.
/// </summary>
public sealed class CameraPath {
    private const float Spacing = 0.02f;

    /// <summary>Poses of the node that carries the camera, one per frame; the camera looks along −Z with +Y up.</summary>
    public required IReadOnlyList<Affine3> WorldFromNode { get; init; }

    /// <summary>
    /// Rounds the corners of a path so that nothing comes closer than <paramref name="clearance"/>, and follows it. Null if the path cannot
    /// be rounded in this way.
    /// </summary>
    /// <param name="way">Corners of the path, metres; longer than the distance that is covered.</param>
    /// <param name="clearanceOf">Clearance of the scene.</param>
    /// <param name="clearance">Smallest distance to any surface, metres.</param>
    /// <param name="frames">Number of poses.</param>
    /// <param name="metresPerFrame">Distance per frame (speed over frame rate) on straight parts of the path.</param>
    /// <param name="targets">Points that attract the view, more strongly the nearer they are.</param>
    /// <param name="tilt">Pitch, radians; above 0 looks up.</param>
    /// <param name="roll">Roll, radians, as in <see cref="CameraPose.At"/>.</param>
    public static CameraPath? Along(IReadOnlyList<Vector3> way, Clearance clearanceOf, float clearance, int frames, float metresPerFrame,
        IReadOnlyList<Vector3> targets, float tilt, float roll) {
        Vector3[] line = Even(way, Spacing);
        if ((line.Length - 1) * Spacing < (frames - 1) * metresPerFrame) return null;
        foreach (float radius in (ReadOnlySpan<float>)[0.45f, 0.3f, 0.2f, 0.15f]) {
            // The blurred points are not respaced evenly: so a corner becomes a bend that is passed more slowly, with bounded acceleration.
            Vector3[] smooth = Blur(line, radius / Spacing);
            if (IsFree(smooth, clearanceOf, clearance, (frames - 1) * metresPerFrame)) {
                return Walk(smooth, Headings(smooth, targets), frames, metresPerFrame, tilt, roll);
            }
        }
        return null;
    }

    /// <summary>Moves around a point at constant height and distance, always looking at it. Null if a surface comes too close.</summary>
    public static CameraPath? Around(Vector3 centre, Vector3 start, Clearance clearanceOf, float clearance, int frames,
        float metresPerFrame, float roll) {
        Vector3 arm = start - centre;
        float radius = MathF.Max(new Vector2(arm.X, arm.Y).Length(), 1e-3f);
        var poses = new Affine3[frames];
        for (int i = 0; i < frames; i++) {
            Vector3 eye = centre + Vector3.Transform(arm, Quaternion.CreateFromAxisAngle(Vector3.UnitZ, i * metresPerFrame / radius));
            if (clearanceOf.Distance(eye, clearance) < clearance) return null;
            poses[i] = CameraPose.LookingAt(eye, centre, roll);
        }
        return new() { WorldFromNode = poses };
    }

    /// <summary>
    /// Creates an animation with one key per frame for <paramref name="node"/>, and moves the node to the pose of the first frame.
    /// </summary>
    public Animation Animate(Node node, double frameRate) {
        int count = WorldFromNode.Count;
        float[] times = new float[count], places = new float[3 * count], turns = new float[4 * count];
        Quaternion before = Quaternion.Identity;
        for (int i = 0; i < count; i++) {
            Quaternion q = CameraPose.RotationOf(WorldFromNode[i]);
            if (i > 0 && Quaternion.Dot(before, q) < 0) q = -q;
            before = q;
            times[i] = (float)(i / frameRate);
            WorldFromNode[i].Origin.CopyTo(places, 3 * i);
            (turns[4 * i], turns[4 * i + 1], turns[4 * i + 2], turns[4 * i + 3]) = (q.X, q.Y, q.Z, q.W);
            if (i == 0) (node.Translation, node.Rotation) = (WorldFromNode[0].Origin, q);
        }
        var animation = new Animation { Name = "camera" };
        animation.Channels.Add(new() { Node = node, Target = AnimationTarget.Translation, Interpolation = Interpolation.Linear,
            Times = times, Values = places });
        animation.Channels.Add(new() { Node = node, Target = AnimationTarget.Rotation, Interpolation = Interpolation.Linear, Times = times,
            Values = turns });
        return animation;
    }

    /// <summary>
    /// Computes the headings along the path, in radians. The direction is blurred more than the path, because the view turns before the
    /// path does and more slowly than its corners.
    /// </summary>
    private static float[] Headings(Vector3[] line, IReadOnlyList<Vector3> targets) {
        var heading = new float[line.Length];
        for (int i = 0; i < line.Length; i++) {
            Vector3 ahead = line[Math.Min(i + 1, line.Length - 1)] - line[Math.Max(i - 1, 0)];
            // A slow part means turning, and then the surroundings count more.
            var gaze = new Vector2(ahead.X, ahead.Y) / (2 * Spacing);
            foreach (Vector3 target in targets) {
                var to = new Vector2(target.X - line[i].X, target.Y - line[i].Y);
                gaze += 1.5f * to / ((1 + to.LengthSquared()) * (0.3f + to.Length()));
            }
            float angle = MathF.Atan2(gaze.Y, gaze.X);
            heading[i] = i == 0 ? angle : heading[i - 1] + MathF.IEEERemainder(angle - heading[i - 1], 2 * MathF.PI);
        }
        return Blur(heading, 1.2f / Spacing);
    }

    private static CameraPath Walk(Vector3[] line, float[] heading, int frames, float metresPerFrame, float tilt, float roll) {
        var poses = new Affine3[frames];
        for (int i = 0; i < frames; i++) {
            float s = i * metresPerFrame / Spacing;
            int k = Math.Clamp((int)s, 0, line.Length - 2);
            float f = Math.Min(1, s - k);
            poses[i] = CameraPose.At(Vector3.Lerp(line[k], line[k + 1], f), float.Lerp(heading[k], heading[k + 1], f), tilt, roll);
        }
        return new() { WorldFromNode = poses };
    }

    private static bool IsFree(Vector3[] line, Clearance clearanceOf, float clearance, float length) {
        int last = Math.Min(line.Length - 1, (int)(length / Spacing) + 1);
        for (int i = 0; i < last; i += 8) {
            if (!clearanceOf.IsFree(line[i], line[Math.Min(i + 8, last)], clearance)) return false;
        }
        return true;
    }

    /// <summary>Returns points at equal distances along a line.</summary>
    private static Vector3[] Even(IReadOnlyList<Vector3> line, float spacing) {
        var even = new List<Vector3> { line[0] };
        float left = spacing;
        for (int i = 0; i + 1 < line.Count; i++) {
            float length = Vector3.Distance(line[i], line[i + 1]), at = left;
            for (; at <= length; at += spacing) even.Add(Vector3.Lerp(line[i], line[i + 1], at / length));
            left = at - length;
        }
        if (even.Count == 1) even.Add(line[^1]);
        return [.. even];
    }

    private static Vector3[] Blur(Vector3[] values, float deviation) {
        float[] x = Blur([.. values.Select(v => v.X)], deviation), y = Blur([.. values.Select(v => v.Y)], deviation),
            z = Blur([.. values.Select(v => v.Z)], deviation);
        return [.. values.Select((_, i) => new Vector3(x[i], y[i], z[i]))];
    }

    /// <summary>
    /// Applies three box filters, which together are nearly a Gaussian, so that the acceleration stays bounded. The line is continued
    /// point-symmetrically at its ends, which keeps them in place.
    /// </summary>
    private static float[] Blur(float[] values, float deviation) {
        int half = Math.Max(1, (int)MathF.Round(deviation)), n = values.Length;
        for (int pass = 0; pass < 3; pass++) {
            var sums = new double[n + 2 * half + 1];
            for (int i = -half; i < n + half; i++) sums[i + half + 1] = sums[i + half] + Continued(values, i);
            var mean = new float[n];
            for (int i = 0; i < n; i++) mean[i] = (float)((sums[i + 2 * half + 1] - sums[i]) / (2 * half + 1));
            values = mean;
        }
        return values;
    }

    private static float Continued(float[] values, int i) {
        int last = values.Length - 1;
        if (i < 0) return 2 * values[0] - values[Math.Min(-i, last)];
        return i > last ? 2 * values[last] - values[Math.Max(2 * last - i, 0)] : values[i];
    }
}
