namespace Diorama.Tensors.Layers;

/// <summary>
/// Enlarges the last one to three dimensions of [N, C, ...] by a whole factor: [N, C, H, W] → [N, C, H·factor, W·factor].
/// </summary>
public sealed class Upsample(long factor, Sampling mode = Sampling.Nearest) : Layer {
    public override Tensor Forward(Tensor input) {
        ArgumentNullException.ThrowIfNull(input);
        long[] size = new long[input.Dim - 2];
        for (int i = 0; i < size.Length; i++) size[i] = factor * input.Size(i + 2);
        return Functional.Interpolate(input, size, mode);
    }
}
