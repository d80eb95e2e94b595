using Diorama.Tensors;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// Affine coupling (Dinh et al. 2017): the first colour stays; the others are multiplied by exp(s) and shifted by t, which a network
/// computes from the first colour (the published "AC"), or from the first colour and the clean image, with s multiplied by a factor that
/// depends on camera and sensitivity ("CAC").
/// </summary>
public sealed class AffineCoupling : FlowStep {
    private readonly CouplingNetwork network;
    private readonly ConditionGate? gate;

    /// <param name="grid">Cameras and sensitivities; null for a coupling that sees neither the clean image nor the camera.</param>
    public AffineCoupling(NoiseGrid? grid) {
        network = RegisterModule("network", new CouplingNetwork(grid is null ? 1 : 4));
        if (grid is not null) gate = RegisterModule("gate", new ConditionGate(grid));
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
