using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// Divergence between the true noise and the sampled noise of a patch, as Kousha et al. measure it: Σ p·ln(p/q) of the histograms p (true)
/// and q (sampled) of all colours of 32×32 pixels, with 130 bins of 4 grey levels from −260 on and one added to each count.
/// </summary>
public static class NoiseHistogram {
    /// <summary>Side of a patch, pixels.</summary>
    public const int Size = 32;

    private const int Bins = 130, Width = 4, Lowest = -260, Numbers = 3 * Size * Size;

    /// <summary>Computes the divergence of the patch whose upper left corner is at (x, y), nats.</summary>
    public static double Divergence(NoisePair pair, Image<Rgb8> sample, int x, int y) {
        Span<int> real = stackalloc int[Bins], drawn = stackalloc int[Bins];
        for (int j = y; j < y + Size; j++) {
            for (int i = x; i < x + Size; i++) {
                Rgb8 clean = pair.Clean[i, j], noisy = pair.Noisy[i, j], other = sample[i, j];
                Count(real, noisy.R - clean.R, noisy.G - clean.G, noisy.B - clean.B);
                Count(drawn, other.R - clean.R, other.G - clean.G, other.B - clean.B);
            }
        }
        return Divergence(real, drawn, Numbers);
    }

    /// <summary>
    /// Computes the divergence of one patch of any size, nats; values are whole numbers, in the same order in all three arguments.
    /// </summary>
    public static double Divergence(ReadOnlySpan<float> noisy, ReadOnlySpan<float> sample, ReadOnlySpan<float> clean) {
        Span<int> real = stackalloc int[Bins], drawn = stackalloc int[Bins];
        for (int i = 0; i < clean.Length; i++) {
            real[Bin((int)(noisy[i] - clean[i]))]++;
            drawn[Bin((int)(sample[i] - clean[i]))]++;
        }
        return Divergence(real, drawn, clean.Length);
    }

    /// <summary>
    /// Estimates the divergence between two samples of the same independent normal noise: the least that any model can be expected to
    /// reach.
    /// </summary>
    /// <param name="deviation">Standard deviation of the noise, grey levels.</param>
    /// <param name="key">Key of the random samples.</param>
    public static double NormalFloor(double deviation, Keyed key) {
        Span<int> first = stackalloc int[Bins], second = stackalloc int[Bins];
        KeyedGenerator random = key.Generator();
        for (int i = 0; i < Numbers; i++) {
            first[Bin(Draw(ref random))]++;
            second[Bin(Draw(ref random))]++;
        }
        return Divergence(first, second, Numbers);

        int Draw(ref KeyedGenerator random) => 
            (int)Math.Clamp(Math.Round(deviation * StandardNormal.Quantile(random.NextDouble() + 1e-17)), Lowest,
            Lowest + Bins * Width - 1);
    }

    private static void Count(Span<int> histogram, int r, int g, int b) {
        histogram[Bin(r)]++;
        histogram[Bin(g)]++;
        histogram[Bin(b)]++;
    }

    private static int Bin(int noise) => (noise - Lowest) / Width;

    private static double Divergence(ReadOnlySpan<int> real, ReadOnlySpan<int> drawn, int numbers) {
        double sum = 0;
        for (int i = 0; i < Bins; i++) {
            double p = real[i] + 1, q = drawn[i] + 1;
            sum += p / (numbers + Bins) * Math.Log(p / q);
        }
        return sum;
    }
}
