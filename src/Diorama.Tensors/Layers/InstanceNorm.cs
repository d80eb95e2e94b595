namespace Diorama.Tensors.Layers;

/// <summary>
/// Instance normalisation (Ulyanov et al. 2016) of [N, C, ...]: normalises each image and channel over its positions; with <c>affine</c>
/// then scales and shifts each channel.
/// </summary>
public sealed class InstanceNorm : Layer {
    private readonly double eps;

    public Tensor? Weight { get; }
    public Tensor? Bias { get; }

    public InstanceNorm(long channels, bool affine = false, double eps = 1e-5) {
        this.eps = eps;
        if (!affine) return;
        Weight = RegisterParameter("weight", Tensor.Ones([channels]));
        Bias = RegisterParameter("bias", Tensor.Zeros([channels]));
    }

    public override Tensor Forward(Tensor input) => Functional.InstanceNorm(input, Weight, Bias, eps);
}
