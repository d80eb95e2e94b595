using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;

namespace Diorama.Models.CameraNoise;

/// <summary>Distances between the noise sampled from a model and the true noise of the same clean images.</summary>
/// <param name="Divergence">Mean of <see cref="NoiseHistogram"/> divergences over patches, nats.</param>
/// <param name="Horizontal">Absolute difference of the correlation between horizontal neighbours, over all patches of all images, mean over
/// colours (<see cref="NoiseCorrelation"/>).</param>
/// <param name="Vertical">Absolute difference of the correlation between vertical neighbours, computed in the same way.</param>
/// <param name="Colors">Absolute difference of the correlation between colours of a pixel, mean of red–green and green–blue.</param>
/// <param name="ByScene">Mean of these three distances, computed for each image alone and averaged: it includes differences between scenes
/// that no model can predict.</param>
/// <param name="Deviation">Mean relative error of the standard deviation, over intensities, colours and combinations of camera and
/// sensitivity.</param>
public sealed record NoiseDistance(double Divergence, double Horizontal, double Vertical, double Colors, double ByScene, double Deviation) {
    /// <summary>Largest of the three distances of correlations.</summary>
    public double Correlation => Math.Max(Horizontal, Math.Max(Vertical, Colors));
}

/// <summary>Accumulates a <see cref="NoiseDistance"/> over images.</summary>
public sealed class NoiseComparison {
    /// <summary>
    /// Width of an intensity bin in grey levels of the clean image, and the smallest number of pixels in a bin that counts.
    /// </summary>
    private const int Levels = 16, Fewest = 1000;

    private readonly SortedDictionary<(string Source, double Iso), Spread[]> spreads = [];
    private readonly NoiseCorrelation realAll = new(), drawnAll = new();
    private readonly List<double> divergences = [];
    private double divergence, byScene;
    private int patches, pictures;

    /// <summary>Mean divergence of the patches of each image, nats.</summary>
    public IReadOnlyList<double> Divergences => divergences;

    private struct Spread {
        public double Count, RealSum, RealSquare, DrawnSum, DrawnSquare;
    }

    /// <summary>Adds a clean image with its true noise and with sampled noise.</summary>
    public void Add(NoisePair pair, Image<Rgb8> sample) {
        (double before, int from) = (divergence, patches);
        for (int y = 0; y + NoiseHistogram.Size <= sample.Height; y += NoiseHistogram.Size) {
            for (int x = 0; x + NoiseHistogram.Size <= sample.Width; x += NoiseHistogram.Size, patches++)
                divergence += NoiseHistogram.Divergence(pair, sample, x, y);
        }
        divergences.Add((divergence - before) / (patches - from));
        NoiseCorrelation realOne = new(), drawnOne = new();
        foreach (NoiseCorrelation c in (NoiseCorrelation[])[realAll, realOne]) c.Add(pair.Clean, pair.Noisy);
        foreach (NoiseCorrelation c in (NoiseCorrelation[])[drawnAll, drawnOne]) c.Add(pair.Clean, sample);
        byScene += (Right(realOne, drawnOne) + Below(realOne, drawnOne) + Between(realOne, drawnOne)) / 3;
        pictures++;
        AddSpreads(pair, Noise(pair.Clean, pair.Noisy), Noise(pair.Clean, sample));
    }

    public NoiseDistance Result() {
        double error = 0;
        int bins = 0;
        foreach (Spread[] table in spreads.Values) {
            foreach (Spread s in table.Where(s => s.Count >= Fewest)) {
                double real = Deviation(s.RealSum, s.RealSquare, s.Count), drawn = Deviation(s.DrawnSum, s.DrawnSquare, s.Count);
                error += Math.Abs(drawn - real) / real;
                bins++;
            }
        }
        return new(divergence / patches, Right(realAll, drawnAll), Below(realAll, drawnAll), Between(realAll, drawnAll), byScene / pictures,
            error / Math.Max(1, bins));

        // Rounding alone has the variance 1/12; adding it keeps images with almost no noise from counting too much.
        static double Deviation(double sum, double square, double count) =>
            Math.Sqrt(Math.Max(0, square / count - sum / count * (sum / count)) + 1.0 / 12);
    }

