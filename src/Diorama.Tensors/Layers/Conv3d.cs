namespace Diorama.Tensors.Layers;

/// <summary>
/// Convolution [N, inputs, D, H, W] → [N, outputs, D', H', W'] with cubic kernels. Initial values are PyTorch's: uniform within
/// ±1/√(inputs·kernel³/groups).
/// </summary>
public sealed class Conv3d : Layer {
    private readonly long stride, padding, dilation, groups;

    public Tensor Weight { get; }
    public Tensor? Bias { get; }

    public Conv3d(long inputs, long outputs, long kernel, long stride = 1, long padding = 0, long dilation = 1, long groups = 1,
        bool bias = true) {
        (this.stride, this.padding, this.dilation, this.groups) = (stride, padding, dilation, groups);
        Weight = RegisterParameter("weight", Initial.KaimingUniform(Tensor.Empty([outputs, inputs / groups, kernel, kernel, kernel]),
            slope: Math.Sqrt(5)));
        if (bias) Bias = RegisterParameter("bias", Initial.FanIn(Tensor.Empty([outputs]), inputs / groups * kernel * kernel * kernel));
    }

    public override Tensor Forward(Tensor input) => Functional.Conv3d(input, Weight, Bias, stride, padding, dilation, groups);
}
