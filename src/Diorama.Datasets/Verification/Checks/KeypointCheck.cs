using System.Globalization;
using System.Numerics;
using Diorama.Core.Images;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Verification.Checks;

/// <summary>Checks keypoints against the camera and the distances around them.</summary>
public sealed class KeypointCheck : ConsistencyCheck {
    private const float Pixels = 0.02f;
    /// <summary>Largest depth of a visible keypoint below its own object's surface, metres; see docs/labels.md.</summary>
    private const float Depth = 0.02f;

    public override string Name => "keypoints";
    public override string Sentence => "A keypoint's pixel is its position through the lens, its state is 0 exactly outside of the "
        + "image, and whether it is hidden agrees with the distances around it.";
    public override string Tolerance => "0.02 px, or 1e-5 of the offset from the image's centre; visibility is compared with the pixels "
        + "around, and joints lie up to 2 cm deep";
    public override string Unit => "px";
    public override bool NeedsOnePose => true;

    public override void Check(CheckedFrame frame, Findings findings) {
        if (frame.IsRolling || frame.Lens is null) return;
        Image<float>? distance = frame.Get(LabelTable.Distance);
        foreach (ObjectRecord o in frame.Record.Objects) {
            foreach (KeypointRecord k in o.Keypoints ?? []) {
                string place = $"object {o.Id} '{o.Name}', keypoint '{k.Name}'";
                if (Rows.Triple(k.Position) is not { } position || k.Visibility is < 0 or > 2) {
                    findings.Expect(false, frame.Line, place, "a position and a visibility of 0, 1 or 2", $"{k.Visibility}");
                    continue;
                }
                bool imaged = frame.Project(position, out Vector2 pixel, out float depthZ), stated = k.Pixel is [{ }, { }];
                bool inside = imaged && pixel.X >= 0 && pixel.Y >= 0 && pixel.X < frame.Width && pixel.Y < frame.Height;
                if (imaged && stated) {
                    float off = Vector2.Distance(pixel, new(k.Pixel[0]!.Value, k.Pixel[1]!.Value));
                    float allowed = Pixels + 1e-5f * pixel.Length();
                    if (off <= allowed) findings.Deviate(off);
                    findings.Expect(off <= allowed, frame.Line, $"{place}, pixel", V(pixel), V(new(k.Pixel[0]!.Value, k.Pixel[1]!.Value)));
                }
                bool near = imaged && MathF.Min(MathF.Min(MathF.Abs(pixel.X), MathF.Abs(pixel.X - frame.Width)),
                    MathF.Min(MathF.Abs(pixel.Y), MathF.Abs(pixel.Y - frame.Height))) < Pixels;
                findings.Expect(near || inside == k.Visibility > 0, frame.Line, $"{place}, visibility",
                    inside ? "1 or 2 in the image" : "0 outside of the image", $"{k.Visibility}");
                if (k.DepthZ is { } z) findings.Expect(MathF.Abs(z - depthZ) <= 2e-5f * (1 + position.Length() + MathF.Abs(depthZ)),
                    frame.Line, $"{place}, depth_z", N(depthZ), N(z));
                if (inside && k.Visibility > 0 && distance is not null)
                    Sight(frame, findings, distance, o.Id, place, k.Visibility, pixel,
                        Vector3.Distance(position, frame.WorldFromCamera.Origin));
            }
        }
    }

    private static void Sight(CheckedFrame frame, Findings findings, Image<float> distance, int id, string place, int visibility,
        Vector2 pixel, float length) {
        if (frame.Lens is { RaysAreParallel: true }) return;
        Image<uint>? instances = frame.Get(LabelTable.Instance);
        // An occluder may be thinner than a pixel, so a larger neighbourhood is searched for hidden points.
        int reach = visibility == 2 ? 1 : 2;
        (float far, bool mayHide) = (0, instances is null);
        for (int y = Math.Max(0, (int)pixel.Y - reach); y <= Math.Min(distance.Height - 1, (int)pixel.Y + reach); y++) {
            for (int x = Math.Max(0, (int)pixel.X - reach); x <= Math.Min(distance.Width - 1, (int)pixel.X + reach); x++) {
                far = MathF.Max(far, distance[x, y]);
                mayHide |= distance[x, y] < (instances?[x, y] == id ? length - 0.5f * Depth : length);
            }
        }
        if (visibility == 2) findings.Expect(far >= length - Depth - 1e-3f * length, frame.Line, $"{place}, visibility",
            $"1: everything around is nearer than {N(length)} m", $"2, visible behind {N(far)} m");
        else findings.Expect(mayHide, frame.Line, $"{place}, visibility", $"2: nothing around is before {N(length)} m", "1, hidden");
    }

    private static string N(float v) => v.ToString("0.####", CultureInfo.InvariantCulture);

    private static string V(Vector2 v) => $"({N(v.X)}, {N(v.Y)})";
}
