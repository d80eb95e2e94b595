namespace Diorama.Tensors.Optimisers;

/// <summary>Parameters that are trained alike.</summary>
public sealed class ParameterGroup(IEnumerable<Tensor> parameters, double learningRate, double weightDecay = 0) {
    public IReadOnlyList<Tensor> Parameters { get; } = [.. parameters];

    /// <summary>Set by hand or by <see cref="Optimiser.SetRate"/>.</summary>
    public double LearningRate { get; set; } = learningRate;

    /// <summary>What the schedule multiplies.</summary>
    public double BaseRate { get; } = learningRate;

    public double WeightDecay { get; set; } = weightDecay;
}
