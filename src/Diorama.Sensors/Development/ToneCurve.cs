using Diorama.Core.Colors;

namespace Diorama.Sensors.Development;

/// <summary>
/// Tone curve from linear to encoded values: the sRGB curve, blended with the S-curve 3e² − 2e³ that cameras apply for contrast.
/// </summary>
public sealed class ToneCurve {
    private const int Steps = 4096;
    private readonly float[] table = new float[Steps + 2];

    /// <param name="contrast">Weight of the S-curve: 0 is the sRGB curve alone, 1 the full S-curve.</param>
    public ToneCurve(float contrast) {
        for (int i = 0; i < table.Length; i++) {
            float root = Math.Min(1, i / (float)Steps);
            table[i] = Exact(root * root, contrast);
        }
    }

    /// <summary>Returns the encoded value, 0 to 1, of a linear one; values outside 0 to 1 are clipped.</summary>
    public float Apply(float linear) {
        // As a function of the square root, the curve is nearly straight in the dark, where the table must be accurate.
        float at = MathF.Sqrt(Math.Clamp(linear, 0, 1)) * Steps;
        int i = (int)at;
        return table[i] + (table[i + 1] - table[i]) * (at - i);
    }

    /// <summary>Computes the tone curve by the formula that the table samples.</summary>
    public static float Exact(float linear, float contrast) {
        float e = SRgb.FromLinear(linear);
        return e + contrast * (e * e * (3 - 2 * e) - e);
    }
}
