using System.Runtime.Intrinsics;
using Diorama.Core.Images;
using Diorama.Sensors.Planes;

namespace Diorama.Sensors.Development;

/// <summary>
/// Noise reduction as in cameras: luma and each colour difference become a mean over 5×5 pixels with the weight 1 / (1 + d²/s²) of their
/// difference d (a sigma filter with Lorentzian weights; Lee 1983, Black et al. 1998). Colour differences tolerate much stronger smoothing
/// than luma.
/// </summary>
public static class Denoising {
    private const int Radius = 2;

    /// <param name="planes">Encoded colours, 0 to 1; changed in place.</param>
    /// <param name="luma">Scale s for luma; 0 leaves it unchanged.</param>
    /// <param name="chroma">Scale s for the colour differences B − Y and R − Y; 0 leaves them unchanged.</param>
    /// <param name="threads">Largest number of threads; 0 uses all cores.</param>
    public static void Apply(ColorPlanes planes, float luma, float chroma, int threads = 0) {
        if (luma <= 0 && chroma <= 0) return;
        Image<float> y = Luma.Of(planes, threads), red = planes.R, blue = planes.B;
        Rows.AddScaled(red.Pixels, y.Pixels, -1);
        Rows.AddScaled(blue.Pixels, y.Pixels, -1);
        if (chroma > 0) (red, blue) = (Smooth(red, chroma, threads), Smooth(blue, chroma, threads));
        if (luma > 0) y = Smooth(y, luma, threads);
        float[] r = planes.R.Pixels, g = planes.G.Pixels, b = planes.B.Pixels;
        RowBands.Run(planes.Height, threads, (from, to) => {
            for (int i = from * planes.Width; i < to * planes.Width; i++) {
                float luminance = y.Pixels[i];
                r[i] = red.Pixels[i] + luminance;
                b[i] = blue.Pixels[i] + luminance;
                g[i] = (luminance - Luma.Red * r[i] - Luma.Blue * b[i]) / Luma.Green;
            }
        });
    }

    private static Image<float> Smooth(Image<float> image, float s, int threads) {
        int width = image.Width, height = image.Height, stride = width + 2 * Radius;
        var result = new Image<float>(width, height);
        float inverse = 1 / (s * s);
        RowBands.Run(height, threads, (from, to) => {
            // Rows with a border, in which the edge pixels are repeated.
            var window = new float[(2 * Radius + 1) * stride];
            for (int y = from; y < to; y++) {
                for (int k = 0; k <= 2 * Radius; k++) {
                    ReadOnlySpan<float> row = image.Row(Math.Clamp(y + k - Radius, 0, height - 1));
                    Span<float> target = window.AsSpan(k * stride, stride);
                    row.CopyTo(target[Radius..]);
                    target[..Radius].Fill(row[0]);
                    target[(Radius + width)..].Fill(row[^1]);
                }
                SmoothRow(window, stride, inverse, result.Row(y));
            }
        });
        return result;
    }

    private static void SmoothRow(float[] window, int stride, float inverse, Span<float> target) {
        int x = 0;
        Vector256<float> one = Vector256.Create(1f), scale = Vector256.Create(inverse);
        for (; x <= target.Length - 8; x += 8) {
            Vector256<float> centre = Vector256.LoadUnsafe(ref window[Radius * stride + Radius + x]), sum = Vector256<float>.Zero,
                weights = Vector256<float>.Zero;
            for (int k = 0; k <= 2 * Radius; k++) {
                for (int j = 0; j <= 2 * Radius; j++) {
                    Vector256<float> value = Vector256.LoadUnsafe(ref window[k * stride + x + j]), difference = value - centre;
                    Vector256<float> weight = one / (one + difference * difference * scale);
                    weights += weight;
                    sum += weight * value;
                }
            }
            (sum / weights).CopyTo(target[x..]);
        }
        for (; x < target.Length; x++) {
            float centre = window[Radius * stride + Radius + x], sum = 0, weights = 0;
            for (int k = 0; k <= 2 * Radius; k++) {
                for (int j = 0; j <= 2 * Radius; j++) {
                    float value = window[k * stride + x + j], difference = value - centre,
                        weight = 1 / (1 + difference * difference * inverse);
                    weights += weight;
                    sum += weight * value;
                }
            }
            target[x] = sum / weights;
        }
    }
}
