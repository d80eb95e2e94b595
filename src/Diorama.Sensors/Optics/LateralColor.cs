using Diorama.Core.Images;
using Diorama.Sensors.Planes;

namespace Diorama.Sensors.Optics;

/// <summary>Lateral chromatic aberration: red and blue are imaged slightly larger or smaller than green.</summary>
public static class LateralColor {
    /// <param name="planes">Colour planes; red and blue are replaced.</param>
    /// <param name="red">
    /// Magnification of red relative to green, 1 is none; 1.0005 shifts the corner of a 24 megapixel image by 1.8 pixels.
    /// </param>
    /// <param name="blue">Magnification of blue relative to green, 1 is none.</param>
    /// <param name="threads">Largest number of threads; 0 uses all cores.</param>
    public static void Apply(ColorPlanes planes, float red, float blue, int threads = 0) {
        if (red != 1) planes[0] = Scaled(planes[0], red, threads);
        if (blue != 1) planes[2] = Scaled(planes[2], blue, threads);
    }

    /// <summary>
    /// Returns the image magnified about its centre, with bilinear interpolation; edge pixels are repeated outside the image.
    /// </summary>
    private static Image<float> Scaled(Image<float> image, float magnification, int threads) {
        int width = image.Width, height = image.Height;
        var result = new Image<float>(width, height);
        float inverse = 1 / magnification, cx = 0.5f * width, cy = 0.5f * height;
        RowBands.Run(height, threads, (from, to) => {
            for (int y = from; y < to; y++) {
                float v = Math.Clamp((y + 0.5f - cy) * inverse + cy - 0.5f, 0, height - 1);
                int y0 = (int)v, y1 = Math.Min(y0 + 1, height - 1);
                float fy = v - y0;
                ReadOnlySpan<float> upper = image.Row(y0), lower = image.Row(y1);
                Span<float> target = result.Row(y);
                for (int x = 0; x < target.Length; x++) {
                    float u = Math.Clamp((x + 0.5f - cx) * inverse + cx - 0.5f, 0, width - 1);
                    int x0 = (int)u, x1 = Math.Min(x0 + 1, width - 1);
                    float fx = u - x0;
                    float top = upper[x0] + (upper[x1] - upper[x0]) * fx, bottom = lower[x0] + (lower[x1] - lower[x0]) * fx;
                    target[x] = top + (bottom - top) * fy;
                }
            }
        });
        return result;
    }
}
