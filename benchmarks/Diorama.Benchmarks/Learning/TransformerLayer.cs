using Diorama.Tensors;
using Diorama.Tensors.Layers;

namespace Diorama.Benchmarks.Learning;

/// <summary>Causal attention and a perceptron, each after a layer norm.</summary>
internal sealed class TransformerLayer : Layer {
    private readonly LayerNorm norm1, norm2;
    private readonly MultiHeadAttention attention;
    private readonly Linear up, down;

    public TransformerLayer(long size, long heads) {
        norm1 = Part("norm1", new LayerNorm(size));
        norm2 = Part("norm2", new LayerNorm(size));
        attention = Part("attention", new MultiHeadAttention(size, heads));
        up = Part("up", new Linear(size, 4 * size));
        down = Part("down", new Linear(4 * size, size));
    }

    public override Tensor Forward(Tensor input) {
        var x = input + attention.Forward(norm1.Forward(input), causal: true);
        return x + down.Forward(Functional.Gelu(up.Forward(norm2.Forward(x))));
    }
}
