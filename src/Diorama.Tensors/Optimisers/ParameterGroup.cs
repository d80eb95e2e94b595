namespace Diorama.Tensors.Optimisers;

/// <summary>Parameters that are trained with the same learning rate and weight decay.</summary>
public sealed class ParameterGroup(IEnumerable<Tensor> parameters, double learningRate, double weightDecay = 0) {
    public IReadOnlyList<Tensor> Parameters { get; } = [.. parameters];

    /// <summary>Current learning rate; set directly or by <see cref="Optimiser.SetRate"/>.</summary>
    public double LearningRate { get; set; } = learningRate;

    /// <summary>Initial learning rate, which <see cref="Optimiser.SetRate"/> multiplies by the factor of the schedule.</summary>
    public double BaseRate { get; } = learningRate;

    public double WeightDecay { get; set; } = weightDecay;
}
