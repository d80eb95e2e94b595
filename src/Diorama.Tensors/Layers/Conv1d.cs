namespace Diorama.Tensors.Layers;

/// <summary>
/// Convolution [N, inputs, W] → [N, outputs, W']. Initial values are PyTorch's: uniform within ±1/√(inputs·kernel/groups).
/// </summary>
public sealed class Conv1d : Layer {
    private readonly long stride, padding, dilation, groups;

    public Tensor Weight { get; }
    public Tensor? Bias { get; }

    public Conv1d(long inputs, long outputs, long kernel, long stride = 1, long padding = 0, long dilation = 1, long groups = 1,
        bool bias = true) {
        (this.stride, this.padding, this.dilation, this.groups) = (stride, padding, dilation, groups);
        Weight = RegisterParameter("weight", Initial.KaimingUniform(Tensor.Empty([outputs, inputs / groups, kernel]), slope: Math.Sqrt(5)));
        if (bias) Bias = RegisterParameter("bias", Initial.FanIn(Tensor.Empty([outputs]), inputs / groups * kernel));
    }

    public override Tensor Forward(Tensor input) => Functional.Conv1d(input, Weight, Bias, stride, padding, dilation, groups);
}
