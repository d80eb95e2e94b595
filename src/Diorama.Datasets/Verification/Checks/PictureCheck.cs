using System.Globalization;
using Diorama.Core.Colors;

namespace Diorama.Datasets.Verification.Checks;

/// <summary>Checks that pictures are neither black nor of one colour.</summary>
public sealed class PictureCheck : ConsistencyCheck {
    /// <summary>Mean of the 8-bit values below which a picture counts as black; pictures of night scenes are exposed above it.</summary>
    private const double Black = 1;

    public override string Name => "pictures";
    public override string Sentence => "No picture is black or of one colour.";
    public override string Tolerance => "a mean of 1 of 255 is black";

    public override void Check(CheckedFrame frame, Findings findings) {
        if (frame.Get<Rgb8>("image") is not { } picture) return;
        long sum = 0;
        bool even = true;
        foreach (Rgb8 p in picture.Pixels) {
            sum += p.R + p.G + p.B;
            even &= p == picture.Pixels[0];
        }
        double mean = sum / (3.0 * picture.Pixels.Length);
        findings.Expect(mean >= Black && !even, frame.File("image"), "", "a picture that shows something",
            mean < Black ? string.Create(CultureInfo.InvariantCulture, $"black, a mean of {mean:0.##} of 255") : "one colour everywhere");
    }
}
