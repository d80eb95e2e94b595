using Diorama.Tensors.Optimisers;

namespace Diorama.Learning.Training;

/// <summary>How the learning rate falls after the warm-up.</summary>
public enum RateDecay { Constant, Cosine, OneCycle }

/// <summary>How a system trains, with plain defaults: learning rate, gradients, validation.</summary>
public sealed record TrainingPlan {
    /// <summary>Number of steps of the schedule, which are made unless the options say otherwise.</summary>
    public required long Steps { get; init; }
    /// <summary>Steps over which the learning rate rises from nearly 0 (<see cref="Schedule.WarmUp"/>).</summary>
    public long WarmUp { get; init; }
    public RateDecay Decay { get; init; } = RateDecay.Cosine;
    /// <summary>Share of the learning rate that is left at the end of a cosine.</summary>
    public double LastRate { get; init; } = 0.05;
    /// <summary>Factors of the learning rate from given shares of the steps on, as in step decay: (0.6, 0.1), (0.85, 0.05).</summary>
    public IReadOnlyList<(double From, double Factor)> Drops { get; init; } = [];
    /// <summary>Largest norm of the gradient; larger gradients are scaled down to it.</summary>
    public double MaxGradientNorm { get; init; } = double.PositiveInfinity;
    /// <summary>Number of batches whose gradients are averaged in a step; the step of the system is called for each.</summary>
    public int Accumulation { get; init; } = 1;
    /// <summary>Number of steps between two validations, each of which is a line of the log; there is one after the last step.</summary>
    public long ValidateEvery { get; init; } = 200;

    /// <summary>Returns the factor of the learning rate in a step, counted from 0.</summary>
    public double RateAt(long step) {
        double factor = WarmUp > 0 ? Schedule.WarmUp(step, WarmUp) : 1;
        factor *= Decay switch {
            RateDecay.Cosine => Schedule.Cosine(step, Steps, LastRate),
            RateDecay.OneCycle => Schedule.OneCycle(step, Steps),
            _ => 1,
        };
        double drop = 1;
        foreach ((double from, double at) in Drops) if (step >= from * Steps) drop = at;
        return factor * drop;
    }
}
