namespace Diorama.Tensors.Layers;

/// <summary>
/// Computes input·weightᵀ + bias on the last dimension: [..., inputs] → [..., outputs]. Initial values are PyTorch's: uniform within
/// ±1/√inputs.
/// </summary>
public sealed class Linear : Layer {
    public Tensor Weight { get; }
    public Tensor? Bias { get; }

    public Linear(long inputs, long outputs, bool bias = true) {
        Weight = RegisterParameter("weight", Initial.KaimingUniform(Tensor.Empty([outputs, inputs]), slope: Math.Sqrt(5)));
        if (bias) Bias = RegisterParameter("bias", Initial.FanIn(Tensor.Empty([outputs]), inputs));
    }

    public override Tensor Forward(Tensor input) => Functional.Linear(input, Weight, Bias);
}
