using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Learning.Export;
using Diorama.Learning.Metrics;
using Diorama.Learning.Training;
using Diorama.Tensors;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Files;
using Diorama.Tensors.Layers;
using Diorama.Tensors.Optimisers;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// Doubles width and height of a noisy photograph and takes its noise away: convolutions at the small size, the last of which makes the
/// four pixels that each one becomes (sub-pixel convolution; Shi et al. 2016), added to what cubic interpolation gives.
/// </summary>
public sealed class Upscaler : Module {
    /// <summary>Name of its weights, and of the model in them.</summary>
    public const string Name = "upscale";

    private const double Levels = 255, Scale = 16;
    private const int Factor = 2;
    /// <summary>Cubic interpolation halfway between two pixels (Catmull and Rom 1974), of the pixels −1, 0, 1 and 2.</summary>
    private static readonly float[] halfway = [-1 / 16f, 9 / 16f, 9 / 16f, -1 / 16f];

    private readonly Sequential body;
    private readonly int reach;

    /// <param name="layers">Number of convolutions.</param>
    /// <param name="features">Number of channels between them.</param>
    public Upscaler(int layers = 7, int features = 32) {
        reach = layers;
        var parts = new List<Layer> { new Conv2d(3, features, 3, padding: 1), new Apply(Functional.Relu) };
        for (int i = 2; i < layers; i++) parts.AddRange([new Conv2d(features, features, 3, padding: 1), new Apply(Functional.Relu)]);
        var last = new Conv2d(features, 3 * Factor * Factor, 3, padding: 1);
        parts.Add(last);
        body = RegisterModule("body", new Sequential([.. parts]));
        using var mode = GradientMode.Off();
        // At first, what interpolation gives.
        last.Weight.Zero();
        last.Bias!.Zero();
    }

    /// <summary>Reads the weights of the usual size.</summary>
    /// <exception cref="BadInputException">The file cannot be read, or holds something else.</exception>
    public static Upscaler Read(string path) {
        if (TrainedModels.Metadata(path).GetValueOrDefault("model") is var model && model != Name)
            throw new BadInputException($"{path} has weights of {model ?? "something else"}, expected those of an upscaler");
        var upscaler = new Upscaler();
        Weights.Load(path, upscaler);
        upscaler.Eval();
        return upscaler;
    }

    /// <summary>
    /// Computes images [B, 3, 2·H, 2·W] from small ones [B, 3, H, W], 0 to 255; the pixels of a small one are every second pixel of the
    /// large one, from the first on. The result is neither rounded nor clamped.
    /// </summary>
    public Tensor Forward(Tensor small) =>
        Interpolated(small) + Functional.PixelShuffle(body.Forward(small / Levels), Factor) * Scale;

    /// <summary>Interpolates cubically: [B, 3, H, W] → [B, 3, 2·H, 2·W], with the given pixels at even places.</summary>
    public static Tensor Interpolated(Tensor small) {
        Tensor weights = Cubic().To(small.Device, small.DType);
        Tensor padded = Functional.Pad(small, [1, 2, 1, 2], "replicate");
        return Functional.PixelShuffle(Functional.Conv2d(padded, weights, null, groups: 3), Factor);
    }

    /// <summary>Weights of the four places that a pixel becomes, [12, 1, 4, 4]: colour by colour, row by row.</summary>
    private static Tensor Cubic() {
        var taps = new float[Factor, 4];
        taps[0, 1] = 1;
        for (int i = 0; i < 4; i++) taps[1, i] = halfway[i];
        var kernels = new float[3 * Factor * Factor * 16];
        for (int k = 0; k < kernels.Length; k++) {
            int place = k / 16 % (Factor * Factor);
            kernels[k] = taps[place / Factor, k % 16 / 4] * taps[place % Factor, k % 4];
        }
        return Tensor.From(kernels, 3 * Factor * Factor, 1, 4, 4);
    }

