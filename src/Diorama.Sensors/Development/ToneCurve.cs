using Diorama.Core.Colors;

namespace Diorama.Sensors.Development;

/// <summary>
/// From linear values to what is shown: the sRGB curve, then a part of the S-shape 3e² − 2e³ that cameras give pictures for contrast.
/// </summary>
public sealed class ToneCurve {
    private const int Steps = 4096;
    private readonly float[] table = new float[Steps + 2];

    /// <param name="contrast">0 the sRGB curve alone, 1 the whole S.</param>
    public ToneCurve(float contrast) {
        for (int i = 0; i < table.Length; i++) {
            float root = Math.Min(1, i / (float)Steps);
            table[i] = Exact(root * root, contrast);
        }
    }

    /// <summary>The encoded value, 0 to 1, of a linear one; outside of 0 to 1 it is clipped.</summary>
    public float Apply(float linear) {
        // Over the root, the curve bends little where it is dark.
        float at = MathF.Sqrt(Math.Clamp(linear, 0, 1)) * Steps;
        int i = (int)at;
        return table[i] + (table[i + 1] - table[i]) * (at - i);
    }

    /// <summary>The formula that the table holds.</summary>
    public static float Exact(float linear, float contrast) {
        float e = SRgb.FromLinear(linear);
        return e + contrast * (e * e * (3 - 2 * e) - e);
    }
}
