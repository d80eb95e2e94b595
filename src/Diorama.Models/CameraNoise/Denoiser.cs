using System.Runtime.InteropServices;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Learning.Metrics;
using Diorama.Learning.Training;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Layers;
using Diorama.Tensors.Optimisers;
using Diorama.Tensors;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// A DnCNN denoiser (Zhang et al. 2017) as small as the one that Kousha et al. (CVPR 2022) train: nine convolutions, all but the first and
/// the last with batch normalisation. The network computes the noise, which is subtracted.
/// </summary>
public sealed class Denoiser : Module {
    private const double Levels = 255;
    /// <summary>
    /// Unit of the network's output, grey levels: about the size of noise, which the last layer would otherwise take long to learn.
    /// </summary>
    private const double Scale = 16;
    /// <summary>Receptive field to each side, pixels: one for each layer.</summary>
    private readonly int reach;

    private readonly Sequential body;

    /// <param name="layers">Number of convolutions.</param>
    /// <param name="features">Number of channels between the convolutions.</param>
    public Denoiser(int layers = 9, int features = 32) {
        reach = layers;
        var parts = new List<Layer> { Convolution(3, features, bias: true), new Apply(Functional.Relu) };
        for (int i = 2; i < layers; i++)
            parts.AddRange([Convolution(features, features, bias: false), new BatchNorm(features), new Apply(Functional.Relu)]);
        parts.Add(Convolution(features, 3, bias: false));
        body = RegisterModule("body", new Sequential([.. parts]));
    }

    private static Conv2d Convolution(int inputs, int outputs, bool bias) {
        var layer = new Conv2d(inputs, outputs, 3, padding: 1, bias: bias);
        Initial.Orthogonal(layer.Weight);
        using var mode = GradientMode.Off();
        layer.Bias?.Zero();
        return layer;
    }

    /// <summary>
    /// Computes the denoised images [B,3,H,W] from noisy ones [B,3,H,W] with values from 0 to 255; the result is neither rounded nor
    /// clamped.
    /// </summary>
    public Tensor Forward(Tensor noisy) => noisy - body.Forward(noisy / Levels) * Scale;

    /// <summary>Computes half the sum of squared errors per image, for values from 0 to 1.</summary>
    public Tensor Loss(Tensor noisy, Tensor clean) => ((Forward(noisy) - clean) / Levels).Square().Sum() * (0.5 / noisy.Size(0));

    /// <summary>Denoises a whole image.</summary>
    public Image<Rgb8> Clean(Image<Rgb8> noisy) {
        bool training = Training;
        Eval();
        Image<Rgb8> clean = PictureTiles.Map(noisy, reach, (piece, _, _) => (Forward(piece) + 0.5).Floor().Clamp(0, Levels));
        Train(training);
        return clean;
    }
}

/// <summary>Parameters of the training of a <see cref="Denoiser"/>.</summary>
public sealed record DenoiserTraining {
    public int Layers { get; init; } = 9;
    public int Features { get; init; } = 24;
    public int Steps { get; init; } = 1500;
    /// <summary>Number of crops per step.</summary>
    public int Batch { get; init; } = 16;
    /// <summary>Side of a square crop, pixels.</summary>
    public int Crop { get; init; } = 36;
    /// <summary>Initial learning rate; a tenth of it from 60 % of the steps on, a twentieth from 85 % on.</summary>
    public double LearningRate { get; init; } = 1e-3;
    /// <summary>Seed of the initial weights and crops. Noise sampled from a model has its own seed.</summary>
    public ulong Seed { get; init; }
}

/// <summary>A clean image and noisy images of it, one of which is chosen at random for each crop.</summary>
public sealed record DenoiserExample(Image<Rgb8> Clean, IReadOnlyList<Image<Rgb8>> Noisy);

