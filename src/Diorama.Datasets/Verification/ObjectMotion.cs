using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Verification;

/// <summary>Computes where the points of an image are in a neighbouring frame, from the poses in both records.</summary>
internal sealed class ObjectMotion {
    private readonly CheckedFrame frame, other;
    private readonly Dictionary<uint, Affine3?> motions = [];
    private readonly Core.Images.Image<uint>? instances;
    private readonly Core.Images.Image<Vector3>? sceneFlow;

    /// <param name="frame">The image with the points.</param>
    /// <param name="other">Image of the same camera in the neighbouring frame.</param>
    /// <param name="direction">"forward" or "backward".</param>
    public ObjectMotion(CheckedFrame frame, CheckedFrame other, string direction) {
        (this.frame, this.other) = (frame, other);
        instances = frame.Get(LabelTable.Instance);
        sceneFlow = frame.Get<Vector3>($"scene_flow_{direction}");
    }

    /// <summary>
    /// Moves a pixel's world point to the other frame by its object's poses; null if one of the frames lacks a pose or the object deforms.
    /// </summary>
    public Vector3? ByPose(int at, Vector3 point) {
        if (instances is null) return null;
        uint id = instances.Pixels[at];
        if (!motions.TryGetValue(id, out Affine3? motion)) motions[id] = motion = Of((int)id);
        return motion?.Point(point);
    }

    /// <summary>Moves a pixel's world point to the other frame by poses, otherwise by scene flow; null if neither is known.</summary>
    public Vector3? There(int at, Vector3 point) =>
        ByPose(at, point) ?? (sceneFlow is { } flow && float.IsFinite(flow.Pixels[at].X) ? point + flow.Pixels[at] : null);

    private Affine3? Of(int id) {
        if (!frame.Objects.TryGetValue(id, out ObjectRecord? here) || !other.Objects.TryGetValue(id, out ObjectRecord? there)) return null;
        if (here.Deforms == true || there.Deforms == true) return null;
        if (frame.WorldFromObject(here) is not { } a || other.WorldFromObject(there) is not { } b) return null;
        // A difference within the rounding of two matrix products means that the object stands still.
        float slack = 5e-6f * (1 + a.Origin.Length() + frame.WorldFromCamera.Origin.Length());
        bool still = Vector3.Distance(a.X, b.X) <= slack && Vector3.Distance(a.Y, b.Y) <= slack && Vector3.Distance(a.Z, b.Z) <= slack
            && Vector3.Distance(a.Origin, b.Origin) <= slack;
        if (still) return Affine3.Identity;
        Affine3 motion = b * a.Inverse();
        return motion.IsFinite ? motion : null;
    }
}
