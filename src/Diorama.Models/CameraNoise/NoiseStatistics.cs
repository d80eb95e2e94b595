using System.Numerics;
using Diorama.Core.Colors;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// Mean and covariance of noise between red, green and blue, for each combination of a grid, in grey levels, after dequantisation of both
/// images.
/// </summary>
public sealed class NoiseStatistics {
    private readonly double[] counts;
    private readonly double[,] sums, products;

    public NoiseGrid Grid { get; }

    private NoiseStatistics(NoiseGrid grid) {
        Grid = grid;
        (counts, sums, products) = (new double[grid.Count + 1], new double[grid.Count + 1, 3], new double[grid.Count + 1, 9]);
    }

    public static NoiseStatistics Of(NoisePatches patches) {
        var statistics = new NoiseStatistics(patches.Grid);
        foreach (NoisePair pair in patches.Pairs) statistics.Add(pair);
        return statistics;
    }

    private void Add(NoisePair pair) {
        int index = Grid.IndexOfIso(pair.Iso) * Grid.Cameras.Count + Grid.IndexOfCamera(pair.Source);
        Span<double> sum = stackalloc double[3], product = stackalloc double[9], d = stackalloc double[3];
        for (int i = 0; i < pair.Noisy.Pixels.Length; i++) {
            Rgb8 n = pair.Noisy.Pixels[i], c = pair.Clean.Pixels[i];
            (d[0], d[1], d[2]) = (n.R - c.R, n.G - c.G, n.B - c.B);
            for (int a = 0; a < 3; a++) {
                sum[a] += d[a];
                for (int b = 0; b < 3; b++) product[3 * a + b] += d[a] * d[b];
            }
        }
        // The entry after the last one sums over all combinations.
        foreach (int at in (ReadOnlySpan<int>)[index, Grid.Count]) {
            counts[at] += pair.Noisy.Pixels.Length;
            for (int a = 0; a < 3; a++) sums[at, a] += sum[a];
            for (int a = 0; a < 9; a++) products[at, a] += product[a];
        }
    }

    /// <summary>True if there were images of a combination; for other combinations, mean and covariance are those of all images.</summary>
    public bool Has(int index) => counts[index] > 0;

    /// <summary>Computes the mean square of noise at a sensitivity, over cameras and colours.</summary>
    public double Square(int iso) {
        double sum = 0;
        int cameras = Grid.Cameras.Count;
        for (int i = 0; i < cameras * 3; i++) sum += Covariance(iso * cameras + i / 3, i % 3, i % 3, aboutMean: false);
        return sum / (cameras * 3);
    }

    private int At(int index) => Has(index) ? index : Grid.Count;

    public Vector3 Mean(int index) {
        int at = At(index);
        return new((float)(sums[at, 0] / counts[at]), (float)(sums[at, 1] / counts[at]), (float)(sums[at, 2] / counts[at]));
    }

    /// <summary>
    /// Computes the covariance of two colours, or their mean product. The variance includes 1/12 for each of the two uniform numbers that
    /// dequantisation adds.
    /// </summary>
    public double Covariance(int index, int a, int b, bool aboutMean = true) {
        int at = At(index);
        double mean = aboutMean ? sums[at, a] / counts[at] * (sums[at, b] / counts[at]) : 0;
        return products[at, 3 * a + b] / counts[at] - mean + (a == b ? 1.0 / 6 : 0);
    }
}
