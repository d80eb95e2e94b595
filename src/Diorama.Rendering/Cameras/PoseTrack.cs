using System.Numerics;
using Diorama.Core;
using Diorama.Core.Spaces;

namespace Diorama.Rendering.Cameras;

/// <summary>
/// Pose of a camera over a shutter interval. A static camera has no cost per ray; a moving one is interpolated rigidly in a table of exact
/// poses.
/// </summary>
internal sealed class PoseTrack {
    private const int Steps = 64;

    private readonly Affine3 rest;
    private readonly Quaternion[]? rotations;
    private readonly Vector3[] origins = [];
    private readonly float halfSpan, stepsPerSecond;

    /// <summary>Pose at the frame time.</summary>
    public ref readonly Affine3 Rest => ref rest;
    public bool IsStatic => rotations is null;

    /// <param name="worldFromCamera">
    /// Pose at a time in seconds relative to the frame time; scale is ignored (glTF 2.0 section 3.10).
    /// </param>
    /// <param name="halfSpan">Length in seconds of the interval before and after the frame time.</param>
    public PoseTrack(Func<double, Affine3> worldFromCamera, float halfSpan) {
        rest = Rigid(worldFromCamera(0));
        if (halfSpan <= 0) return;

        var poses = new Affine3[Steps + 1];
        bool moves = false;
        for (int i = 0; i <= Steps; i++) {
            poses[i] = Rigid(worldFromCamera((2.0 * i / Steps - 1) * halfSpan));
            moves |= poses[i] != rest;
        }
        if (!moves) return;
        this.halfSpan = halfSpan;
        stepsPerSecond = Steps / (2 * halfSpan);
        rotations = Array.ConvertAll(poses, RotationOf);
        origins = Array.ConvertAll(poses, pose => pose.Origin);
    }

    /// <summary>
    /// Returns worldFromCamera at a time in seconds relative to the frame time; times outside the interval are clamped to it.
    /// </summary>
    public Affine3 At(float time) {
        if (rotations is null) return rest;
        float position = Math.Clamp((time + halfSpan) * stepsPerSecond, 0, Steps);
        int step = Math.Min((int)position, Steps - 1);
        float fraction = position - step;
        var r = Affine3.Rotation(Quaternion.Slerp(rotations[step], rotations[step + 1], fraction));
        return new(r.X, r.Y, r.Z, Vector3.Lerp(origins[step], origins[step + 1], fraction));
    }

    /// <summary>
    /// Makes a pose rigid: forward is kept, down is made orthogonal to it, and right follows from both, so that a mirrored node does not
    /// mirror the image.
    /// </summary>
    private static Affine3 Rigid(Affine3 pose) {
        var z = Vector3.Normalize(pose.Z);
        var x = Vector3.Normalize(Vector3.Cross(pose.Y, z));
        var rigid = new Affine3(x, Vector3.Cross(z, x), z, pose.Origin);
        if (!rigid.IsFinite)
            throw new BadInputException("the pose of a camera has axes that are not finite or not independent, expected a rotation");
        return rigid;
    }

    private static Quaternion RotationOf(Affine3 pose) => Quaternion.Normalize(Quaternion.CreateFromRotationMatrix(new(
        pose.X.X, pose.X.Y, pose.X.Z, 0,
        pose.Y.X, pose.Y.Y, pose.Y.Z, 0,
        pose.Z.X, pose.Z.Y, pose.Z.Z, 0,
        0, 0, 0, 1)));
}
