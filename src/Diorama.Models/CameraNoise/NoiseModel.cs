using Diorama.Tensors;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Layers;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// A model of the probability of a noisy image given the clean one, the camera and its sensitivity. Images are [B,3,H,W] of whole numbers
/// from 0 to 255. Random numbers, those of dequantisation too, are libtorch's: <see cref="Torch.Seed"/> makes them reproducible.
/// </summary>
public abstract class NoiseModel(NoiseGrid grid) : Module {
    /// <summary>Divisor of grey levels before all computations.</summary>
    public const double Levels = 256;

    /// <summary>Cameras and sensitivities that the indices in <see cref="NoiseConditions"/> refer to.</summary>
    public NoiseGrid Grid { get; } = grid;

    /// <summary>
    /// Computes the logarithm of the density of noisy + u with u uniform in [0,1), in grey levels and nats, [B]. It is a lower bound of the
    /// log-probability of the whole numbers, and equals the log-density of (noisy + u)/256 minus ln 256 for each value.
    /// </summary>
    public abstract Tensor LogLikelihood(Tensor noisy, Tensor clean, NoiseConditions conditions);

    /// <summary>Samples noisy images: whole numbers from 0 to 255, [B,3,H,W].</summary>
    /// <param name="clean">Clean images, whole numbers from 0 to 255, [B,3,H,W].</param>
    /// <param name="conditions">Camera and sensitivity of each image.</param>
    /// <param name="temperature">Factor of the latent's standard deviation: 1 is the learned distribution, smaller values give less
    /// noise.</param>
    public abstract Tensor Sample(Tensor clean, NoiseConditions conditions, double temperature = 1);

    /// <summary>Sets initial values that are best taken from the training images; does nothing for models without such values.</summary>
    public virtual void Initialise(NoiseStatistics statistics) { }

    /// <summary>
    /// Computes the training loss: the negative log-likelihood per value of the image, mean over the batch. Normal noise of σ grey levels
    /// has ½·ln(2πe) + ln σ.
    /// </summary>
    public Tensor Loss(NoiseBatch batch) =>
        -LogLikelihood(batch.Noisy, batch.Clean, batch.Conditions).Mean() / (batch.Noisy.Numel / batch.Noisy.Size(0));

    /// <summary>Computes the negative log-likelihood per value of each image, without gradient and in evaluation mode.</summary>
    public double[] Nll(NoiseBatch batch) => Evaluated(() => {
        double size = batch.Noisy.Numel / (double)batch.Noisy.Size(0);
        float[] values = LogLikelihood(batch.Noisy, batch.Clean, batch.Conditions).ToArray<float>();
        return Array.ConvertAll(values, v => -v / size);
    });

    /// <summary>
    /// Computes the divergence between the true noise and a sample for each image, in evaluation mode (<see cref="NoiseHistogram"/>).
    /// </summary>
    public double[] Divergence(NoiseBatch batch) => Evaluated(() => {
        float[] noisy = batch.Noisy.ToArray<float>(), clean = batch.Clean.ToArray<float>(),
            sample = Sample(batch.Clean, batch.Conditions).ToArray<float>();
        double[] values = new double[batch.Noisy.Size(0)];
        int size = noisy.Length / values.Length;
        for (int i = 0; i < values.Length; i++)
            values[i] = NoiseHistogram.Divergence(noisy.AsSpan(i * size, size), sample.AsSpan(i * size, size),
                clean.AsSpan(i * size, size));
        return values;
    });

    private double[] Evaluated(Func<double[]> measure) {
        using var scope = new TensorScope();
        using var mode = GradientMode.Off();
        bool training = Training;
        Eval();
        double[] values = measure();
        Train(training);
        return values;
    }

    /// <summary>Dequantises grey levels: computes (x + u)/256 with u uniform in [0,1).</summary>
    protected static Tensor Dequantised(Tensor levels) => (levels + levels.RandLike()) / Levels;

    /// <summary>Quantises to grey levels: whole numbers from 0 to 255.</summary>
    protected static Tensor Quantised(Tensor values) => (values * Levels).Floor().Clamp(0, 255);
}
