using Diorama.Core.Colors;
using Diorama.Core.Images;

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
    private double divergence, byScene;
    private int patches, pictures;

    private struct Spread {
        public double Count, RealSum, RealSquare, DrawnSum, DrawnSquare;
    }

    /// <summary>Adds a clean image with its true noise and with sampled noise.</summary>
    public void Add(NoisePair pair, Image<Rgb8> sample) {
        for (int y = 0; y + NoiseHistogram.Size <= sample.Height; y += NoiseHistogram.Size) {
            for (int x = 0; x + NoiseHistogram.Size <= sample.Width; x += NoiseHistogram.Size, patches++)
                divergence += NoiseHistogram.Divergence(pair, sample, x, y);
        }
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
