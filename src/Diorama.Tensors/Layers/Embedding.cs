namespace Diorama.Tensors.Layers;

/// <summary>
/// A trained vector for each of <c>count</c> indices: [...] → [..., size]. Initial values are normal with standard deviation 1.
/// </summary>
public sealed class Embedding : Layer {
    public Tensor Weight { get; }

    public Embedding(long count, long size) => Weight = RegisterParameter("weight", Tensor.Randn([count, size]));

    public override Tensor Forward(Tensor input) => Functional.Embedding(input, Weight);
}
