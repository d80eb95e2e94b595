using System.Runtime.InteropServices;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Tensors;
using Diorama.Tensors.Optimisers;

namespace Diorama.Models.CameraNoise;

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
    /// <param name="progress">Progress callback; receives the completed fraction, 0 to 1.</param>
    /// <param name="cancellation">Cancels the training between two steps.</param>
    public static Denoiser Train(IReadOnlyList<DenoiserExample> examples, DenoiserTraining training, Action<double>? progress = null,
        CancellationToken cancellation = default) {
        Torch.Seed(training.Seed);
        var denoiser = new Denoiser(training.Layers, training.Features);
        var adam = new Adam(denoiser.Parameters, training.LearningRate);
        KeyedGenerator random = Keyed.Start(training.Seed).With("denoiser crops").Generator();
        int size = training.Crop, length = 3 * size * size;
        for (int step = 0; step < training.Steps; step++) {
            cancellation.ThrowIfCancellationRequested();
            using var scope = new TensorScope();
            float[] noisy = new float[training.Batch * length], clean = new float[noisy.Length];
            for (int i = 0; i < training.Batch; i++) {
                DenoiserExample example = examples[random.NextInt(examples.Count)];
                int x = random.NextInt(example.Clean.Width - size + 1), y = random.NextInt(example.Clean.Height - size + 1);
                // Exactly one random number for the choice, however many noisy images there are.
                Image<Rgb8> drawn = example.Noisy[(int)(random.NextUInt64() % (ulong)example.Noisy.Count)];
                Copy(drawn, x, y, size, noisy.AsSpan(i * length, length));
                Copy(example.Clean, x, y, size, clean.AsSpan(i * length, length));
            }
            adam.SetRate(step < 0.6 * training.Steps ? 1 : step < 0.85 * training.Steps ? 0.1 : 0.05);
            adam.ZeroGrad();
            denoiser.Loss(Tensor.FromBlob(noisy, training.Batch, 3, size, size), Tensor.FromBlob(clean, training.Batch, 3, size, size))
                .Backward();
            adam.Step();
            progress?.Invoke((step + 1.0) / training.Steps);
        }
        denoiser.Eval();
        return denoiser;
    }

    private static void Copy(Image<Rgb8> image, int left, int top, int size, Span<float> target) {
        int plane = size * size;
        for (int y = 0; y < size; y++) {
            ReadOnlySpan<byte> row = MemoryMarshal.AsBytes(image.Row(top + y).Slice(left, size));
            for (int x = 0; x < size; x++) for (int c = 0; c < 3; c++) target[c * plane + y * size + x] = row[3 * x + c];
        }
    }
}