    /// <summary>
    /// Writes the network as ONNX: input <c>small</c> [N, 3, H, W], output <c>large</c> [N, 3, 2·H, 2·W], 0 to 255, neither rounded nor
    /// clamped.
    /// </summary>
    public void Export(string path) {
        using var scope = new TensorScope();
        var graph = new OnnxGraph("upscale");
        string small = graph.Input("small", "N", "3", "H", "W");
        string value = graph.Add("Div", "scaled", [small, graph.Constant("levels", (float)Levels)]);
        (string Name, Tensor Tensor)[] tensors = [.. NamedTensors()];
        int layers = tensors.Length / 2;
        for (int i = 0; i < layers; i++) {
            string weight = graph.Constant($"weight_{i}", tensors[2 * i].Tensor),
                bias = graph.Constant($"bias_{i}", tensors[2 * i + 1].Tensor);
            value = graph.Add("Conv", $"conv_{i}", [value, weight, bias], ("kernel_shape", new long[] { 3, 3 }),
                ("pads", new long[] { 1, 1, 1, 1 }));
            if (i < layers - 1) value = graph.Add("Relu", $"relu_{i}", [value]);
        }
        (string, object)[] shuffle = [("blocksize", (long)Factor), ("mode", "CRD")];
        value = graph.Add("Mul", "change", [graph.Add("DepthToSpace", "shuffled", [value], shuffle),
            graph.Constant("scale", (float)Scale)]);
        string padded = graph.Add("Pad", "padded", [small, graph.Constant("pads", 0, 0, 1, 1, 0, 0, 2, 2)], ("mode", "edge"));
        string places = graph.Add("Conv", "places", [padded, graph.Constant("cubic", Cubic())], ("kernel_shape", new long[] { 4, 4 }),
            ("group", 3L));
        graph.Add("Add", "large", [graph.Add("DepthToSpace", "interpolated", [places], shuffle), value]);
        graph.Output("large", "N", "3", "height", "width");
        graph.Write(path);
    }

    /// <summary>Doubles an image.</summary>
    /// <param name="small">Image, sRGB.</param>
    /// <param name="progress">Progress callback; receives the completed fraction, 0 to 1.</param>
    public Image<Rgb8> Double(Image<Rgb8> small, Action<double>? progress = null) {
        bool training = Training;
        Eval();
        Image<Rgb8> large = PictureTiles.Map(small, reach + 2, (piece, _, _) => Whole(Forward(piece)), progress, Factor);
        Train(training);
        return large;
    }

    /// <summary>Doubles an image by interpolation alone.</summary>
    public static Image<Rgb8> DoubleByInterpolation(Image<Rgb8> small) =>
        PictureTiles.Map(small, 3, (piece, _, _) => Whole(Interpolated(piece)), null, Factor);

    private static Tensor Whole(Tensor picture) => (picture + 0.5).Floor().Clamp(0, Levels);
}

/// <summary>Parameters of the training of an <see cref="Upscaler"/>.</summary>
public sealed record UpscalerTraining {
    public int Layers { get; init; } = 7;
    public int Features { get; init; } = 32;
    public int Steps { get; init; } = 2000;
    /// <summary>Number of crops per step.</summary>
    public int Batch { get; init; } = 16;
    /// <summary>Side of a square crop at full size, pixels; even.</summary>
    public int Crop { get; init; } = 48;
    public double LearningRate { get; init; } = 1e-3;
    /// <summary>Seed of the initial weights and crops. Noise sampled from a model has its own seed.</summary>
    public ulong Seed { get; init; }
}

/// <summary>
/// Trains an <see cref="Upscaler"/> with Adam on the mean absolute difference. The same seed gives the same initial weights and crops,
/// whatever the noise is.
/// </summary>
public static class UpscalerTrainer {
    /// <param name="examples">Clean images and noisy ones of the same size, of which every second pixel is what the network sees.</param>
    /// <param name="training">Parameters of the training.</param>
    /// <param name="options">Where the weights are written.</param>
    public static Upscaler Train(IReadOnlyList<DenoiserExample> examples, UpscalerTraining training, TrainingOptions? options = null) {
        using var run = TrainingRun.Start(training.Seed, options);
        var upscaler = new Upscaler(training.Layers, training.Features);
        var adam = new Adam(upscaler.Parameters, training.LearningRate);
        Keyed key = Keyed.Start(training.Seed).With("upscaler crops");
        run.Run(upscaler, adam, new() { Steps = training.Steps, WarmUp = 50, MaxGradientNorm = 5 }, step => {
            var (small, large) = Crops(examples, training, key.With(step));
            return (upscaler.Forward(small) - large).Abs().Mean() / 255;
        });
        return upscaler;
    }

    /// <summary>Makes training images: clean renders, each with the noise of its camera at its sensitivity by a model.</summary>
    /// <param name="pairs">Pairs whose clean images are taken.</param>
    /// <param name="grid">Grid of the pairs' cameras.</param>
    /// <param name="model">Model of the noise.</param>
    /// <param name="seed">Seed of the noise.</param>
    public static IReadOnlyList<DenoiserExample> Examples(IEnumerable<NoisePair> pairs, NoiseGrid grid, NoiseModel model, ulong seed) {
        Torch.Seed(seed + 1);
        return [.. pairs.Select(p => new DenoiserExample(p.Clean,
            [SuperResolutionComparison.Noisy(model, p.Clean, NoiseConditions.Of(grid, p.Source, p.Iso))]))];
    }

