using Diorama.Core.Colors;
using Diorama.Core.Randomness;
using Diorama.Tensors;

namespace Diorama.Models.CameraNoise;

/// <summary>Quality of a model on the noise of held-out scenes.</summary>
/// <param name="Nll">Negative log-likelihood per value, nats; null for a source of noise without density.</param>
/// <param name="Distance">Distance between sampled and true noise.</param>
public sealed record NoiseScores(double? Nll, NoiseDistance Distance) {
    /// <summary>
    /// Computes the scores of a model on the test part of a set. The random numbers start at <paramref name="seed"/>, and samples are drawn
    /// at <paramref name="temperature"/>.
    /// </summary>
    public static NoiseScores Of(NoiseModel model, NoiseSet set, ulong seed, double temperature = 1, Action<double>? progress = null) {
        model.Eval();
        double nll = NoiseTrainer.Nll(model, set.Test, [.. Enumerable.Range(0, set.Test.Count)]);
        progress?.Invoke(0.4);
        Torch.Seed(seed + 1);
        var comparison = new NoiseComparison();
        for (int i = 0; i < set.Test.Pairs.Count; i++) {
            using var scope = new TensorScope();
            NoisePair pair = set.Test.Pairs[i];
            comparison.Add(pair, PictureTensor.ToImage(model.Sample(PictureTensor.Of(pair.Clean),
                NoiseConditions.Of(set.Grid, pair.Source, pair.Iso), temperature)));
            progress?.Invoke(0.4 + 0.6 * (i + 1) / set.Test.Pairs.Count);
        }
        return new(nll, comparison.Result());
    }

    /// <summary>
    /// Estimates the scores of a perfect model, from second shots of the same scenes; without these, only the divergence is known, from
    /// independent normal noise with the standard deviation of each patch.
    /// </summary>
    public static NoiseScores Floor(NoiseSet set) {
        if (set.Test.Pairs.All(p => p.Again is not null)) {
            var comparison = new NoiseComparison();
            foreach (NoisePair pair in set.Test.Pairs) comparison.Add(pair, pair.Again!);
            return new(null, comparison.Result());
        }
        double sum = 0;
        int patches = 0;
        Keyed key = Keyed.Start(0).With("divergence floor");
        foreach (NoisePair pair in set.Test.Pairs) {
            for (int y = 0; y + NoiseHistogram.Size <= pair.Noisy.Height; y += NoiseHistogram.Size) {
                for (int x = 0; x + NoiseHistogram.Size <= pair.Noisy.Width; x += NoiseHistogram.Size, patches++)
                    sum += NoiseHistogram.NormalFloor(Deviation(pair, x, y), key.With(patches));
            }
        }
        return new(null, new(sum / patches, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN));
    }

    private static double Deviation(NoisePair pair, int left, int top) {
        double sum = 0, square = 0, count = 3.0 * NoiseHistogram.Size * NoiseHistogram.Size;
        for (int y = top; y < top + NoiseHistogram.Size; y++) {
            for (int x = left; x < left + NoiseHistogram.Size; x++) {
                Rgb8 n = pair.Noisy[x, y], c = pair.Clean[x, y];
                foreach (int d in (ReadOnlySpan<int>)[n.R - c.R, n.G - c.G, n.B - c.B]) (sum, square) = (sum + d, square + d * d);
            }
        }
        return Math.Sqrt(Math.Max(0, square / count - sum / count * (sum / count)));
    }
}
