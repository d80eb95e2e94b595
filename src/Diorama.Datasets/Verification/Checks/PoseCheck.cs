using System.Globalization;
using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Verification.Checks;

/// <summary>Checks poses of objects against their components and between the cameras of a frame.</summary>
public sealed class PoseCheck : ConsistencyCheck {
    private const float Relative = 1e-4f;

    public override string Name => "poses";
    public override string Sentence =>
        "camera_from_object is translation · rotation · scale, and an object is at one place in the world for all cameras of a frame.";
    public override string Tolerance => "1e-4 of lengths, the rounding of products of 32-bit matrices";

    public override void Check(CheckedFrame frame, Findings findings) {
        foreach (ObjectRecord o in frame.Record.Objects) {
            if (Rows.Read(o.CameraFromObject) is not { } pose) {
                if (o.CameraFromObject is not null) findings.Expect(false, frame.Line, $"object {o.Id} '{o.Name}', camera_from_object",
                    "three rows of four finite numbers", "something else");
                continue;
            }
            if (o.RotationWxyz is [var w, var x, var y, var z] && Rows.Triple(o.Translation) is { } t && Rows.Triple(o.Scale) is { } s
                && !IsSheared(pose)) {
                float off = Rows.Distance(pose, Affine3.FromTrs(t, new(x, y, z, w), s)) / (1 + t.Length() + s.Length());
                findings.Deviate(off);
                findings.Expect(off <= Relative, frame.Line, $"object {o.Id} '{o.Name}', camera_from_object",
                    "translation · rotation_wxyz · scale", Off(off));
            }
            if (frame.Lens is not null && frame.Record.Camera.Index == 0) SamePlace(frame, findings, o, frame.WorldFromCamera * pose);
        }
    }

    private static void SamePlace(CheckedFrame frame, Findings findings, ObjectRecord o, in Affine3 world) {
        foreach (FrameRecord other in frame.Rig) {
            if (ReferenceEquals(other, frame.Record) || CheckedFrame.Disagreement(world, o.Id, other) is not { } off) continue;
            findings.Deviate(off);
            findings.Expect(off <= CheckedFrame.SamePlace, $"frames.jsonl, image {other.ImageId}", $"object {o.Id}, camera_from_object",
                $"the place that camera '{frame.Record.Camera.Name}' gives to '{o.Name}'", Off(off));
        }
    }

    private static bool IsSheared(in Affine3 m) {
        Vector3 x = Vector3.Normalize(m.X), y = Vector3.Normalize(m.Y), z = Vector3.Normalize(m.Z);
        return !(MathF.Abs(Vector3.Dot(x, y)) + MathF.Abs(Vector3.Dot(y, z)) + MathF.Abs(Vector3.Dot(z, x)) <= 1e-3f);
    }

    private static string Off(float off) => string.Create(CultureInfo.InvariantCulture, $"{off:g3} of its lengths off");
}