/// <summary>
/// Trains a <see cref="Denoiser"/> with Adam. The same seed gives the same initial weights and crops, whatever the noise is.
/// </summary>
public static class DenoiserTrainer {
    /// <param name="examples">Training images, at least as large as a crop.</param>
    /// <param name="training">Parameters of the training.</param>
    /// <param name="options">Where the weights are written.</param>
    public static Denoiser Train(IReadOnlyList<DenoiserExample> examples, DenoiserTraining training, TrainingOptions? options = null) {
        using var run = TrainingRun.Start(training.Seed, options);
        var denoiser = new Denoiser(training.Layers, training.Features);
        var adam = new Adam(denoiser.Parameters, training.LearningRate);
        Keyed key = Keyed.Start(training.Seed).With("denoiser crops");
        var plan = new TrainingPlan { Steps = training.Steps, Decay = RateDecay.Constant, Drops = [(0.6, 0.1), (0.85, 0.05)] };
        run.Run(denoiser, adam, plan, step => {
            var (noisy, clean) = Crops(examples, training, key.With(step));
            return denoiser.Loss(noisy, clean);
        });
        return denoiser;
    }

    /// <summary>Cuts the crops of a step, noisy and clean, [B,3,S,S].</summary>
    private static (Tensor Noisy, Tensor Clean) Crops(IReadOnlyList<DenoiserExample> examples, DenoiserTraining training, Keyed key) {
        KeyedGenerator random = key.Generator();
        int size = training.Crop, length = 3 * size * size;
        float[] noisy = new float[training.Batch * length], clean = new float[noisy.Length];
        for (int i = 0; i < training.Batch; i++) {
            DenoiserExample example = examples[random.NextInt(examples.Count)];
            int x = random.NextInt(example.Clean.Width - size + 1), y = random.NextInt(example.Clean.Height - size + 1);
            // Exactly one random number for the choice, however many noisy images there are.
            Image<Rgb8> drawn = example.Noisy[(int)(random.NextUInt64() % (ulong)example.Noisy.Count)];
            Copy(drawn, x, y, size, 1, noisy.AsSpan(i * length, length));
            Copy(example.Clean, x, y, size, 1, clean.AsSpan(i * length, length));
        }
        return (Tensor.FromBlob(noisy, training.Batch, 3, size, size), Tensor.FromBlob(clean, training.Batch, 3, size, size));
    }

    /// <summary>Copies a square of pixels, every <paramref name="step"/>-th each way, as three planes.</summary>
    internal static void Copy(Image<Rgb8> image, int left, int top, int size, int step, Span<float> target) {
        int plane = size * size;
        for (int y = 0; y < size; y++) {
            ReadOnlySpan<byte> row = MemoryMarshal.AsBytes(image.Row(top + y * step)[left..]);
            for (int x = 0; x < size; x++) for (int c = 0; c < 3; c++) target[c * plane + y * size + x] = row[3 * x * step + c];
        }
    }
}

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
    public double Of(NoiseModel model, CancellationToken cancellation = default) {
        var examples = new List<DenoiserExample>();
        Torch.Seed(training.Seed + 1);
        foreach (NoisePair pair in set.Train.Pairs) {
            NoiseConditions conditions = NoiseConditions.Of(set.Grid, pair.Source, pair.Iso);
            examples.Add(new(pair.Clean, [.. Enumerable.Range(0, Draws).Select(_ => Draw(model, pair.Clean, conditions))]));
            cancellation.ThrowIfCancellationRequested();
        }
        return Score(examples, cancellation);
    }

    /// <summary>
    /// Computes the signal-to-noise ratio of the test images after denoising, by a denoiser that was trained with the real noisy images;
    /// dB, mean over images.
    /// </summary>
    public double OfRealPairs(CancellationToken cancellation = default) =>
        Score([.. set.Train.Pairs.Select(p => new DenoiserExample(p.Clean, [p.Noisy]))], cancellation);

    private double Score(IReadOnlyList<DenoiserExample> examples, CancellationToken cancellation) {
        Denoiser denoiser = DenoiserTrainer.Train(examples, training, new() { Cancellation = cancellation });
        return set.Test.Pairs.Average(p => SignalToNoise(denoiser.Clean(p.Noisy), p.Clean));
    }

    private static Image<Rgb8> Draw(NoiseModel model, Image<Rgb8> clean, NoiseConditions conditions) {
        model.Eval();
        return PictureTiles.Map(clean, 0, (piece, _, _) => model.Sample(piece, conditions));
    }

    private static double SignalToNoise(Image<Rgb8> picture, Image<Rgb8> clean) {
        using var scope = new TensorScope();
        return ImageSimilarity.Psnr(PictureTensor.Of(picture), PictureTensor.Of(clean), 255);
    }
}
