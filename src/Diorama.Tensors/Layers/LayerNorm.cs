namespace Diorama.Tensors.Layers;

/// <summary>
/// Layer normalisation (Ba et al. 2016): normalises over the last dimensions, whose sizes are <c>shape</c>, then scales and shifts each
/// element.
/// </summary>
public sealed class LayerNorm : Layer {
    private readonly long[] shape;
    private readonly double eps;

    public Tensor Weight { get; }
    public Tensor Bias { get; }

    public LayerNorm(long[] shape, double eps = 1e-5) {
        (this.shape, this.eps) = (shape, eps);
        Weight = RegisterParameter("weight", Tensor.Ones(shape));
        Bias = RegisterParameter("bias", Tensor.Zeros(shape));
    }

    public LayerNorm(long size, double eps = 1e-5) : this([size], eps) { }

    public override Tensor Forward(Tensor input) => Functional.LayerNorm(input, shape, Weight, Bias, eps);
}
