namespace Diorama.Tensors.Layers;

/// <summary>
/// An exponential moving average (EMA) of a model's weights, kept in a second model of the same structure; it is usually better than the
/// last weights.
/// </summary>
public sealed class MovingAverage {
    private readonly Tensor[] averages, sources, averageBuffers, sourceBuffers;

    /// <summary>The model that has the averages as its weights.</summary>
    public Module Average { get; }

    /// <summary>Share of the average that remains in each step, once the first steps are over.</summary>
    public double Decay { get; }

    /// <summary>Number of updates made.</summary>
    public long Steps { get; set; }

    /// <summary>Starts the average at the values of the source.</summary>
    public MovingAverage(Module average, Module source, double decay = 0.999) {
        ArgumentNullException.ThrowIfNull(average);
        ArgumentNullException.ThrowIfNull(source);
        (Average, Decay) = (average, decay);
        average.CopyFrom(source);
        averages = [.. average.Parameters];
        sources = [.. source.Parameters];
        averageBuffers = [.. average.NamedBuffers().Select(b => b.Tensor)];
        sourceBuffers = [.. source.NamedBuffers().Select(b => b.Tensor)];
    }

    /// <summary>Computes average ← d·average + (1 − d)·source with d = min(decay, (1 + steps)/(10 + steps)); buffers are copied.</summary>
    public void Update() {
        using var mode = Autograd.GradientMode.Off();
        double decay = Math.Min(Decay, (1.0 + Steps) / (10.0 + Steps));
        Steps++;
        Operators.Aten.ForeachMulInPlaceScalar.Run(averages, decay);
        Operators.Aten.ForeachAddInPlaceList.Run(averages, sources, 1 - decay);
        for (int i = 0; i < averageBuffers.Length; i++) averageBuffers[i].CopyInPlace(sourceBuffers[i]);
    }
}
