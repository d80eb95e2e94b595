using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// Losses. "Input" and "target" have the same shape, where not said otherwise; with Reduction.None so has the result, else it is one number.
public static partial class Functional {
    /// <summary>Computes the squared error (input − target)².</summary>
    public static Tensor MseLoss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
        Aten.MseLoss.Call(input, target, (long)reduction);

    /// <summary>Computes the absolute error |input − target|.</summary>
    public static Tensor L1Loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
        Aten.L1Loss.Call(input, target, (long)reduction);

    /// <summary>Computes d²/(2·beta) where |d| is below beta, otherwise |d| − beta/2, with d = input − target.</summary>
    public static Tensor SmoothL1Loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1) =>
        Aten.SmoothL1Loss.Call(input, target, (long)reduction, beta);

    /// <summary>Computes d²/2 where |d| is below delta, otherwise delta·(|d| − delta/2), with d = input − target.</summary>
    public static Tensor HuberLoss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double delta = 1) =>
        Aten.HuberLoss.Call(input, target, (long)reduction, delta);

    /// <summary>
    /// Computes −ln softmax(logits) at the target class: logits [N, classes, ...], target [N, ...] with class indices (Int64) or [N,
    /// classes, ...] with probabilities, weight [classes]. Places with the class <paramref name="ignore"/> do not count.
    /// </summary>
    public static Tensor CrossEntropy(Tensor logits, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean,
        long ignore = -100, double labelSmoothing = 0) =>
        Aten.CrossEntropyLoss.Call(logits, target, weight, (long)reduction, ignore, labelSmoothing);

    /// <summary>
    /// Computes −logProbabilities at the target class: logProbabilities [N, classes, ...], target [N, ...] with class indices (Int64),
    /// weight [classes].
    /// </summary>
    public static Tensor NllLoss(Tensor logProbabilities, Tensor target, Tensor? weight = null,
        Reduction reduction = Reduction.Mean, long ignore = -100) =>
        Aten.NllLossNd.Call(logProbabilities, target, weight, (long)reduction, ignore);

    /// <summary>Computes −t·ln p − (1 − t)·ln(1 − p) from probabilities p and targets t of the same shape.</summary>
    public static Tensor BinaryCrossEntropy(Tensor probabilities, Tensor target, Tensor? weight = null,
        Reduction reduction = Reduction.Mean) =>
        Aten.BinaryCrossEntropy.Call(probabilities, target, weight, (long)reduction);

    /// <summary>
    /// Computes <see cref="BinaryCrossEntropy"/> of σ(logits), without overflow; <paramref name="positiveWeight"/> multiplies the term of
    /// t.
    /// </summary>
    public static Tensor BinaryCrossEntropyWithLogits(Tensor logits, Tensor target, Tensor? weight = null,
        Tensor? positiveWeight = null, Reduction reduction = Reduction.Mean) =>
        Aten.BinaryCrossEntropyWithLogits.Call(logits, target, weight, positiveWeight, (long)reduction);

    /// <summary>
    /// Computes the Kullback–Leibler divergence t·(ln t − logProbabilities); with <paramref name="logTarget"/> the target is ln t.
    /// </summary>
    public static Tensor KlDiv(Tensor logProbabilities, Tensor target, Reduction reduction = Reduction.Mean, bool logTarget = false) =>
        Aten.KlDiv.Call(logProbabilities, target, (long)reduction, logTarget);
}
