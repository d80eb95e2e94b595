using System.Globalization;
using System.Numerics;

namespace Diorama.Datasets.Verification.Checks;

/// <summary>Checks scene flow against the poses of two frames.</summary>
public sealed class SceneFlowCheck : ConsistencyCheck {
    private const float Relative = 5e-5f;

    public override string Name => "scene flow";
    public override string Sentence =>
        "Scene flow is how far the pixel's point moves with its object to the neighbouring frame; what stands still has none.";
    public override string Tolerance => "5e-5 of distance, world coordinates and motion: poses are products of 32-bit matrices";
    public override string Unit => "m";
    public override bool NeedsOnePose => true;

    public override void Check(CheckedFrame frame, Findings findings) {
        Against(frame, frame.Next, "forward", findings);
        Against(frame, frame.Previous, "backward", findings);
    }

    private static void Against(CheckedFrame frame, CheckedFrame? other, string direction, Findings findings) {
        string label = $"scene_flow_{direction}";
        if (other is null || frame.Get<Vector3>(label) is not { } flow || frame.Points is not { } points) return;
        var motion = new ObjectMotion(frame, other, direction);
        var tally = new PixelTally();
        Vector3 eye = frame.WorldFromCamera.Origin;
        for (int i = 0; i < flow.Pixels.Length; i++) {
            Vector3 p = points.Pixels[i];
            if (!float.IsFinite(p.X)) tally.Add(i, float.IsNaN(flow.Pixels[i].X));
            else if (motion.ByPose(i, p) is { } there) tally.Add(i, Vector3.Distance(there - p, flow.Pixels[i]),
                Relative * (1 + p.Length() + Vector3.Distance(p, eye) + Vector3.Distance(p, there)));
        }
        bool broken = tally.Report(findings, frame.File(label), frame.Width, at => {
            Vector3 p = points.Pixels[at];
            return (float.IsFinite(p.X) && motion.ByPose(at, p) is { } there ? V(there - p) : "NaN, for background", V(flow.Pixels[at]));
        });
        if (broken) frame.MarkInvalid(label);
    }

    private static string V(Vector3 v) => string.Create(CultureInfo.InvariantCulture, $"({v.X:0.#####}, {v.Y:0.#####}, {v.Z:0.#####}) m");
}
