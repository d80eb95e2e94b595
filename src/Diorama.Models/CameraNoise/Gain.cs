using Diorama.Tensors;

namespace Diorama.Models.CameraNoise;

/// <summary>Divides by a gain: z = x/g with g by camera and sensitivity.</summary>
public sealed class Gain : FlowStep {
    private readonly GainTable table;

    public Gain(NoiseGrid grid) => table = RegisterModule("table", new GainTable(grid, 1 + Unused));

    /// <summary>
    /// The published layer keeps a copy of the parameters of the signal-dependent layer for each camera, two of which have no effect here.
    /// </summary>
    private const int Unused = 2;

    public override (Tensor Output, Tensor LogDeterminant) Forward(Tensor input, FlowContext context) {
        Tensor log = table.LogGain(context.Conditions);
        return (input * (-log).Exp().View(-1, 1, 1, 1), log * -(Pixels(input) * 3.0));
    }

    public override Tensor Inverse(Tensor output, FlowContext context) =>
        output * table.LogGain(context.Conditions).Exp().View(-1, 1, 1, 1);

    public override void Initialise(NoiseStatistics statistics) => table.Fit(statistics);
}
