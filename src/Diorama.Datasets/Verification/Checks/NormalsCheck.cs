using System.Globalization;
using System.Numerics;
using Diorama.Core.Images;

namespace Diorama.Datasets.Verification.Checks;

/// <summary>Checks the normals of all four labels.</summary>
public sealed class NormalsCheck : ConsistencyCheck {
    /// <summary>
    /// Tolerance: rounding of three half floats (11 bits each), and as much again for the rotation between world and camera.
    /// </summary>
    private const float Rounding = 2e-3f;
    /// <summary>
    /// Share of pixels whose shading normal may face away from the camera: interpolated and bump-mapped normals do at silhouettes.
    /// </summary>
    private const double Bent = 0.05;

    internal static readonly string[] Labels = ["normal_geometric_world", "normal_geometric_camera", "normal_shading_world",
        "normal_shading_camera"];

    public override string Name => "normals";
    public override string Sentence => "Normals are unit, face the camera, and are the same in world and camera space.";
    public override string Tolerance =>
        "0.002 for half floats; 5 % of an image's shading normals may turn away, as interpolated ones do at silhouettes";
    public override bool NeedsOnePose => true;

    public override void Check(CheckedFrame frame, Findings findings) {
        foreach (string label in Labels) {
            if (frame.Get<Vector3>(label) is not { } normals) continue;
            if (!AreUnit(frame, findings, label, normals) || !AreFacing(frame, findings, label, normals)) frame.MarkInvalid(label);
        }
        foreach (string kind in (string[])["normal_geometric", "normal_shading"]) AreTheSame(frame, findings, kind);
    }

    private static bool AreUnit(CheckedFrame frame, Findings findings, string label, Image<Vector3> normals) {
        var tally = new PixelTally();
        for (int i = 0; i < normals.Pixels.Length; i++) {
            if (normals.Pixels[i] != Vector3.Zero) tally.Add(i, MathF.Abs(normals.Pixels[i].Length() - 1), Rounding);
        }
        return !tally.Report(findings, frame.File(label), frame.Width, at => ("a unit vector", $"length {N(normals.Pixels[at].Length())}"));
    }

    private static bool AreFacing(CheckedFrame frame, Findings findings, string label, Image<Vector3> normals) {
        if (frame.IsRolling || frame.Directions is not { } rays) return true;
        bool world = label.EndsWith("world", StringComparison.Ordinal), shading = label.Contains("shading", StringComparison.Ordinal);
        var tally = new PixelTally();
        for (int i = 0; i < normals.Pixels.Length; i++) {
            if (normals.Pixels[i] != Vector3.Zero) tally.Add(i, MathF.Max(0, Away(i)), Rounding);
        }
        return !tally.Report(findings, frame.File(label), frame.Width,
            at => ("a normal that faces the camera", $"one at {N(MathF.Acos(Math.Clamp(-Away(at), -1, 1)) * 180 / MathF.PI)}° from the "
                + $"line of sight"), share: shading ? Bent : 0);

        float Away(int i) => Vector3.Dot(normals.Pixels[i], world ? frame.WorldFromCamera.Vector(rays.Pixels[i]) : rays.Pixels[i]);
    }

    private static void AreTheSame(CheckedFrame frame, Findings findings, string kind) {
        if (frame.IsRolling || frame.Lens is null || frame.Get<Vector3>(kind + "_world") is not { } world
            || frame.Get<Vector3>(kind + "_camera") is not { } camera) return;
        var tally = new PixelTally();
        for (int i = 0; i < world.Pixels.Length; i++)
            tally.Add(i, Vector3.Distance(frame.CameraFromWorld.Vector(world.Pixels[i]), camera.Pixels[i]), Rounding);
        tally.Report(findings, $"{frame.File(kind + "_world")} and {frame.File(kind + "_camera")}", frame.Width,
            at => ($"in camera space {V(frame.CameraFromWorld.Vector(world.Pixels[at]))}", V(camera.Pixels[at])));
    }

    private static string N(float v) => v.ToString("0.####", CultureInfo.InvariantCulture);

    private static string V(Vector3 v) => $"({N(v.X)}, {N(v.Y)}, {N(v.Z)})";
}
