namespace Diorama.Tensors.Layers;

/// <summary>
/// Normalised over the places of each image and channel (Ulyanov et al. 2016); with <c>affine</c> scaled and shifted per channel.
/// </summary>
public sealed class InstanceNorm : Layer {
    private readonly double eps;

    public Tensor? Weight { get; }
    public Tensor? Bias { get; }

    public InstanceNorm(long channels, bool affine = false, double eps = 1e-5) {
        this.eps = eps;
        if (!affine) return;
        Weight = Parameter("weight", Tensor.Ones([channels]));
        Bias = Parameter("bias", Tensor.Zeros([channels]));
    }

    public override Tensor Forward(Tensor input) => Functional.InstanceNorm(input, Weight, Bias, eps);
}
