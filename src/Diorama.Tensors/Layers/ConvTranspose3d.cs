namespace Diorama.Tensors.Layers;

/// <summary>
/// Transposed convolution [N, inputs, D, H, W] → [N, outputs, D', H', W'] with cubic kernels: a side n becomes (n − 1)·stride − 2·padding +
/// kernel + outputPadding.
/// </summary>
public sealed class ConvTranspose3d : Layer {
    private readonly long stride, padding, outputPadding, groups;

    public Tensor Weight { get; }
    public Tensor? Bias { get; }

    public ConvTranspose3d(long inputs, long outputs, long kernel, long stride = 1, long padding = 0, long outputPadding = 0,
        long groups = 1, bool bias = true) {
        (this.stride, this.padding, this.outputPadding, this.groups) = (stride, padding, outputPadding, groups);
        Weight = RegisterParameter("weight", Initial.KaimingUniform(Tensor.Empty([inputs, outputs / groups, kernel, kernel, kernel]),
            slope: Math.Sqrt(5)));
        if (bias) Bias = RegisterParameter("bias", Initial.FanIn(Tensor.Empty([outputs]), outputs / groups * kernel * kernel * kernel));
    }

    public override Tensor Forward(Tensor input) => Functional.ConvTranspose3d(input, Weight, Bias, stride, padding, outputPadding, groups);
}
