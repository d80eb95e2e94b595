namespace Diorama.Tensors.Layers;

/// <summary>
/// input·weightᵀ + bias on the last dimension: [..., inputs] → [..., outputs]. PyTorch's initial values: uniform within ±1/√inputs.
/// </summary>
public sealed class Linear : Layer {
    public Tensor Weight { get; }
    public Tensor? Bias { get; }

    public Linear(long inputs, long outputs, bool bias = true) {
        Weight = Parameter("weight", Initial.KaimingUniform(Tensor.Empty([outputs, inputs]), slope: Math.Sqrt(5)));
        if (bias) Bias = Parameter("bias", Initial.FanIn(Tensor.Empty([outputs]), inputs));
    }

    public override Tensor Forward(Tensor input) => Functional.Linear(input, Weight, Bias);
}
