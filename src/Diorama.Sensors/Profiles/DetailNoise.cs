using System.Numerics;

namespace Diorama.Sensors.Profiles;

/// <summary>
/// What darktable's profiles say of a raw pixel. They are measured on demosaiced images without white balance: the variance of the diagonal
/// detail of one Haar step, both of whose differences are halved, over the mean (darktable, tools/noise/noiseprofile.c). Of independent
/// noise that detail has a quarter of a pixel's variance, and after demosaicing less.
/// </summary>
internal static class DetailNoise {
    /// <summary>
    /// Share of a green pixel's variance that the detail has after demosaicing by PPG, darktable's default until 2021: 0.076 to 0.081 in a
    /// simulation of the chain (the tests repeat it), 0.077 in the median of twelve cameras whose full wells are published.
    /// </summary>
    public const double Share = 0.077;

    /// <summary>Sensitivities from this multiple of the lowest on are without a visible fixed pattern.</summary>
    private const double HighSensitivity = 8;
    /// <summary>Brightest level of the fitted line.</summary>
    private const double Fitted = 0.8;

    /// <summary>
    /// Computes the noise of raw pixels, the same for red, green and blue, whose pixels share well and amplifier. Red and blue of the
    /// measurement are not used, as darktable does not: their detail is mostly green's noise at the level of red or blue, and tells the
    /// colour of the light of the measurement.
    /// </summary>
    /// <remarks>
    /// Shot noise a grows in proportion to ISO. What exceeds that at low ISO, the same amount at each, is the fixed pattern: pixels whose
    /// sensitivity differs by p have the variance p²·x², and a line fitted from 0 to x₁ takes x₁·p² of it for a and −x₁²·p²/6 for b.
    /// </remarks>
    /// <param name="measured">ISO with a and b of green, in the order of increasing ISO, at least one.</param>
    public static NoisePoint[] OfPixels(IReadOnlyList<(double Iso, double A, double B)> measured) {
        double low = measured[0].Iso;
        double[] high = [.. measured.Where(p => p.Iso >= HighSensitivity * low).Select(p => p.A / p.Iso)];
        double slope = Median(high.Length >= 3 ? high : [.. measured.Select(p => p.A / p.Iso)]);
        double pattern = Median([.. measured.Where(p => p.Iso <= HighSensitivity * low).Select(Excess)]);
        return [.. measured.Select(p => {
            double excess = Math.Min(pattern, Excess(p));
            return new NoisePoint(p.Iso, new Vector3((float)((p.A - excess) / Share)),
                new Vector3((float)(Math.Max(0, p.B + excess * Fitted / 6) / Share)));
        })];

        double Excess((double Iso, double A, double B) p) => Math.Max(0, p.A - slope * p.Iso);
    }

    private static double Median(double[] values) {
        Array.Sort(values);
        int middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
