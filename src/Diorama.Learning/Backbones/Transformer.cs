using Diorama.Tensors;
using Diorama.Tensors.Layers;

namespace Diorama.Learning.Backbones;

/// <summary>
/// Transformer blocks that normalise first, as in GPT-2 (Radford et al. 2019): sequences [N, positions, size] → the same shape, normalised
/// at the end. Initial weights are normal with deviation 0.02, biases 0.
/// </summary>
public sealed class Transformer : Module {
    private readonly TransformerBlock[] blocks;
    private readonly LayerNorm norm;

    /// <param name="layers">Number of blocks.</param>
    /// <param name="size">Features of a position.</param>
    /// <param name="heads">Attention heads, which share the features equally.</param>
    /// <param name="dropout">Share of features that are left out after attention and perceptron, in training.</param>
    public Transformer(int layers, long size, long heads, double dropout = 0) {
        blocks = new TransformerBlock[layers];
        for (int i = 0; i < layers; i++) blocks[i] = RegisterModule($"block{i}", new TransformerBlock(size, heads, dropout));
        norm = RegisterModule("norm", new LayerNorm(size));
        foreach ((string name, Tensor tensor) in NamedParameters()) {
            if (tensor.Dim == 2) Initial.Normal(tensor, 0.02);
            else if (name.EndsWith("bias", StringComparison.Ordinal)) tensor.Detach().Zero();
        }
    }

    /// <summary>
    /// Creates a cache for <see cref="Forward"/>: a sequence grows without being processed again. The caller disposes it.
    /// </summary>
    public TransformerCache NewCache() => new(blocks.Length);

    /// <param name="input">Sequence [N, n, size]; with a cache, the positions that are new.</param>
    /// <param name="mask">
    /// Which positions [n, m] or [N, 1, n, m] see which, true where they do, or numbers to be added; m counts those in the cache too.
    /// </param>
    /// <param name="causal">Whether a position sees only those up to itself.</param>
    /// <param name="cache">Cache of earlier positions; null for none.</param>
    public Tensor Forward(Tensor input, Tensor? mask = null, bool causal = false, TransformerCache? cache = null) {
        Tensor x = input;
        for (int i = 0; i < blocks.Length; i++) x = blocks[i].Forward(x, mask, causal, cache?[i]);
        return norm.Forward(x);
    }
}

/// <summary>Keys and values of all layers of a <see cref="Transformer"/> for the positions seen so far.</summary>
public sealed class TransformerCache : IDisposable {
    private readonly KeyValueCache[] layers;

    internal TransformerCache(int count) => layers = [.. Enumerable.Range(0, count).Select(_ => new KeyValueCache())];

    internal KeyValueCache this[int layer] => layers[layer];

    /// <summary>Number of positions seen so far.</summary>
    public long Length => layers[0].Length;

    public void Dispose() {
        foreach (KeyValueCache layer in layers) layer.Dispose();
    }
}

/// <summary>Attention and a perceptron of four times the size, each after a normalisation and added to what it was made from.</summary>
internal sealed class TransformerBlock : Module {
    private readonly LayerNorm norm1, norm2;
    private readonly MultiHeadAttention attention;
    private readonly Linear up, down;
    private readonly Dropout dropout;

    public TransformerBlock(long size, long heads, double dropout) {
        norm1 = RegisterModule("norm1", new LayerNorm(size));
        attention = RegisterModule("attention", new MultiHeadAttention(size, heads));
        norm2 = RegisterModule("norm2", new LayerNorm(size));
        up = RegisterModule("up", new Linear(size, 4 * size));
        down = RegisterModule("down", new Linear(4 * size, size));
        this.dropout = RegisterModule("dropout", new Dropout(dropout));
    }

    public Tensor Forward(Tensor input, Tensor? mask, bool causal, KeyValueCache? cache) {
        Tensor x = input + dropout.Forward(attention.Forward(norm1.Forward(input), mask, causal, cache));
        return x + dropout.Forward(down.Forward(Functional.Gelu(up.Forward(norm2.Forward(x)))));
    }
}
