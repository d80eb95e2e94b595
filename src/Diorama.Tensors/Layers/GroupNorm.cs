namespace Diorama.Tensors.Layers;

/// <summary>
/// Group normalisation (Wu and He 2018) of [N, C, ...]: normalises over groups of channels, then scales and shifts each channel.
/// </summary>
public sealed class GroupNorm : Layer {
    private readonly long groups;
    private readonly double eps;

    public Tensor Weight { get; }
    public Tensor Bias { get; }

    public GroupNorm(long groups, long channels, double eps = 1e-5) {
        (this.groups, this.eps) = (groups, eps);
        Weight = RegisterParameter("weight", Tensor.Ones([channels]));
        Bias = RegisterParameter("bias", Tensor.Zeros([channels]));
    }

    public override Tensor Forward(Tensor input) => Functional.GroupNorm(input, groups, Weight, Bias, eps);
}
