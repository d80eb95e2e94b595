using System.Numerics;

namespace Diorama.Datasets.Verification.Laws;

/// <summary>Where there is nothing, for all labels alike.</summary>
public sealed class BackgroundLaw : Law {
    public override string Name => "background";
    public override string Sentence =>
        "All labels agree on the pixels that show nothing: +∞ in depths, NaN in positions, 0 in ids and normals.";

    public override void Check(CheckedFrame frame, Findings findings) {
        List<(string Label, Func<int, bool> IsEmpty)> witnesses = [];
        foreach (string label in (string[])["instance", "part", "material"]) {
            if (frame.Get<uint>(label) is { } ids) witnesses.Add((label, i => ids.Pixels[i] == 0));
        }
        foreach (string label in (string[])["depth_z", "distance"]) {
            if (frame.Get<float>(label) is { } depth) witnesses.Add((label, i => float.IsPositiveInfinity(depth.Pixels[i])));
        }
        if (frame.Get<Vector3>("position") is { } position) witnesses.Add(("position", i => float.IsNaN(position.Pixels[i].X)));
        foreach (string label in NormalsLaw.Labels) {
            if (frame.Get<Vector3>(label) is { } normal) witnesses.Add((label, i => normal.Pixels[i] == Vector3.Zero));
        }
        if (witnesses.Count < 2) return;
        var tallies = new PixelTally[witnesses.Count];
        for (int i = 0; i < frame.Width * frame.Height; i++) {
            int empty = 0;
            foreach ((_, Func<int, bool> isEmpty) in witnesses) empty += isEmpty(i) ? 1 : 0;
            bool most = 2 * empty > witnesses.Count;
            for (int w = 0; w < tallies.Length; w++) tallies[w].Add(i, witnesses[w].IsEmpty(i) == most);
        }
        for (int w = 0; w < tallies.Length; w++) {
            (string label, Func<int, bool> isEmpty) = witnesses[w];
            bool broken = tallies[w].Report(findings, frame.File(label), frame.Width,
                at => isEmpty(at) ? ("a surface, as most labels say", "background") : ("background, as most labels say", "a surface"),
                    measured: false);
            if (broken) frame.Distrust(label);
        }
    }
}
