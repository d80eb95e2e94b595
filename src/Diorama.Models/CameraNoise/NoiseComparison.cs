using Diorama.Core.Images;

namespace Diorama.Models.CameraNoise;

/// <summary>How far noise that a model draws is from the true noise of the same clean pictures.</summary>
/// <param name="Divergence">Mean of <see cref="NoiseHistogram"/> over patches, nats.</param>
/// <param name="Horizontal">Mean over pictures and colours of |difference of the correlation between horizontal neighbours|.</param>
/// <param name="Vertical">The same of vertical neighbours.</param>
/// <param name="Colors">The same between red and green, and green and blue, of a pixel.</param>
/// <param name="Deviation">Mean relative error of the standard deviation, over intensities, colours and combinations of camera and sensitivity.</param>
public sealed record NoiseDistance(double Divergence, double Horizontal, double Vertical, double Colors, double Deviation);

/// <summary>Gathers <see cref="NoiseDistance"/> picture by picture.</summary>
public sealed class NoiseComparison {
    /// <summary>Grey levels of the clean picture that are taken together, and pixels that there have to be of them.</summary>
    private const int Levels = 16, Fewest = 1000;

    private readonly SortedDictionary<(string Source, double Iso), Spread[]> spreads = [];
    private double divergence, horizontal, vertical, colors;
    private int patches, pictures;

    private struct Spread {
        public double Count, RealSum, RealSquare, DrawnSum, DrawnSquare;
    }

    /// <summary>A clean picture with its true noise and with noise that was drawn.</summary>
    public void Add(NoisePair pair, Image<Rgb8> sample) {
        for (int y = 0; y + NoiseHistogram.Size <= sample.Height; y += NoiseHistogram.Size) {
            for (int x = 0; x + NoiseHistogram.Size <= sample.Width; x += NoiseHistogram.Size, patches++) divergence += NoiseHistogram.Divergence(pair, sample, x, y);
        }
        float[][] real = Noise(pair.Clean, pair.Noisy), drawn = Noise(pair.Clean, sample);
        int width = sample.Width;
        for (int c = 0; c < 3; c++) {
            horizontal += Math.Abs(Neighbours(drawn[c], width, 1) - Neighbours(real[c], width, 1)) / 3;
            vertical += Math.Abs(Neighbours(drawn[c], width, width) - Neighbours(real[c], width, width)) / 3;
        }
        for (int c = 0; c < 2; c++) colors += Math.Abs(Correlation(drawn[c], drawn[c + 1]) - Correlation(real[c], real[c + 1])) / 2;
        pictures++;
        AddSpreads(pair, real, drawn);
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
        return new(divergence / patches, horizontal / pictures, vertical / pictures, colors / pictures, error / Math.Max(1, bins));

        // Rounding alone has the variance 1/12, which keeps what is nearly without noise from counting too much.
        static double Deviation(double sum, double square, double count) => Math.Sqrt(Math.Max(0, square / count - sum / count * (sum / count)) + 1.0 / 12);
    }

    private static float[][] Noise(Image<Rgb8> clean, Image<Rgb8> noisy) {
        float[][] planes = [new float[clean.Pixels.Length], new float[clean.Pixels.Length], new float[clean.Pixels.Length]];
        for (int i = 0; i < clean.Pixels.Length; i++) {
            Rgb8 c = clean.Pixels[i], n = noisy.Pixels[i];
            (planes[0][i], planes[1][i], planes[2][i]) = (n.R - c.R, n.G - c.G, n.B - c.B);
        }
        return planes;
    }

    /// <summary>Of each pixel with the one <paramref name="step"/> further on; the last column goes on in the next row, which is one pair in a few hundred.</summary>
    private static double Neighbours(float[] noise, int width, int step) =>
        step == 1 ? Correlation(noise.AsSpan(0, noise.Length - 1), noise.AsSpan(1)) : Correlation(noise.AsSpan(0, noise.Length - width), noise.AsSpan(width));

    private static double Correlation(ReadOnlySpan<float> first, ReadOnlySpan<float> second) {
        double a = 0, b = 0, aa = 0, bb = 0, ab = 0;
        for (int i = 0; i < first.Length; i++) {
            double u = first[i], v = second[i];
            (a, b, aa, bb, ab) = (a + u, b + v, aa + u * u, bb + v * v, ab + u * v);
        }
        double n = first.Length, spread = (aa - a * a / n) * (bb - b * b / n);
        return spread > 0 ? (ab - a * b / n) / Math.Sqrt(spread) : 0;
    }

    private void AddSpreads(NoisePair pair, float[][] real, float[][] drawn) {
        if (!spreads.TryGetValue((pair.Source, pair.Iso), out Spread[]? table)) spreads.Add((pair.Source, pair.Iso), table = new Spread[3 * 256 / Levels]);
        for (int i = 0; i < pair.Clean.Pixels.Length; i++) {
            Rgb8 clean = pair.Clean.Pixels[i];
            for (int c = 0; c < 3; c++) {
                ref Spread s = ref table[c * (256 / Levels) + (c == 0 ? clean.R : c == 1 ? clean.G : clean.B) / Levels];
                double r = real[c][i], d = drawn[c][i];
                s.Count++;
                (s.RealSum, s.RealSquare, s.DrawnSum, s.DrawnSquare) = (s.RealSum + r, s.RealSquare + r * r, s.DrawnSum + d, s.DrawnSquare + d * d);
            }
        }
    }
}
