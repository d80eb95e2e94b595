using Diorama.Core.Images;
using Diorama.Sensors.Planes;

namespace Diorama.Sensors.Optics;

/// <summary>
/// Gaussian blur in two passes: the combined effect of diffraction, focus, anti-aliasing filter and pixel area on a point. Edge pixels are
/// repeated outside the image. Weights are integrals of the Gaussian over pixels, so that sum and variance are right even for small
/// standard deviations.
/// </summary>
public static class GaussianFilter {
    /// <param name="planes">Colour planes; all three are replaced.</param>
    /// <param name="deviation">Standard deviation in pixels; 0 is none.</param>
    /// <param name="threads">Largest number of threads; 0 uses all cores.</param>
    public static void Apply(ColorPlanes planes, float deviation, int threads = 0) {
        if (deviation <= 0) return;
        for (int channel = 0; channel < 3; channel++) planes[channel] = Apply(planes[channel], deviation, threads);
    }

    public static Image<float> Apply(Image<float> image, float deviation, int threads = 0) {
        float[] weights = Weights(deviation);
        int width = image.Width, height = image.Height, radius = weights.Length / 2;
        var across = new Image<float>(width, height);
        RowBands.Run(height, threads, (from, to) => {
            var padded = new float[width + 2 * radius];
            for (int y = from; y < to; y++) {
                ReadOnlySpan<float> row = image.Row(y);
                row.CopyTo(padded.AsSpan(radius));
                padded.AsSpan(0, radius).Fill(row[0]);
                padded.AsSpan(radius + width).Fill(row[^1]);
                Span<float> target = across.Row(y);
                target.Clear();
                for (int k = 0; k < weights.Length; k++) Rows.AddScaled(target, padded.AsSpan(k, width), weights[k]);
            }
        });
        var result = new Image<float>(width, height);
        RowBands.Run(height, threads, (from, to) => {
            for (int y = from; y < to; y++) {
                Span<float> target = result.Row(y);
                for (int k = 0; k < weights.Length; k++) Rows.AddScaled(target, across.Row(Math.Clamp(y + k - radius, 0, height - 1)),
                    weights[k]);
            }
        });
        return result;
    }

    /// <summary>Returns an odd number of weights with sum 1.</summary>
    internal static float[] Weights(float deviation) {
        int radius = Math.Max(1, (int)MathF.Ceiling(3 * deviation));
        var weights = new float[2 * radius + 1];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++) {
            double at = i - radius;
            double weight = Below(at + 0.5) - Below(at - 0.5);
            weights[i] = (float)weight;
            sum += weight;
        }
        for (int i = 0; i < weights.Length; i++) weights[i] = (float)(weights[i] / sum);
        return weights;

        double Below(double x) => Core.Randomness.StandardNormal.Cumulative(x / deviation);
    }
}
