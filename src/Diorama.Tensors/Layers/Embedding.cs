namespace Diorama.Tensors.Layers;

/// <summary>A vector for each of <c>count</c> indices: [...] → [..., size]. Initially normal with deviation 1.</summary>
public sealed class Embedding : Layer {
    public Tensor Weight { get; }

    public Embedding(long count, long size) => Weight = Parameter("weight", Tensor.Randn([count, size]));

    public override Tensor Forward(Tensor input) => Functional.Embedding(input, Weight);
}
