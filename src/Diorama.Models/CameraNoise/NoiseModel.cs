using Diorama.Tensors;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Layers;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// The probability of a noisy picture given the clean one, the camera and its sensitivity. Pictures are [B,3,H,W] of whole numbers from 0
/// to 255. Random numbers, of dequantisation too, are libtorch's: <see cref="Torch.Seed"/> makes them repeat.
/// </summary>
public abstract class NoiseModel(NoiseGrid grid) : Module {
    /// <summary>Grey levels are divided by this before anything is computed.</summary>
    public const double Levels = 256;

    /// <summary>What the indices in <see cref="NoiseConditions"/> count for this model.</summary>
    public NoiseGrid Grid { get; } = grid;

    /// <summary>
    /// Logarithm of the density of noisy + u, u uniform in [0,1), per grey level, in nats [B]: a lower bound of the probability of the
    /// whole numbers. It is the density of (noisy + u)/256 less ln 256 for each number.
    /// </summary>
    public abstract Tensor LogLikelihood(Tensor noisy, Tensor clean, NoiseConditions conditions);

    /// <summary>A noisy picture: whole numbers from 0 to 255, [B,3,H,W].</summary>
    /// <param name="clean">Without noise.</param>
    /// <param name="conditions">For each picture.</param>
    /// <param name="temperature">Factor of the latent's deviation: 1 is the distribution that was learned, less is less noise.</param>
    public abstract Tensor Sample(Tensor clean, NoiseConditions conditions, double temperature = 1);

    /// <summary>
    /// Sets values that are best taken from the pictures that training begins with; models without such have nothing to do.
    /// </summary>
    public virtual void Initialise(NoiseStatistics statistics) { }

    /// <summary>
    /// What training lowers: negative log-likelihood per number of the picture, mean over the batch. σ grey levels of normal noise are
    /// ½·ln(2πe) + ln σ.
    /// </summary>
    public Tensor Loss(NoiseBatch batch) =>
        -LogLikelihood(batch.Noisy, batch.Clean, batch.Conditions).Mean() / (batch.Noisy.Numel / batch.Noisy.Size(0));

    /// <summary>The same without a gradient, in evaluation mode, one number for each picture.</summary>
    public double[] Nll(NoiseBatch batch) => Evaluated(() => {
        double size = batch.Noisy.Numel / (double)batch.Noisy.Size(0);
        float[] values = LogLikelihood(batch.Noisy, batch.Clean, batch.Conditions).ToArray<float>();
        return Array.ConvertAll(values, v => -v / size);
    });

    /// <summary>From a sample to the noise, in evaluation mode, one number for each picture (<see cref="NoiseHistogram"/>).</summary>
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

    /// <summary>(x + u)/256, u uniform in [0,1).</summary>
    protected static Tensor Dequantised(Tensor levels) => (levels + levels.RandLike()) / Levels;

    /// <summary>The opposite: whole numbers from 0 to 255.</summary>
    protected static Tensor Quantised(Tensor values) => (values * Levels).Floor().Clamp(0, 255);
}
