using System.Numerics;
using System.Runtime.Intrinsics;

namespace Diorama.Rendering.Lights;

/// <summary>
/// Spectra of eight wavelength bands of 40 nm centred at 400, 440 … 680 nm, for the atmosphere: enough for its smooth spectra, and one SIMD
/// register. <see cref="ToRec709"/> returns linear Rec.709 whose luminance is ∫ L(λ) ȳ(λ) dλ in watts (times 683 lm/W: candela).
/// </summary>
internal static class Spectrum {
    public const int Bands = 8;

    public static readonly Vector256<float> Micrometres = Vector256.Create(0.40f, 0.44f, 0.48f, 0.52f, 0.56f, 0.60f, 0.64f, 0.68f);

    /// <summary>Solar irradiance above the atmosphere, W·m⁻²·nm⁻¹, band means rounded from ASTM E490.</summary>
    public static readonly Vector256<float> Sun = Vector256.Create(1.55f, 1.80f, 2.04f, 1.86f, 1.82f, 1.75f, 1.62f, 1.49f);

    private static readonly Vector256<float>[] Rec709 = Weights();

    /// <summary>Computes for each band the Rec.709 colour of a unit of spectral radiance (per nm).</summary>
    private static Vector256<float>[] Weights() {
        var weights = new Vector256<float>[3];
        for (int band = 0; band < Bands; band++) {
            // The last band includes the visible red beyond it.
            int from = 380 + 40 * band, to = band == Bands - 1 ? 760 : from + 40;
            double x = 0, y = 0, z = 0;
            for (int nm = from; nm < to; nm++) {
                double l = nm + 0.5;
                x += X(l);
                y += Y(l);
                z += Z(l);
            }
            // IEC 61966-2-1: linear Rec.709 from XYZ.
            weights[0] = weights[0].WithElement(band, (float)(3.2406 * x - 1.5372 * y - 0.4986 * z));
            weights[1] = weights[1].WithElement(band, (float)(-0.9689 * x + 1.8758 * y + 0.0415 * z));
            weights[2] = weights[2].WithElement(band, (float)(0.0557 * x - 0.2040 * y + 1.0570 * z));
        }
        return weights;
    }

    // CIE 1931 colour matching: multi-lobe fits of Wyman, Sloan and Shirley 2013, JCGT 2(2), section 2.2.
    private static double X(double l) =>
        1.056 * Lobe(l, 599.8, 37.9, 31.0) + 0.362 * Lobe(l, 442.0, 16.0, 26.7) - 0.065 * Lobe(l, 501.1, 20.4, 26.2);
    private static double Y(double l) => 0.821 * Lobe(l, 568.8, 46.9, 40.5) + 0.286 * Lobe(l, 530.9, 16.3, 31.1);
    private static double Z(double l) => 1.217 * Lobe(l, 437.0, 11.8, 36.0) + 0.681 * Lobe(l, 459.0, 26.0, 13.8);

    private static double Lobe(double l, double mean, double below, double above) {
        double t = (l - mean) / (l < mean ? below : above);
        return Math.Exp(-0.5 * t * t);
    }

    /// <summary>
    /// Converts a spectrum to linear Rec.709. Colours outside the gamut (deep twilight blue) are clipped at zero, because a light cannot be
    /// negative.
    /// </summary>
    public static Vector3 ToRec709(Vector256<float> s) =>
        Vector3.Max(Vector3.Zero, new(Vector256.Dot(Rec709[0], s), Vector256.Dot(Rec709[1], s), Vector256.Dot(Rec709[2], s)));

    /// <summary>Returns a reflectance spectrum for an RGB colour: blue up to 490 nm, red from 580 nm, green between.</summary>
    public static Vector256<float> FromAlbedo(Vector3 c) => Vector256.Create(c.Z, c.Z, c.Z, c.Y, c.Y, c.X, c.X, c.X);
}
