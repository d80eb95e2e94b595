using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Tensors;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// Compares sources of training noise by their use: a denoiser is trained on clean images with noise from a model, and denoises photographs
/// of unseen scenes. Every source gets the same clean images, crops, initial weights and number of steps.
/// </summary>
/// <param name="set">Noise pairs: clean images of the training part are trained with, noisy images of the test part are denoised.</param>
/// <param name="training">Parameters of the training, including the seed.</param>
public sealed class DenoiserComparison(NoiseSet set, DenoiserTraining training) {
    /// <summary>Number of noisy images that a model samples for each training image.</summary>
    private const int Draws = 4;

    /// <summary>Signal-to-noise ratio of the noisy test images, dB, mean over images.</summary>
    public double Untouched => set.Test.Pairs.Average(p => SignalToNoise(p.Noisy, p.Clean));

    /// <summary>
    /// Computes the signal-to-noise ratio of the test images after denoising, by a denoiser that was trained with the noise of a model; dB,
    /// mean over images.
    /// </summary>
    public double Of(NoiseModel model, Action<double>? progress = null, CancellationToken cancellation = default) {
        var examples = new List<DenoiserExample>();
        Torch.Seed(training.Seed + 1);
        foreach (NoisePair pair in set.Train.Pairs) {
            NoiseConditions conditions = NoiseConditions.Of(set.Grid, pair.Source, pair.Iso);
            examples.Add(new(pair.Clean, [.. Enumerable.Range(0, Draws).Select(_ => Draw(model, pair.Clean, conditions))]));
            cancellation.ThrowIfCancellationRequested();
            progress?.Invoke(0.1 * examples.Count / set.Train.Pairs.Count);
        }
        return Score(examples, share => progress?.Invoke(0.1 + 0.9 * share), cancellation);
    }

    /// <summary>
    /// Computes the signal-to-noise ratio of the test images after denoising, by a denoiser that was trained with the real noisy images;
    /// dB, mean over images.
    /// </summary>
    public double OfRealPairs(Action<double>? progress = null, CancellationToken cancellation = default) =>
        Score([.. set.Train.Pairs.Select(p => new DenoiserExample(p.Clean, [p.Noisy]))], progress, cancellation);

    private double Score(IReadOnlyList<DenoiserExample> examples, Action<double>? progress, CancellationToken cancellation) {
        Denoiser denoiser = DenoiserTrainer.Train(examples, training, share => progress?.Invoke(0.9 * share), cancellation);
        double sum = 0;
        int done = 0;
        foreach (NoisePair pair in set.Test.Pairs) {
            sum += SignalToNoise(denoiser.Clean(pair.Noisy), pair.Clean);
            progress?.Invoke(0.9 + 0.1 * ++done / set.Test.Pairs.Count);
        }
        return sum / set.Test.Pairs.Count;
    }

    private static Image<Rgb8> Draw(NoiseModel model, Image<Rgb8> clean, NoiseConditions conditions) {
        model.Eval();
        return PictureTiles.Map(clean, 0, (piece, _, _) => model.Sample(piece, conditions));
    }

    /// <summary>Computes the peak signal-to-noise ratio 10·log₁₀(255² / mean squared difference), dB.</summary>
    public static double SignalToNoise(Image<Rgb8> picture, Image<Rgb8> clean) {
        double sum = 0;
        for (int i = 0; i < clean.Pixels.Length; i++) {
            Rgb8 a = picture.Pixels[i], b = clean.Pixels[i];
            sum += (a.R - b.R) * (a.R - b.R) + (a.G - b.G) * (a.G - b.G) + (a.B - b.B) * (a.B - b.B);
        }
        return 10 * Math.Log10(255.0 * 255.0 * 3 * clean.Pixels.Length / sum);
    }
}
