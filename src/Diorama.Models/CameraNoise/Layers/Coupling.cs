using Diorama.Tensors;
using Diorama.Tensors.Layers;

namespace Diorama.Models.CameraNoise.Layers;

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

/// <summary>
/// Computes the shift and the logarithm of the scale of two colours from the unchanged inputs, with three small convolutions. The last one
/// has the image border as an additional input.
/// </summary>
internal sealed class CouplingNetwork : Module {
    private const int Width = 4, Outputs = 4;

    private readonly Conv2d first, second, last;
    private readonly BatchNorm firstNorm, secondNorm;
    private readonly Tensor logs, strength;

    public CouplingNetwork(int inputs) {
        first = RegisterModule("first", new Conv2d(inputs, Width, 3, padding: 1));
        firstNorm = RegisterModule("first_norm", new BatchNorm(Width));
        second = RegisterModule("second", new Conv2d(Width, Width, 1));
        secondNorm = RegisterModule("second_norm", new BatchNorm(Width));
        last = RegisterModule("last", new Conv2d(Width + 1, Outputs, 3));
        using (Tensors.Autograd.GradientMode.Off()) {
            last.Weight.Zero();
            last.Bias!.Zero();
        }
        logs = RegisterParameter("logs", Tensor.Zeros([Outputs, 1, 1]));
        strength = RegisterParameter("strength", Tensor.Full([], 1e-4));
    }

    /// <summary>Computes shift and log-scale, both [B,2,H,W], from [B,inputs,H,W].</summary>
    public (Tensor Shift, Tensor LogScale) Forward(Tensor input) {
        Tensor x = Functional.Relu(firstNorm.Forward(first.Forward(input)));
        x = Functional.Relu(secondNorm.Forward(second.Forward(x)));
        long[] one = [1, 1, 1, 1];
        Tensor inside = Tensor.Zeros([1, 1, x.Size(2), x.Size(3)], x.DType, x.Device);
        Tensor edge = Functional.Pad(inside, one, value: 1).Expand(x.Size(0), 1, x.Size(2) + 2, x.Size(3) + 2);
        Tensor[] both = (last.Forward(Tensor.Cat([Functional.Pad(x, one), edge], 1)) * (logs * 3).Exp()).Chunk(2, 1);
        return (both[0], both[1].Tanh() * strength);
    }
}

/// <summary>
/// Computes one number for each image from its sensitivity and camera, with a small residual network (He et al. 2016, pre-activation) on
/// their one-hot codes.
/// </summary>
internal sealed class ConditionGate : Module {
    private const int Width = 5, Blocks = 3;
    private const double Quiet = 1e-3;

    private readonly NoiseGrid grid;
    private readonly Linear enter, leave;
    private readonly (BatchNorm Norm, Linear Linear)[][] blocks = new (BatchNorm, Linear)[Blocks][];

    public ConditionGate(NoiseGrid grid) {
        this.grid = grid;
        enter = RegisterModule("enter", new Linear(grid.Isos.Count + grid.Cameras.Count, Width));
        for (int i = 0; i < Blocks; i++) {
            blocks[i] = [Half($"{i}.0"), Half($"{i}.1")];
            Linear last = blocks[i][1].Linear;
            Initial.Uniform(last.Weight, Quiet);
            Initial.Uniform(last.Bias!, Quiet);
        }
        leave = RegisterModule("leave", new Linear(Width, 1));

        (BatchNorm, Linear) Half(string name) =>
            (RegisterModule($"{name}.norm", new BatchNorm(Width)), RegisterModule($"{name}.linear", new Linear(Width, Width)));
    }

    /// <summary>Computes the number of each image: [B,1,1,1].</summary>
    public Tensor Forward(NoiseConditions conditions) {
        Tensor codes = Tensor.Cat([conditions.Iso.OneHot(grid.Isos.Count), conditions.Camera.OneHot(grid.Cameras.Count)], 1)
            .To(enter.Weight.DType);
        Tensor x = enter.Forward(codes);
        foreach (var block in blocks) {
            Tensor y = x;
            foreach (var (norm, linear) in block) y = linear.Forward(Functional.Relu(norm.Forward(y)));
            x += y;
        }
        return leave.Forward(x).View(-1, 1, 1, 1);
    }
}
