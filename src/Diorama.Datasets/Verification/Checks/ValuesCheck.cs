using System.Globalization;
using System.Numerics;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Verification.Checks;

/// <summary>Checks that the pixels of a label have only valid values.</summary>
public sealed class ValuesCheck : ConsistencyCheck {
    public override string Name => "values";
    public override string Sentence =>
        "No label holds NaN or infinity where none belongs, and shares, colours, states and object coordinates are within their range.";
    public override string Tolerance => "0.002 beyond ranges, for half floats";

    public override void Check(CheckedFrame frame, Findings findings) {
        bool seesBehind = frame.Lens is null or { SeesBehind: true };
        foreach (string name in frame.Record.Files.Keys) {
            switch (LabelTable.FindImage(name)) {
                case ImageLabel<byte> label: Test(frame, findings, label); break;
                case ImageLabel<float> label when label == LabelTable.DepthZ && !seesBehind:
                    Test(frame, findings, label, v => v > 0);
                    break;
                case ImageLabel<float> label: Test(frame, findings, label); break;
                case ImageLabel<Vector2> label: Test(frame, findings, label); break;
                case ImageLabel<Vector3> label: Test(frame, findings, label); break;
            }
        }
    }

    private static void Test<T>(CheckedFrame frame, Findings findings, ImageLabel<T> label, Func<T, bool>? isValid = null)
        where T : unmanaged {
        if ((isValid ?? label.IsValid) is not { } holds || frame.Get(label) is not { } image) return;
        var tally = new PixelTally();
        for (int i = 0; i < image.Pixels.Length; i++) tally.Add(i, holds(image.Pixels[i]));
        bool broken = tally.Report(findings, frame.File(label), image.Width,
            at => (label.ValidValues, string.Create(CultureInfo.InvariantCulture, $"{image.Pixels[at]}")), measured: false);
        if (broken) frame.MarkInvalid(label);
    }
}