    private static float[][] Noise(Image<Rgb8> clean, Image<Rgb8> noisy) {
        float[][] planes = [new float[clean.Pixels.Length], new float[clean.Pixels.Length], new float[clean.Pixels.Length]];
        for (int i = 0; i < clean.Pixels.Length; i++) {
            Rgb8 c = clean.Pixels[i], n = noisy.Pixels[i];
            (planes[0][i], planes[1][i], planes[2][i]) = (n.R - c.R, n.G - c.G, n.B - c.B);
        }
        return planes;
    }

    private static double Right(NoiseCorrelation a, NoiseCorrelation b) => NoiseCorrelation.Difference(a.Right, b.Right);
    private static double Below(NoiseCorrelation a, NoiseCorrelation b) => NoiseCorrelation.Difference(a.Below, b.Below);
    private static double Between(NoiseCorrelation a, NoiseCorrelation b) => NoiseCorrelation.Difference(a.Colors, b.Colors);

    private void AddSpreads(NoisePair pair, float[][] real, float[][] drawn) {
        if (!spreads.TryGetValue((pair.Source, pair.Iso), out Spread[]? table))
            spreads.Add((pair.Source, pair.Iso), table = new Spread[3 * 256 / Levels]);
        for (int i = 0; i < pair.Clean.Pixels.Length; i++) {
            Rgb8 clean = pair.Clean.Pixels[i];
            for (int c = 0; c < 3; c++) {
                ref Spread s = ref table[c * (256 / Levels) + (c == 0 ? clean.R : c == 1 ? clean.G : clean.B) / Levels];
                double r = real[c][i], d = drawn[c][i];
                s.Count++;
                (s.RealSum, s.RealSquare, s.DrawnSum, s.DrawnSquare) =
                    (s.RealSum + r, s.RealSquare + r * r, s.DrawnSum + d, s.DrawnSquare + d * d);
            }
        }
    }
}

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

/// <summary>
/// Draws magnified patches of held-out images side by side: the camera's noise at the left, then that of each model. If the images may be
/// published, a row shows the patch itself; the row below it shows the noise alone on grey.
/// </summary>
public static class NoiseSheet {
    private const int Patch = 40, Magnification = 5, Gap = 6, Contrast = 3;
    private const byte Grey = 128, Paper = 255;

    /// <param name="pairs">Noise pairs, with one or two rows for each.</param>
    /// <param name="samples">Returns the noisy images of all models for a pair.</param>
    /// <param name="withPictures">True to show the patches themselves too.</param>
    public static Image<Rgb8> Draw(IReadOnlyList<NoisePair> pairs, Func<NoisePair, IReadOnlyList<Image<Rgb8>>> samples, bool withPictures) {
        var rows = new List<List<Image<Rgb8>>>();
        foreach (NoisePair pair in pairs) {
            Image<Rgb8>[] all = [pair.Noisy, .. samples(pair)];
            if (withPictures) rows.Add([.. all.Select(i => Cut(i, (x, y) => i[x, y]))]);
            rows.Add([.. all.Select(i => Cut(i, (x, y) => Noise(i[x, y], pair.Clean[x, y])))]);
        }
        int step = Patch * Magnification + Gap;
        var sheet = new Image<Rgb8>(rows[0].Count * step - Gap, rows.Count * step - Gap);
        Array.Fill(sheet.Pixels, new(Paper, Paper, Paper));
        for (int r = 0; r < rows.Count; r++) {
            for (int c = 0; c < rows[r].Count; c++) {
                for (int i = 0; i < Patch * Magnification; i++)
                    rows[r][c].Row(i).CopyTo(sheet.Row(r * step + i).Slice(c * step, Patch * Magnification));
            }
        }
        return sheet;
    }

    /// <summary>Cuts the middle of an image and magnifies each pixel to a square.</summary>
    private static Image<Rgb8> Cut(Image<Rgb8> from, Func<int, int, Rgb8> color) {
        int left = (from.Width - Patch) / 2, top = (from.Height - Patch) / 2, size = Patch * Magnification;
        var cut = new Image<Rgb8>(size, size);
        for (int y = 0; y < size; y++) for (int x = 0; x < size; x++) cut[x, y] = color(left + x / Magnification, top + y / Magnification);
        return cut;
    }

    private static Rgb8 Noise(Rgb8 noisy, Rgb8 clean) => new(Level(noisy.R - clean.R), Level(noisy.G - clean.G), Level(noisy.B - clean.B));

    private static byte Level(int noise) => (byte)Math.Clamp(Grey + Contrast * noise, 0, 255);
}
