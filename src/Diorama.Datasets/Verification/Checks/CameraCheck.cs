using Diorama.Core;
using Diorama.Core.Spaces;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Cameras;

namespace Diorama.Datasets.Verification.Checks;

/// <summary>Checks the lens and the pose of a record's camera.</summary>
public sealed class CameraCheck : ConsistencyCheck {
    public override string Name => "cameras";
    public override string Sentence =>
        "The lens is a known model, its matrix K states the same numbers, and the pose is a rotation with a place.";
    public override string Tolerance => "1e-4 of the pose's axes, which are rounded to 32 bits";

    public override void Check(CheckedFrame frame, Findings findings) {
        CameraRecord camera = frame.Record.Camera;
        string? problem = null;
        Lens? lens = null;
        try {
            lens = LensRecord.Read(camera.Lens, frame.Width, frame.Height);
        } catch (BadInputException e) {
            problem = e.Message;
        }
        findings.Expect(problem is null, frame.Line, "camera.lens", "a lens", problem ?? "");
        Affine3? pose = Rows.Read(camera.WorldFromCamera);
        float off = Rows.Skew(pose);
        findings.Deviate(off);
        findings.Expect(off <= CheckedFrame.Rigid, frame.Line, "camera.world_from_camera", "three rows of a rotation and a place",
            pose is null ? "something else" : $"axes that are off by {off:g3}");
        if (camera.K is not { } k || lens?.Intrinsics is not var (fx0, fy0, cx0, cy0)) return;
        double[] stated = [fx0, fy0, cx0, cy0];
        double[] matrix = k is [[var fx, 0, var cx], [0, var fy, var cy], [0, 0, 1]] ? [fx, fy, cx, cy] : [];
        bool same = matrix.Length == 4 && stated.Zip(matrix, (a, b) => Math.Abs(a - b) <= 1e-5 * Math.Max(1, Math.Abs(a))).All(s => s);
        findings.Expect(same, frame.Line, "camera.K", $"[{string.Join(", ", stated)}]", $"[{string.Join(", ", matrix)}]");
    }
}
