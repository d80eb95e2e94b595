using System.Globalization;
using System.Numerics;
using Diorama.Datasets.Labels;

namespace Diorama.Datasets.Verification.Laws;

/// <summary>Numbers that no pixel of a label may have.</summary>
public sealed class ValuesLaw : Law {
    /// <summary>Half floats of numbers up to 1 are rounded by up to 2⁻¹²; boxes by a little more.</summary>
    private const float Rounding = 2e-3f;

    public override string Name => "values";
    public override string Sentence =>
        "No label holds NaN or infinity where none belongs, and shares, colours, states and object coordinates are within their range.";
    public override string Tolerance => "0.002 beyond ranges, for half floats";

    public override void Check(CheckedFrame frame, Findings findings) {
        bool seesBehind = frame.Lens is null or { SeesBehind: true };
        foreach (string label in frame.Record.Files.Keys) {
            switch (label) {
                case "depth_z": Test<float>(frame, findings, label,
                    v => !float.IsNaN(v) && (seesBehind ? v > float.NegativeInfinity : v > 0), "a depth above 0, or +∞"); break;
                case "distance": Test<float>(frame, findings, label, v => v > 0, "a distance above 0, or +∞"); break;
                case "roughness" or "metallic": Test<float>(frame, findings, label, v => v >= -Rounding && v <= 1 + Rounding,
                    "a share from 0 to 1"); break;
                case "albedo": Test<Vector3>(frame, findings, label, v => Within(v, 1), "a colour from 0 to 1"); break;
                case "object_coordinates": Test<Vector3>(frame, findings, label, v => Within(v, 1), "coordinates from 0 to 1"); break;
                case "emission" or LabelNames.Radiance: Test<Vector3>(frame, findings, label, v => Within(v, float.MaxValue),
                    "radiance from 0"); break;
                case "position" or "scene_flow_forward" or "scene_flow_backward":
                    Test<Vector3>(frame, findings, label, v => IsFinite(v) || float.IsNaN(v.X) && float.IsNaN(v.Y) && float.IsNaN(v.Z),
                        "three finite numbers, or three NaN");
                    break;
                case "flow_forward" or "flow_backward":
                    Test<Vector2>(frame, findings, label, v => float.IsFinite(v.X) && float.IsFinite(v.Y) || float.IsNaN(v.X)
                        && float.IsNaN(v.Y), "two finite numbers, or two NaN");
                    break;
                case "uv": Test<Vector2>(frame, findings, label, v => float.IsFinite(v.X) && float.IsFinite(v.Y), "finite numbers"); break;
                case "occlusion_forward" or "occlusion_backward": Test<byte>(frame, findings, label, v => v <= 3, "a state from 0 to 3");
                    break;
                default:
                    if (label.StartsWith("normal", StringComparison.Ordinal))
                        Test<Vector3>(frame, findings, label, IsFinite, "finite numbers");
                    break;
            }
        }
    }

    private static void Test<T>(CheckedFrame frame, Findings findings, string label, Func<T, bool> holds, string expected)
        where T : unmanaged {
        if (frame.Get<T>(label) is not { } image) return;
        var tally = new PixelTally();
        for (int i = 0; i < image.Pixels.Length; i++) tally.Add(i, holds(image.Pixels[i]));
        bool broken = tally.Report(findings, frame.File(label), image.Width,
            at => (expected, string.Create(CultureInfo.InvariantCulture, $"{image.Pixels[at]}")), measured: false);
        if (broken) frame.Distrust(label);
    }

    private static bool IsFinite(Vector3 v) => float.IsFinite(v.X) && float.IsFinite(v.Y) && float.IsFinite(v.Z);

    private static bool Within(Vector3 v, float most) =>
        v.X >= -Rounding && v.Y >= -Rounding && v.Z >= -Rounding && v.X <= most + Rounding && v.Y <= most + Rounding
        && v.Z <= most + Rounding;
}
