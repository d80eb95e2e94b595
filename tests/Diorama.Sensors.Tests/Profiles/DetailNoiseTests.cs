using Diorama.Core.Randomness;

namespace Diorama.Sensors.Tests.Profiles;

/// <summary>
/// The chain by which darktable's profiles are measured, on noise that is known: mosaic, demosaicing by pixel grouping (after
/// Lin 2003), one Haar step.
/// </summary>
public class DetailNoiseTests {
    private const int Size = 768;

    /// <summary>Red is half of green and blue 0.6 of it, as daylight is in raw values.</summary>
    private static double Level(int x, int y, double green) =>
        (x % 2, y % 2) switch { (0, 0) => 0.5 * green, (1, 1) => 0.6 * green, _ => green };

    private static double[,] Mosaic(double a, double b, ulong seed) {
        var mosaic = new double[Size, Size];
        KeyedGenerator random = Keyed.Start(seed).With("detail").Generator();
        for (int y = 0; y < Size; y++) {
            for (int x = 0; x < Size; x++) {
                // A smooth scene, from dark to bright.
                double level = Level(x, y, 0.1 + 0.7 * (x + 0.3 * y) / (1.3 * Size));
                mosaic[y, x] = level + Math.Sqrt(a * level + b) * random.NextNormal();
            }
        }
        return mosaic;
    }

    /// <summary>
    /// Green at every pixel, as dcraw and after it darktable have it: at red and blue ones along the axis of the lesser differences, from
    /// the neighbours and the curvature of the pixel's own colour, between the two neighbours.
    /// </summary>
    private static double[,] Green(double[,] m) {
        var green = (double[,])m.Clone();
        for (int y = 3; y < Size - 3; y++) {
            for (int x = 3; x < Size - 3; x++) {
                if (x % 2 != y % 2) continue;
                (double least, double best) = (double.PositiveInfinity, 0);
                foreach ((int dx, int dy) in ((int, int)[])[(1, 0), (0, 1)]) {
                    double At(int n) => m[y + n * dy, x + n * dx];
                    double difference = 3 * (Math.Abs(At(-2) - At(0)) + Math.Abs(At(2) - At(0)) + Math.Abs(At(-1) - At(1)))
                        + 2 * (Math.Abs(At(3) - At(1)) + Math.Abs(At(-3) - At(-1)));
                    double guess = (2 * (At(-1) + At(0) + At(1)) - At(-2) - At(2)) / 4;
                    if (difference < least)
                        (least, best) = (difference, Math.Clamp(guess, Math.Min(At(-1), At(1)), Math.Max(At(-1), At(1))));
                }
                green[y, x] = best;
            }
        }
        return green;
    }

    /// <summary>Variance of the diagonal detail (p₀₀ − p₀₁ − p₁₀ + p₁₁)/4 by its median deviation, over that of the pixels.</summary>
    private static double Share(double[,] image, double a, double b) {
        // In bands of equal brightness, as the noise depends on it.
        var ratios = new List<double>();
        var details = new List<double>();
        for (int band = 0; band < 16; band++) {
            details.Clear();
            double mean = 0;
            for (int y = 4; y < Size - 5; y += 2) {
                for (int x = Size / 16 * band + 4; x < Size / 16 * (band + 1) - 4; x += 2) {
                    double p = image[y, x], q = image[y, x + 1], r = image[y + 1, x], s = image[y + 1, x + 1];
                    details.Add(Math.Abs((p - q - r + s) / 4));
                    mean += (p + q + r + s) / 4;
                }
            }
            details.Sort();
            double sigma = details[details.Count / 2] / 0.6745;
            ratios.Add(sigma * sigma / (a * mean / details.Count + b));
        }
        return ratios.Average();
    }

    [Theory]
    [InlineData(2e-5, 0)]
    [InlineData(1e-3, 0)]
    [InlineData(1e-4, 2e-5)]
    public void Detail_HasAKnownShareOfAPixelsVariance(double a, double b) {
        var white = new double[Size, Size];
        KeyedGenerator random = Keyed.Start(3).With("white").Generator();
        for (int y = 0; y < Size; y++) for (int x = 0; x < Size; x++) white[y, x] = 0.5 + Math.Sqrt(a * 0.5 + b) * random.NextNormal();
        Assert.Equal(0.25, Share(white, a, b), 0.01);
        Assert.Equal(0.077, Share(Green(Mosaic(a, b, 1)), a, b), 0.005);
    }
}
