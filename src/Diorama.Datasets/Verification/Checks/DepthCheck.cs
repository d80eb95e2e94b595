using System.Globalization;
using System.Numerics;
using Diorama.Core.Images;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Verification.Checks;

/// <summary>Checks depth, distance and position against each other through the lens.</summary>
public sealed class DepthCheck : ConsistencyCheck {
    /// <summary>
    /// Tolerance relative to the distance and to the camera's distance from the world's origin; rays and points have single precision (24
    /// bits).
    /// </summary>
    private const float Relative = 2e-5f;

    public override string Name => "depth";
    public override string Sentence =>
        "depth_z is the Z of the point at distance along the pixel's ray, and position is that point in the world.";
    public override string Tolerance => "2e-5 of distance and world coordinates: points and rays have 24 bits";
    public override string Unit => "m";
    public override bool NeedsOnePose => true;

    public override void Check(CheckedFrame frame, Findings findings) {
        if (frame.IsRolling || frame.Directions is not { } rays) return;
        Image<float>? depth = frame.Get(LabelTable.DepthZ), distance = frame.Get(LabelTable.Distance);
        Image<Vector3>? position = frame.Get(LabelTable.Position);
        // Each pair of labels is compared once; a label that is in two disagreeing pairs is the wrong one.
        var pairs = new List<(string A, string B, PixelTally Tally, Func<int, (string, string)> Describe)>();
        float place = frame.WorldFromCamera.Origin.Length();
        if (depth is not null && distance is not null) {
            var tally = new PixelTally();
            for (int i = 0; i < rays.Pixels.Length; i++) {
                if (float.IsFinite(distance.Pixels[i]))
                    tally.Add(i, MathF.Abs(depth.Pixels[i] - AlongZ(i)), Relative * distance.Pixels[i] + 1e-6f);
            }
            pairs.Add(("depth_z", "distance", tally, at => (N(AlongZ(at)), N(depth.Pixels[at]))));
            float AlongZ(int i) => frame.Origin(i).Z + distance.Pixels[i] * rays.Pixels[i].Z;
        }
        if (position is not null && distance is not null) {
            var tally = new PixelTally();
            for (int i = 0; i < rays.Pixels.Length; i++) {
                if (float.IsFinite(distance.Pixels[i])) tally.Add(i, Vector3.Distance(position.Pixels[i], OnRay(i)),
                    Relative * (distance.Pixels[i] + place) + 1e-6f);
            }
            pairs.Add(("position", "distance", tally, at => (N(OnRay(at)), N(position.Pixels[at]))));
            Vector3 OnRay(int i) => frame.WorldFromCamera.Point(frame.Origin(i) + distance.Pixels[i] * rays.Pixels[i]);
        }
        if (position is not null && depth is not null) {
            var tally = new PixelTally();
            for (int i = 0; i < rays.Pixels.Length; i++) {
                if (float.IsFinite(depth.Pixels[i]))
                    tally.Add(i, MathF.Abs(depth.Pixels[i] - InCamera(i)), Relative * (MathF.Abs(depth.Pixels[i]) + place) + 1e-6f);
            }
            pairs.Add(("depth_z", "position", tally, at => (N(InCamera(at)), N(depth.Pixels[at]))));
            float InCamera(int i) => frame.CameraFromWorld.Point(position.Pixels[i]).Z;
        }
        Report(frame, findings, pairs);
    }

    private static void Report(CheckedFrame frame, Findings findings,
        List<(string A, string B, PixelTally Tally, Func<int, (string, string)> Describe)> pairs) {
        string[] broken = [.. pairs.Where(p => p.Tally.Outside > 0).SelectMany(p => new[] { p.A, p.B })];
        // The label in two disagreeing pairs; with one such pair, the position if all labels exist, as it can be wrong across the ray while
        // the depths agree, otherwise the first label of the pair.
        string? wrong = broken.GroupBy(l => l).Where(g => g.Count() > 1).Select(g => g.Key).FirstOrDefault()
            ?? (pairs.Count > 1 && broken.Contains("position") ? "position" : broken.FirstOrDefault());
        bool told = false;
        foreach ((string a, string b, PixelTally tally, Func<int, (string, string)> describe) in pairs) {
            if (tally.Outside == 0) {
                tally.Report(findings, "", frame.Width, describe);
            } else if (!told && (a == wrong || b == wrong)) {
                told = tally.Report(findings, frame.File(wrong!), frame.Width,
                    at => wrong == a ? describe(at)
                        : ($"what agrees with {a}", $"a {b} that gives {describe(at).Item1} for {describe(at).Item2}"));
            }
        }
        if (wrong is not null) frame.MarkInvalid(wrong);
    }

    private static string N(float v) => v.ToString("0.#####", CultureInfo.InvariantCulture);

    private static string N(Vector3 v) => $"({N(v.X)}, {N(v.Y)}, {N(v.Z)})";
}
