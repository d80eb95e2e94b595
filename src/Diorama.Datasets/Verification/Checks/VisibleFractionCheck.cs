using System.Globalization;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Verification.Checks;

/// <summary>Checks visible fractions against pixel counts, and visible masks against amodal ones.</summary>
public sealed class VisibleFractionCheck : ConsistencyCheck {
    private const double Rounding = 1e-6;

    public override string Name => "visible fraction";
    public override string Sentence => "visible_fraction is visible over amodal pixels, and the visible mask lies within the amodal one.";
    public override string Tolerance => "1e-6, the rounding of a 32-bit number";

    public override void Check(CheckedFrame frame, Findings findings) {
        foreach (ObjectRecord o in frame.Record.Objects) {
            string place = $"object {o.Id} '{o.Name}'";
            if (o is { VisiblePixels: { } visible, AmodalPixels: { } amodal, VisibleFraction: { } fraction }) {
                double wanted = amodal > 0 ? (double)visible / amodal : 0, off = Math.Abs(fraction - wanted);
                findings.Deviate(off);
                findings.Expect(off <= Rounding, frame.Line, $"{place}, visible_fraction",
                    string.Create(CultureInfo.InvariantCulture, $"{visible}/{amodal} = {wanted:0.######}"),
                        fraction.ToString(CultureInfo.InvariantCulture));
            }
            if (o.VisibleMask is null || o.AmodalMask is null || !frame.IsUsable(MasksCheck.Key(o))) continue;
            if (MasksCheck.Decoded(frame, o, o.VisibleMask, "visible_mask", new()) is not { } seen
                || MasksCheck.Decoded(frame, o, o.AmodalMask, "amodal_mask", findings) is not { } whole) continue;
            int outside = 0;
            for (int i = 0; i < seen.Pixels.Length; i++) outside += seen.Pixels[i] & ~whole.Pixels[i];
            findings.Expect(outside == 0, frame.Line, $"{place}, amodal_mask", "all pixels of the visible mask",
                $"{outside} that are not in it");
        }
    }
}
