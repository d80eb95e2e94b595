using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// Losses.
public static partial class Functional {
    /// <summary>(input − target)².</summary>
    public static Tensor MseLoss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
        Aten.MseLoss.Call(input, target, (long)reduction);

    /// <summary>|input − target|.</summary>
    public static Tensor L1Loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
        Aten.L1Loss.Call(input, target, (long)reduction);

    /// <summary>d²/(2·beta) below beta, else |d| − beta/2.</summary>
    public static Tensor SmoothL1Loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1) =>
        Aten.SmoothL1Loss.Call(input, target, (long)reduction, beta);

    /// <summary>d²/2 below delta, else delta·(|d| − delta/2).</summary>
    public static Tensor HuberLoss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double delta = 1) =>
        Aten.HuberLoss.Call(input, target, (long)reduction, delta);

    /// <summary>−ln softmax(logits) at the class: logits [n, classes, …], target [n, …].</summary>
    public static Tensor CrossEntropy(Tensor logits, Tensor target, Tensor? weight = null, Reduction reduction = Reduction.Mean,
        long ignore = -100, double labelSmoothing = 0) =>
        Aten.CrossEntropyLoss.Call(logits, target, weight, (long)reduction, ignore, labelSmoothing);

    /// <summary>−logProbabilities at the class.</summary>
    public static Tensor NllLoss(Tensor logProbabilities, Tensor target, Tensor? weight = null,
        Reduction reduction = Reduction.Mean, long ignore = -100) =>
        Aten.NllLossNd.Call(logProbabilities, target, weight, (long)reduction, ignore);

    /// <summary>−t·ln p − (1 − t)·ln(1 − p).</summary>
    public static Tensor BinaryCrossEntropy(Tensor probabilities, Tensor target, Tensor? weight = null,
        Reduction reduction = Reduction.Mean) =>
        Aten.BinaryCrossEntropy.Call(probabilities, target, weight, (long)reduction);

    /// <summary>The same of σ(logits), without overflow.</summary>
    public static Tensor BinaryCrossEntropyWithLogits(Tensor logits, Tensor target, Tensor? weight = null,
        Tensor? positiveWeight = null, Reduction reduction = Reduction.Mean) =>
        Aten.BinaryCrossEntropyWithLogits.Call(logits, target, weight, positiveWeight, (long)reduction);

    /// <summary>t·(ln t − logProbabilities).</summary>
    public static Tensor KlDiv(Tensor logProbabilities, Tensor target, Reduction reduction = Reduction.Mean, bool logTarget = false) =>
        Aten.KlDiv.Call(logProbabilities, target, (long)reduction, logTarget);
}
