using System.Diagnostics;
using Diorama.Core;
using Diorama.Core.Randomness;
using Diorama.Learning.Training;
using Diorama.Tensors;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Optimisers;

namespace Diorama.Models.CameraNoise;

/// <summary>Criterion by which validation chooses the best weights.</summary>
public enum NoiseCriterion {
    /// <summary>The negative log-likelihood.</summary>
    Likelihood,
    /// <summary>
    /// The divergence between true and sampled noise (<see cref="NoiseHistogram"/>): likelihood may still improve when samples no longer
    /// do.
    /// </summary>
    Samples,
}

/// <summary>Parameters of the training of a noise model.</summary>
public sealed record NoiseTraining {
    public int Steps { get; init; } = 2000;
    /// <summary>Number of patches per step.</summary>
    public int Batch { get; init; } = 48;
    /// <summary>Initial learning rate; it falls along half a cosine to a twentieth.</summary>
    public double LearningRate { get; init; } = 2e-3;
    /// <summary>Weight decay (decoupled, AdamW; Loshchilov and Hutter 2019), per step, multiplied by the learning rate.</summary>
    public double WeightDecay { get; init; }
    /// <summary>Largest norm of the gradient; larger gradients are scaled down to it.</summary>
    public double MaxGradientNorm { get; init; } = 5;
    /// <summary>Seed of the initial weights, the order of patches and the dequantisation.</summary>
    public ulong Seed { get; init; }
    /// <summary>Criterion by which the best weights are chosen.</summary>
    public NoiseCriterion ChooseBy { get; init; }
    /// <summary>Number of steps between two validations.</summary>
    public int ValidateEvery { get; init; } = 200;
    /// <summary>Largest number of patches used for validation.</summary>
    public int ValidationPatches { get; init; } = 1024;
    /// <summary>Path of the log, JSON lines of step, loss, validation, rate and seconds; null writes none.</summary>
    public string? Log { get; init; }
}

/// <summary>Result of a training. The weights are those of the best validation.</summary>
/// <param name="Validation">Negative log-likelihood per value of the validation patches with these weights.</param>
/// <param name="BestStep">Step, counted from 1, after which the validation was best.</param>
/// <param name="Seconds">Duration of the training, validation included, seconds.</param>
public sealed record NoiseTrainingResult(double Validation, int BestStep, double Seconds);

/// <summary>
/// Trains noise models by maximum likelihood with AdamW. The same seed gives the same weights on one machine with one thread.
/// </summary>
public static class NoiseTrainer {
    private const double LastRate = 0.05;
    private const ulong ValidationSeed = 1;

    /// <summary>
    /// Trains a model that <paramref name="make"/> creates after the random numbers were seeded, starting from
    /// <see cref="NoiseModel.Initialise"/>.
    /// </summary>
    /// <param name="make">Creates the model with its initial weights.</param>
    /// <param name="set">Noise pairs; the test part is not used.</param>
    /// <param name="training">Parameters of the training.</param>
    /// <param name="progress">Progress callback; receives the completed fraction, 0 to 1.</param>
    /// <param name="cancellation">Cancels the training between two steps.</param>
    /// <exception cref="BadInputException">The training diverged: the loss is not finite.</exception>
    public static (T Model, NoiseTrainingResult Result) Train<T>(Func<T> make, NoiseSet set, NoiseTraining training,
        Action<double>? progress = null, CancellationToken cancellation = default) where T : NoiseModel {
        var clock = Stopwatch.StartNew();
        Torch.Seed(training.Seed);
        T model = make();
        model.Initialise(NoiseStatistics.Of(set.Train));
        var adam = Adam.W(model.Parameters, training.LearningRate, weightDecay: training.WeightDecay);
        int[] validation = set.Validation.Shuffled(Keyed.Start(0).With("validation"))[..Math.Min(training.ValidationPatches,
            set.Validation.Count)];
        if (training.Log is not null) File.Delete(training.Log);
        using var log = training.Log is null ? null : new MetricsLog(training.Log);
        var order = new PatchOrder(set.Train, Keyed.Start(training.Seed).With("patches"));
        Tensor[] all = [.. model.NamedTensors().Select(t => t.Tensor)], best = [];
        var (least, result) = (double.PositiveInfinity, new NoiseTrainingResult(double.PositiveInfinity, 0, 0));
        using var line = new TrainingProgress(training.Steps);
        for (int step = 0; step < training.Steps; step++) {
            cancellation.ThrowIfCancellationRequested();
            using var scope = new TensorScope();
            adam.SetRate(Schedule.WarmUp(step, 20) * Schedule.Cosine(step, training.Steps, LastRate));
            adam.ZeroGrad();
            Tensor loss = model.Loss(set.Train.Batch(order.Next(training.Batch)));
            loss.Backward();
            adam.ClipGradients(training.MaxGradientNorm);
            adam.Step();
            line.Report(step + 1, loss.ToDouble(), adam.Groups[0].LearningRate);
            progress?.Invoke((step + 1.0) / training.Steps);
            if ((step + 1) % training.ValidateEvery != 0 && step + 1 != training.Steps) continue;
            double now = loss.ToDouble(), nll = Nll(model, set.Validation, validation), measure = nll;
            if (!double.IsFinite(now)) throw new BadInputException($"training diverged at step {step + 1}: the loss is no number; a "
                + $"lower learning rate than {training.LearningRate} was expected");
            var facts = new List<(string, double)> { ("loss", now), ("validation", nll), ("rate", adam.Groups[0].LearningRate),
                ("seconds", clock.Elapsed.TotalSeconds) };
            if (training.ChooseBy == NoiseCriterion.Samples)
                facts.Insert(2, ("divergence", measure = Divergence(model, set.Validation, validation)));
            log?.Write(step + 1, [.. facts]);
            if (!(measure < least)) continue;
            (least, result) = (measure, new(nll, step + 1, 0));
            foreach (Tensor t in best) t.Dispose();
            best = Array.ConvertAll(all, t => t.Detach().Clone().DetachFromScope());
        }
        using (GradientMode.Off()) for (int i = 0; i < best.Length; i++) all[i].CopyInPlace(best[i]);
        foreach (Tensor t in best) t.Dispose();
        model.Eval();
        return (model, result with { Seconds = clock.Elapsed.TotalSeconds });
    }

    /// <summary>
    /// Computes the negative log-likelihood per value, mean over patches, with the same dequantisation at each call; the state of the
    /// random numbers is restored afterwards.
    /// </summary>
    public static double Nll(NoiseModel model, NoisePatches patches, ReadOnlySpan<int> numbers, int batch = 64) =>
        Mean(model.Nll, patches, numbers, batch);

    /// <summary>
    /// Computes the divergence between true noise and samples at temperature 1, mean over patches, nats. The same random numbers are used
    /// at each call, and their state is restored afterwards.
    /// </summary>
    public static double Divergence(NoiseModel model, NoisePatches patches, ReadOnlySpan<int> numbers, int batch = 64) =>
        Mean(model.Divergence, patches, numbers, batch);

    private static double Mean(Func<NoiseBatch, double[]> measure, NoisePatches patches, ReadOnlySpan<int> numbers, int batch) {
        using Tensor state = Torch.RandomState(Device.Cpu);
        Torch.Seed(ValidationSeed);
        double sum = 0;
        for (int at = 0; at < numbers.Length; at += batch) {
            using var scope = new TensorScope();
            foreach (double value in measure(patches.Batch(numbers.Slice(at, Math.Min(batch, numbers.Length - at))))) sum += value;
        }
        Torch.SetRandomState(Device.Cpu, state);
        return sum / numbers.Length;
    }
}
