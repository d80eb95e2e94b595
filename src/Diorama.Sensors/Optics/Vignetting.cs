using Diorama.Sensors.Planes;

namespace Diorama.Sensors.Optics;

/// <summary>
/// Vignetting, which darkens the corners: falloff = (1 − strength) + strength · cos⁴θ, with tan θ = r · tan θ₀ and r the distance from the
/// centre, 1 in the corner. cos⁴ is the natural law of a thin lens; lenses correct a part of it, retrofocus lenses most.
/// </summary>
public static class Vignetting {
    /// <param name="planes">Colour planes; changed in place.</param>
    /// <param name="strength">Strength: 0 is none, 1 the full cos⁴ law.</param>
    /// <param name="cornerAngle">Angle θ₀ in radians from the optical axis to a corner.</param>
    /// <param name="threads">Largest number of threads; 0 uses all cores.</param>
    public static void Apply(ColorPlanes planes, float strength, float cornerAngle, int threads = 0) {
        if (strength == 0) return;
        int width = planes.Width, height = planes.Height;
        RowBands.Run(height, threads, (from, to) => {
            for (int y = from; y < to; y++) {
                for (int channel = 0; channel < 3; channel++) {
                    Span<float> row = planes[channel].Row(y);
                    for (int x = 0; x < row.Length; x++) row[x] *= Falloff(x, y, width, height, strength, cornerAngle);
                }
            }
        });
    }

    /// <summary>Returns the factor by which a pixel is darkened.</summary>
    public static float Falloff(int x, int y, int width, int height, float strength, float cornerAngle) {
        float dx = x + 0.5f - 0.5f * width, dy = y + 0.5f - 0.5f * height, tangent = MathF.Tan(cornerAngle);
        float squared = (dx * dx + dy * dy) / (0.25f * (width * width + height * height)) * tangent * tangent;
        float cosine2 = 1 / (1 + squared);
        return 1 - strength + strength * cosine2 * cosine2;
    }
}