    /// <summary>Cuts the crops of a step: noisy [B, 3, S/2, S/2] and clean [B, 3, S, S].</summary>
    private static (Tensor Small, Tensor Large) Crops(IReadOnlyList<DenoiserExample> examples, UpscalerTraining training, Keyed key) {
        KeyedGenerator random = key.Generator();
        int size = training.Crop, half = size / 2;
        float[] small = new float[training.Batch * 3 * half * half], large = new float[training.Batch * 3 * size * size];
        for (int i = 0; i < training.Batch; i++) {
            DenoiserExample example = examples[random.NextInt(examples.Count)];
            int x = random.NextInt(example.Clean.Width - size + 1), y = random.NextInt(example.Clean.Height - size + 1);
            // Exactly one random number for the choice, however many noisy images there are.
            Image<Rgb8> drawn = example.Noisy[(int)(random.NextUInt64() % (ulong)example.Noisy.Count)];
            DenoiserTrainer.Copy(drawn, x, y, half, 2, small.AsSpan(i * 3 * half * half));
            DenoiserTrainer.Copy(example.Clean, x, y, size, 1, large.AsSpan(i * 3 * size * size));
        }
        return (Tensor.FromBlob(small, training.Batch, 3, half, half), Tensor.FromBlob(large, training.Batch, 3, size, size));
    }
}

/// <summary>
/// Compares sources of training noise by super-resolution: an <see cref="Upscaler"/> is trained on clean renders with noise from a model,
/// and doubles photographs of which it gets every second pixel of a single noisy shot. Every source gets the same renders, crops, initial
/// weights and steps.
/// </summary>
/// <param name="renders">Clean renders.</param>
/// <param name="set">Real pairs: cameras and sensitivities of its training part are those of the noise, its test part is doubled.</param>
/// <param name="training">Parameters of the training, including the seed.</param>
public sealed class SuperResolutionComparison(IReadOnlyList<Image<Rgb8>> renders, NoiseSet set, UpscalerTraining training) {
    /// <summary>Peak signal-to-noise ratio of the test images, dB, mean over images, by interpolation alone.</summary>
    public double OfInterpolation => Score(Upscaler.DoubleByInterpolation);

    /// <summary>Computes the same by a network that was trained with the noise of a model; null trains it without noise.</summary>
    public double Of(NoiseModel? model, CancellationToken cancellation = default) {
        (string Source, double Iso)[] sources = [.. set.Train.Pairs.Select(p => (p.Source, p.Iso)).Distinct()];
        var examples = new List<DenoiserExample>();
        Torch.Seed(training.Seed + 1);
        for (int i = 0; i < renders.Count; i++) {
            cancellation.ThrowIfCancellationRequested();
            (string source, double iso) = sources[i % sources.Length];
            examples.Add(new(renders[i],
                [model is null ? renders[i] : Noisy(model, renders[i], NoiseConditions.Of(set.Grid, source, iso))]));
        }
        Upscaler upscaler = UpscalerTrainer.Train(examples, training, new() { Cancellation = cancellation });
        return Score(small => upscaler.Double(small));
    }

    private double Score(Func<Image<Rgb8>, Image<Rgb8>> enlarge) => set.Test.Pairs.Average(pair => {
        using var scope = new TensorScope();
        Image<Rgb8> large = enlarge(Halved(pair.Noisy));
        // An odd last row or column has no pixel of its own.
        return ImageSimilarity.Psnr(PictureTensor.Of(large), Part(PictureTensor.Of(pair.Clean), large), 255);
    });

    private static Tensor Part(Tensor picture, Image<Rgb8> of) => picture.Narrow(2, 0, of.Height).Narrow(3, 0, of.Width);

    internal static Image<Rgb8> Noisy(NoiseModel model, Image<Rgb8> clean, NoiseConditions conditions) {
        model.Eval();
        NoiseConditions known = model.Known(conditions);
        return PictureTiles.Map(clean, 0, (piece, _, _) => model.Sample(piece, known));
    }

    /// <summary>Returns every second pixel of every second row, from the first on.</summary>
    private static Image<Rgb8> Halved(Image<Rgb8> image) {
        var half = new Image<Rgb8>(image.Width / 2, image.Height / 2);
        for (int y = 0; y < half.Height; y++) for (int x = 0; x < half.Width; x++) half[x, y] = image[2 * x, 2 * y];
        return half;
    }
}
