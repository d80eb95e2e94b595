using System.Numerics;
using Diorama.Core.Images;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Verification.Checks;

/// <summary>Checks occlusion masks against flow and the neighbouring frame's distances.</summary>
public sealed class OcclusionCheck : ConsistencyCheck {
    /// <summary>Distance from the border of the image within which a point may count as inside or outside, pixels.</summary>
    private const float Border = 0.02f;
    /// <summary>Share of an image's pixels that may disagree with the other image, as that image has only one ray per pixel.</summary>
    private const double Unsampled = 0.03;

    public override string Name => "occlusion";
    public override string Sentence => "A point is 'outside' where flow leaves the image; what is visible lies behind nothing there, and "
        + "what is occluded behind something.";
    public override string Tolerance =>
        "0.02 px at the border; 3 % of an image's pixels may go by leaves and edges finer than the pixels that the other image sampled";
    public override bool NeedsOnePose => true;

    public override void Check(CheckedFrame frame, Findings findings) {
        Against(frame, frame.Next, "forward", findings);
        Against(frame, frame.Previous, "backward", findings);
    }

    private static void Against(CheckedFrame frame, CheckedFrame? other, string direction, Findings findings) {
        string label = $"occlusion_{direction}";
        if (frame.Get<byte>(label) is not { } states || frame.Get<Vector2>($"flow_{direction}") is not { } flow
            || frame.Points is not { } points || frame.Directions is not { } rays) return;
        bool parallel = frame.Lens is { RaysAreParallel: true };
        var places = new PixelTally();
        for (int i = 0; i < states.Pixels.Length; i++) places.Add(i, Allows(i, (PointVisibility)states.Pixels[i]));
        bool broken = places.Report(findings, frame.File(label), frame.Width,
            at => ($"what flow {flow.Pixels[at]} says", $"state {states.Pixels[at]}"), measured: false);
        if (!broken && other?.Get(LabelTable.Distance) is { } distances && !other.IsRolling && !parallel)
            broken = AgainstDistances(frame, other, direction, states, flow, points, distances, findings);
        if (broken) frame.MarkInvalid(label);

        bool Allows(int at, PointVisibility state) {
            bool nothing = float.IsNaN(rays.Pixels[at].X) || parallel && !float.IsFinite(points.Pixels[at].X);
            if (nothing || state == PointVisibility.Undefined) return nothing == (state == PointVisibility.Undefined);
            Vector2 to = new Vector2(at % frame.Width + 0.5f, at / frame.Width + 0.5f) + flow.Pixels[at];
            if (float.IsNaN(to.X)) return state == PointVisibility.Outside;
            // A panorama's columns wrap around: flow that leaves on one side enters on the other.
            if (frame.Lens is { WrapsAround: true }) to.X -= frame.Width * MathF.Floor(to.X / frame.Width);
            float inside = MathF.Min(MathF.Min(to.X, frame.Width - to.X), MathF.Min(to.Y, frame.Height - to.Y));
            return MathF.Abs(inside) <= Border || inside > 0 == state is PointVisibility.Visible or PointVisibility.Occluded;
        }
    }

    private static bool AgainstDistances(CheckedFrame frame, CheckedFrame other, string direction, Image<byte> states, Image<Vector2> flow,
        Image<Vector3> points, Image<float> distances, Findings findings) {
        var motion = new ObjectMotion(frame, other, direction);
        Vector3 eye = other.WorldFromCamera.Origin;
        bool wraps = frame.Lens is { WrapsAround: true };
        Image<uint>? here = frame.Get(LabelTable.Instance), ids = other.Get(LabelTable.Instance);
        var tally = new PixelTally();
        for (int i = 0; i < states.Pixels.Length; i++) {
            var state = (PointVisibility)states.Pixels[i];
            if (state is not (PointVisibility.Visible or PointVisibility.Occluded) || float.IsNaN(flow.Pixels[i].X)) continue;
            float length = float.PositiveInfinity;
            if (float.IsFinite(points.Pixels[i].X)) {
                if (motion.There(i, points.Pixels[i]) is not { } there) continue;
                length = Vector3.Distance(there, eye);
            }
            (float near, float far, bool own) = Around((int)MathF.Floor(i % frame.Width + 0.5f + flow.Pixels[i].X),
                (int)MathF.Floor(i / frame.Width + 0.5f + flow.Pixels[i].Y), here?.Pixels[i]);
            // Inside an even surface of its own object a point is not occluded, unless it lies behind all of that surface.
            bool within = own && far <= near * 1.05f && length <= far;
            tally.Add(i, state == PointVisibility.Visible ? length <= far * 1.001f + 0.001f : length >= near * 0.999f && !within);
        }
        return tally.Report(findings, frame.File($"occlusion_{direction}"), frame.Width,
            at => states.Pixels[at] == 0 ? ("occluded: all around is nearer in the other image", "visible")
                : ("visible: nothing nearer is around in the other image", "occluded"), measured: false, share: Unsampled);

        (float Near, float Far, bool Own) Around(int x, int y, uint? id) {
            (float near, float far, bool own) = (float.PositiveInfinity, 0, id is > 0 && ids is not null);
            for (int j = Math.Max(0, y - 1); j <= Math.Min(distances.Height - 1, y + 1); j++) {
                for (int k = x - 1; k <= x + 1; k++) {
                    int column = wraps ? (k + distances.Width) % distances.Width : Math.Clamp(k, 0, distances.Width - 1);
                    float d = distances[column, j];
                    (near, far, own) = (MathF.Min(near, d), MathF.Max(far, d), own && ids![column, j] == id);
                }
            }
            return (near, far, own);
        }
    }
}
