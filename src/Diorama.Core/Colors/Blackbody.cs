using System.Numerics;

namespace Diorama.Core.Colors;

/// <summary>
/// Colour of a black body: Planck's law through the CIE 1931 2° observer, in the analytic fit of Wyman, Sloan and Shirley 2013
/// ("Simple Analytic Approximations to the CIE XYZ Color Matching Functions", JCGT 2(2), multi-lobe).
/// </summary>
public static class Blackbody {
    /// <summary>
    /// Returns the linear Rec.709 colour, scaled to luminance 1. Below about 1900 K the blue component would be negative and is set to 0.
    /// </summary>
    /// <param name="kelvin">Temperature in kelvin, 500 to 100,000.</param>
    public static Vector3 Color(float kelvin) {
        if (!(kelvin is >= 500 and <= 100_000)) throw new ArgumentOutOfRangeException(nameof(kelvin), kelvin,
            "500 K to 100,000 K is expected");
        double x = 0, y = 0, z = 0;
        for (double nm = 360; nm <= 830; nm += 5) {
            // Planck's constants fold into c2 = hc/k; the scale cancels below.
            double power = Math.Pow(nm / 560, -5) / (Math.Exp(1.438776877e7 / (nm * kelvin)) - 1);
            x += power * (Lobe(nm, 1.056, 599.8, 37.9, 31.0) + Lobe(nm, 0.362, 442.0, 16.0, 26.7) + Lobe(nm, -0.065, 501.1, 20.4, 26.2));
            y += power * (Lobe(nm, 0.821, 568.8, 46.9, 40.5) + Lobe(nm, 0.286, 530.9, 16.3, 31.1));
            z += power * (Lobe(nm, 1.217, 437.0, 11.8, 36.0) + Lobe(nm, 0.681, 459.0, 26.0, 13.8));
        }
        // XYZ to linear Rec.709, IEC 61966-2-1.
        (x, z) = (x / y, z / y);
        var rgb = Vector3.Max(Vector3.Zero, new(
            (float)(3.2406 * x - 1.5372 - 0.4986 * z),
            (float)(-0.9689 * x + 1.8758 + 0.0415 * z),
            (float)(0.0557 * x - 0.2040 + 1.0570 * z)));
        return rgb / Luminance.Of(rgb);
    }

    private static double Lobe(double nm, double height, double centre, double widthBelow, double widthAbove) {
        double t = (nm - centre) / (nm < centre ? widthBelow : widthAbove);
        return height * Math.Exp(-0.5 * t * t);
    }
}
