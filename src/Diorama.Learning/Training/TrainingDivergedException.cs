using System.Globalization;
using Diorama.Core;

namespace Diorama.Learning.Training;

/// <summary>
/// The loss or the gradient of a step is not finite. The weights of the best validation until then are kept, in the models and in the file;
/// without a validation, the models keep what they had.
/// </summary>
/// <param name="step">Number of the step, counted from 1.</param>
/// <param name="loss">Loss of the step.</param>
/// <param name="gradientNorm">Norm of the gradient of all parameters, before it was scaled down; NaN if the step does not tell it.</param>
/// <param name="path">Path of the weights; null if none are written.</param>
/// <param name="bestStep">Step whose weights are kept; 0 if there was no validation yet.</param>
public sealed class TrainingDivergedException(long step, double loss, double gradientNorm, string? path = null, long bestStep = 0)
    : BadInputException(string.Create(CultureInfo.InvariantCulture,
        $"{path ?? "The training"} diverged at step {step}: the loss is {loss}, "
        + $"the norm of the gradient {gradientNorm}, finite numbers were expected; ")
        + (bestStep > 0 ? $"the weights of step {bestStep} are kept" : "no weights had been validated before")) {
    public long Step { get; } = step;
    public double Loss { get; } = loss;
    public double GradientNorm { get; } = gradientNorm;
    public long BestStep { get; } = bestStep;
}
