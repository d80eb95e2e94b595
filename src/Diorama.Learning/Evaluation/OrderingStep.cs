namespace Diorama.Learning.Evaluation;

/// <summary>A claim about two rows of a table: the values of one are below those of the other.</summary>
/// <param name="Below">Row with the smaller values.</param>
/// <param name="Above">Row with the larger values.</param>
public sealed record OrderingStep(string Below, string Above) {
    /// <summary>
    /// Factor of the values of <see cref="Above"/> before they are compared: 0.75 for "at least 25 % below", 1.15 for "at most 1.15 times".
    /// </summary>
    public double Factor { get; init; } = 1;
    /// <summary>Whether it is enough that <see cref="Below"/> is not above by more than the spread ("no worse").</summary>
    public bool AllowsEqual { get; init; }
}
