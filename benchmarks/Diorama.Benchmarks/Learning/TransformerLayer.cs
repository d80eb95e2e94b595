using Diorama.Tensors;
using Diorama.Tensors.Layers;

namespace Diorama.Benchmarks.Learning;

/// <summary>Causal attention and a perceptron, each after a layer norm.</summary>
internal sealed class TransformerLayer : Layer {
    private readonly LayerNorm norm1, norm2;
    private readonly MultiHeadAttention attention;
    private readonly Linear up, down;

    public TransformerLayer(long size, long heads) {
        norm1 = RegisterModule("norm1", new LayerNorm(size));
        norm2 = RegisterModule("norm2", new LayerNorm(size));
        attention = RegisterModule("attention", new MultiHeadAttention(size, heads));
        up = RegisterModule("up", new Linear(size, 4 * size));
        down = RegisterModule("down", new Linear(4 * size, size));
    }

    public override Tensor Forward(Tensor input) {
        var x = input + attention.Forward(norm1.Forward(input), causal: true);
        return x + down.Forward(Functional.Gelu(up.Forward(norm2.Forward(x))));
    }
}
