using System.Numerics;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Verification.Checks;

/// <summary>Checks that all labels agree on which pixels are background.</summary>
public sealed class BackgroundCheck : ConsistencyCheck {
    public override string Name => "background";
    public override string Sentence =>
        "All labels agree on the pixels that show nothing: +∞ in depths, NaN in positions, 0 in ids and normals.";

    public override void Check(CheckedFrame frame, Findings findings) {
        List<(string Label, Func<int, bool> IsEmpty)> witnesses = [];
        foreach (ImageLabel label in LabelTable.Images.Where(l => l.MarksBackground)) {
            Func<int, bool>? isEmpty = label switch {
                ImageLabel<uint> ids => Test(ids),
                ImageLabel<float> scalar => Test(scalar),
                ImageLabel<Vector3> vector => Test(vector),
                _ => null,
            };
            if (isEmpty is not null) witnesses.Add((label.Name, isEmpty));
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
            if (broken) frame.MarkInvalid(label);
        }

        Func<int, bool>? Test<T>(ImageLabel<T> label) where T : unmanaged =>
            frame.Get(label) is { } image ? i => label.IsBackground(image.Pixels[i]) : null;
    }
}
