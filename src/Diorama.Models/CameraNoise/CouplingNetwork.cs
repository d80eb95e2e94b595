using Diorama.Tensors;
using Diorama.Tensors.Layers;

namespace Diorama.Models.CameraNoise;

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
