namespace Diorama.Tensors.Layers;

/// <summary>Enlarges images by a whole factor: [N, C, H, W] → [N, C, H·factor, W·factor].</summary>
public sealed class Upsample(long factor, Sampling mode = Sampling.Nearest) : Layer {
    public override Tensor Forward(Tensor input) {
        ArgumentNullException.ThrowIfNull(input);
        return Functional.Interpolate(input, [input.Size(2) * factor, input.Size(3) * factor], mode);
    }
}
