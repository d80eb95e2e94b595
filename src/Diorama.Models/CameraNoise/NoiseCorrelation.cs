using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// Correlation of noise between neighbouring pixels and between colours, over all added patches of <see cref="NoiseHistogram.Size"/>²
/// pixels. The mean of each patch and colour is subtracted, because the brightness drifts between two shots of a scene, which is not noise.
/// </summary>
internal sealed class NoiseCorrelation {
    private const int Size = NoiseHistogram.Size;
    private readonly double[] squares = new double[3], right = new double[3], below = new double[3], colors = new double[2];
    private readonly float[][] patch = [new float[Size * Size], new float[Size * Size], new float[Size * Size]];

    /// <summary>Correlations of a pixel with the next one in its row, for each of the three colours.</summary>
    public IEnumerable<double> Right => Enumerable.Range(0, 3).Select(c => Share(right[c], squares[c]));

    /// <summary>Correlations of a pixel with the one below, for each of the three colours.</summary>
    public IEnumerable<double> Below => Enumerable.Range(0, 3).Select(c => Share(below[c], squares[c]));

    /// <summary>Correlations between red and green, and between green and blue.</summary>
    public IEnumerable<double> Colors => Enumerable.Range(0, 2).Select(c => Share(colors[c], Math.Sqrt(squares[c] * squares[c + 1])));

    private static double Share(double product, double square) => square > 0 ? product / square : 0;

    public void Add(Image<Rgb8> clean, Image<Rgb8> noisy) {
        for (int y = 0; y + Size <= clean.Height; y += Size) for (int x = 0; x + Size <= clean.Width; x += Size) Add(clean, noisy, x, y);
    }

    private void Add(Image<Rgb8> clean, Image<Rgb8> noisy, int left, int top) {
        for (int i = 0; i < Size * Size; i++) {
            Rgb8 c = clean[left + i % Size, top + i / Size], n = noisy[left + i % Size, top + i / Size];
            (patch[0][i], patch[1][i], patch[2][i]) = (n.R - c.R, n.G - c.G, n.B - c.B);
        }
        for (int c = 0; c < 3; c++) {
            float[] p = patch[c];
            float mean = p.Average();
            for (int i = 0; i < p.Length; i++) p[i] -= mean;
            for (int i = 0; i < p.Length; i++) {
                squares[c] += p[i] * p[i];
                // There are fewer pairs of neighbours within a patch than pixels.
                if (i % Size < Size - 1) right[c] += p[i] * p[i + 1] * Size / (Size - 1);
                if (i < Size * (Size - 1)) below[c] += p[i] * p[i + Size] * Size / (Size - 1);
            }
        }
        for (int c = 0; c < 2; c++) for (int i = 0; i < Size * Size; i++) colors[c] += patch[c][i] * patch[c + 1][i];
    }

    /// <summary>Computes the mean of the absolute differences.</summary>
    public static double Difference(IEnumerable<double> first, IEnumerable<double> second) =>
        first.Zip(second, (a, b) => Math.Abs(a - b)).Average();
}
