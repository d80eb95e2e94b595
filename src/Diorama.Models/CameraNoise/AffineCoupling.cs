using Diorama.Tensors;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// The first colour stays; the others are multiplied by exp(s) and moved by t, which a network makes of the first colour (the published
/// "AC"), or of the first colour and the clean picture with s times a number by camera and sensitivity ("CAC"). Dinh et al. 2017.
/// </summary>
public sealed class AffineCoupling : FlowStep {
    private readonly CouplingNetwork network;
    private readonly ConditionGate? gate;

    /// <param name="grid">Null for one that sees neither clean picture nor camera.</param>
    public AffineCoupling(NoiseGrid? grid) {
        network = Part("network", new CouplingNetwork(grid is null ? 1 : 4));
        if (grid is not null) gate = Part("gate", new ConditionGate(grid));
    }

    public override (Tensor Output, Tensor LogDeterminant) Forward(Tensor input, FlowContext context) {
        Tensor kept = input.Narrow(1, 0, 1);
        var (shift, logScale) = Of(kept, context);
        return (Tensor.Cat([kept, input.Narrow(1, 1, 2) * logScale.Exp() + shift], 1), logScale.Sum([1, 2, 3]));
    }

    public override Tensor Inverse(Tensor output, FlowContext context) {
        Tensor kept = output.Narrow(1, 0, 1);
        var (shift, logScale) = Of(kept, context);
        return Tensor.Cat([kept, (output.Narrow(1, 1, 2) - shift) * (-logScale).Exp()], 1);
    }

    private (Tensor Shift, Tensor LogScale) Of(Tensor kept, FlowContext context) {
        if (gate is null) return network.Forward(kept);
        var (shift, logScale) = network.Forward(Tensor.Cat([kept, context.Clean], 1));
        return (shift, logScale * gate.Forward(context.Conditions));
    }
}
