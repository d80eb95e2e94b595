using System.Diagnostics;
using System.Runtime.InteropServices;
using Diorama.Core;
using Diorama.Tensors;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Files;
using Diorama.Tensors.Layers;
using Diorama.Tensors.Optimisers;

namespace Diorama.Learning.Training;

/// <summary>
/// What stands around the steps of a training: random numbers, learning rate, clipping, validation, the best weights, checkpoints, log,
/// time. The same command goes on after an interruption and ends with the same bytes as a run that was never interrupted.
/// <code>
/// using var run = TrainingRun.Start(seed, options);
/// var model = new Net();
/// var adam = Adam.W(model.Parameters, 1e-3);
/// run.Run(model, adam, new() { Steps = 4000 }, step => Loss(model, batches.Of(step)), () => Score(model, validation));
/// </code>
/// </summary>
/// <remarks>
/// A step may depend only on its number, the models and libtorch's random numbers: that is what a checkpoint holds.
/// </remarks>
public sealed class TrainingRun : IDisposable {
    private readonly TrainingOptions options;
    private readonly TrainingFiles? files;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly PosixSignalRegistration[] signals;
    private volatile bool signalled;
    private double earlierSeconds, nextCheckpoint;

    private TrainingRun(ulong seed, TrainingOptions options) {
        this.options = options;
        files = options.Path is null ? null : new(options.Path, seed, options);
        signals = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT }.Select(s => PosixSignalRegistration.Create(s, context => {
            // A second signal ends the process.
            context.Cancel = !signalled;
            signalled = true;
        }))];
        Torch.Seed(seed);
    }

    /// <summary>Seeds libtorch's random numbers, so that models made after it have the initial weights of this seed.</summary>
    /// <exception cref="BadInputException">Another process trains the same weights, or the path cannot be written.</exception>
    public static TrainingRun Start(ulong seed, TrainingOptions? options = null) => new(seed, options ?? new());

    public Device Device => options.Device;

    /// <summary>Seconds of training so far, those before an interruption included.</summary>
    private double Seconds => earlierSeconds + clock.Elapsed.TotalSeconds;

    /// <summary>Trains a model: zeroes gradients, computes the loss of a step, its gradient, and updates.</summary>
    /// <param name="model">The model; it has the best weights afterwards.</param>
    /// <param name="optimiser">Optimiser of its parameters.</param>
    /// <param name="plan">Schedule, clipping and validation.</param>
    /// <param name="step">Returns the loss, a scalar, of the step with this number, counted from 0.</param>
    /// <param name="validate">Returns a score, lower is better; null keeps the last weights.</param>
    /// <param name="average">A moving average of the model, whose weights are then validated, chosen and saved instead.</param>
    /// <exception cref="TrainingDivergedException">A loss or gradient is not finite.</exception>
    /// <exception cref="OperationCanceledException">The training was interrupted, after a checkpoint.</exception>
    /// <exception cref="BadInputException">The checkpoint belongs to another training, or a file cannot be written.</exception>
    public TrainingResult Run(Module model, Optimiser optimiser, TrainingPlan plan, Func<long, Tensor> step, Func<double>? validate = null,
        MovingAverage? average = null) {
        return Run([("model", model)], [("optimiser", optimiser)], average, plan, (number, rate) => {
            optimiser.SetRate(rate);
            optimiser.ZeroGrad();
            double loss = 0;
            for (int i = 0; i < plan.Accumulation; i++) {
                using var scope = new TensorScope();
                Tensor part = step(number * plan.Accumulation + i);
                if (plan.Accumulation > 1) part = part / plan.Accumulation;
                part.Backward();
                loss += part.ToDouble();
            }
            double norm = optimiser.ClipGradients(plan.MaxGradientNorm);
            if (!double.IsFinite(loss) || !double.IsFinite(norm)) return (loss, norm);
            optimiser.Step();
            average?.Update();
            return (loss, norm);
        }, validate);
    }

    /// <summary>
    /// Trains several models whose step makes all updates itself, as a generator and its discriminator do; the learning rates are set
    /// before it by the plan. It returns what the log tells as the loss.
    /// </summary>
    /// <inheritdoc cref="Run(Module, Optimiser, TrainingPlan, Func{long, Tensor}, Func{double}?, MovingAverage?)"/>
    public TrainingResult Run(IReadOnlyList<(string Name, Module Model)> models,
        IReadOnlyList<(string Name, Optimiser Optimiser)> optimisers,
        TrainingPlan plan, Func<long, double> step, Func<double>? validate = null) =>
        Run(models, optimisers, null, plan, (number, rate) => {
            foreach ((_, Optimiser optimiser) in optimisers) optimiser.SetRate(rate);
            using var scope = new TensorScope();
            return (step(number), 0);
        }, validate);

    private TrainingResult Run(IReadOnlyList<(string Name, Module Model)> models,
        IReadOnlyList<(string Name, Optimiser Optimiser)> optimisers,
        MovingAverage? average, TrainingPlan plan, Func<long, double, (double Loss, double Norm)> update, Func<double>? validate) {
        foreach ((_, Module model) in models) model.To(options.Device);
        average?.Average.To(options.Device);
        (string Name, Module Model)[] judged = average is null ? [.. models] : [("model", average.Average)];
        using var best = new BestWeights(judged);
        var checkpoint = new Checkpoint();
        foreach ((string name, Module model) in models) checkpoint.Add(name, model);
        if (average is not null) checkpoint.Add("average", average.Average).Add("average", average);
        foreach ((string name, Optimiser optimiser) in optimisers) checkpoint.Add(name, optimiser);
        checkpoint.Add("best", best.Tensors);

        long first = files?.Resume(checkpoint, plan, best, out earlierSeconds) ?? 0, until = options.Steps ?? plan.Steps;
        clock.Restart();
        nextCheckpoint = Seconds + 60 * options.CheckpointMinutes;
        // The last step has its line only after the checkpoint, unless it is one that is validated anyway.
        using MetricsLog? log = files?.OpenLog(first, plan.ValidateEvery);
        double baseRate = optimisers[0].Optimiser.Groups[0].BaseRate;
        using var line = new TrainingProgress(until, first, options.Minutes * 60 - earlierSeconds);
        (double loss, double norm, long made) = (best.LastLoss, double.NaN, first);
        for (bool ends = made >= until || IsOutOfTime(); !ends;) {
            double factor = plan.RateAt(made);
            (loss, norm) = update(made, factor);
            if (!double.IsFinite(loss) || !double.IsFinite(norm)) throw Diverged();
            best.LastLoss = loss;
            line.Report(++made, loss, factor * baseRate);
            if (made % plan.ValidateEvery == 0) Judge();
            ends = made >= until || IsOutOfTime();
            bool stops = signalled || options.Cancellation.IsCancellationRequested;
            if (ends || !stops && Seconds < nextCheckpoint) continue;
            files?.Save(checkpoint, made, best, Seconds);
            nextCheckpoint = Seconds + 60 * options.CheckpointMinutes;
            if (stops) throw new OperationCanceledException(options.Cancellation);
        }
        if (made % plan.ValidateEvery != 0 || best.Step == 0) Judge();

        void Judge() {
            double score = validate is null ? loss : Validate(judged, validate);
            log?.Write(made, ("loss", loss), ("validation", validate is null ? double.NaN : score),
                ("rate", plan.RateAt(Math.Max(made - 1, 0)) * baseRate), ("gradient_norm", norm), ("seconds", Seconds));
            if (validate is null || best.Step == 0 || double.IsNaN(best.Score) || score < best.Score) best.Keep(made, score);
        }

        TrainingDivergedException Diverged() {
            var exception = new TrainingDivergedException(made + 1, loss, norm, options.Path, best.Step);
            // A step may leave more behind than its loss: a checkpoint that is not finite would never be read again.
            if (checkpoint.IsFinite()) files?.Save(checkpoint, made, best, Seconds);
            if (best.Step == 0) return exception;
            best.Restore();
            files?.Finish(judged, new(made, best.Step, best.Score, Seconds), divergedAt: made + 1);
            return exception;
        }
        best.Restore();
        foreach ((_, Module model) in models) model.Eval();
        average?.Average.Eval();
        var result = new TrainingResult(made, best.Step, best.Score, Seconds);
        files?.Finish(judged, result);
        return result;
    }

    private bool IsOutOfTime() => options.Minutes is { } minutes && Seconds >= 60 * minutes;

    /// <summary>Validates without a trace: random numbers and the mode of the models are as before.</summary>
    private double Validate((string Name, Module Model)[] judged, Func<double> validate) {
        (Device Device, Tensor State)[] states = [.. new[] { Device.Cpu, options.Device }.Distinct()
            .Select(d => (d, Torch.RandomState(d).DetachFromScope()))];
        foreach ((_, Module model) in judged) model.Eval();
        try {
            using var scope = new TensorScope();
            using var mode = GradientMode.Off();
            return validate();
        } finally {
            foreach ((_, Module model) in judged) model.Train();
            foreach ((Device device, Tensor state) in states) {
                Torch.SetRandomState(device, state);
                state.Dispose();
            }
        }
    }

    public void Dispose() {
        foreach (PosixSignalRegistration signal in signals) signal.Dispose();
        files?.Dispose();
    }
}
