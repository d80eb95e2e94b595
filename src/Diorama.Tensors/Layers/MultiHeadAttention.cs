namespace Diorama.Tensors.Layers;

/// <summary>
/// Multi-head attention (Vaswani et al. 2017) of [N, positions, size]. Weights have the names and layout of PyTorch's
/// <c>MultiheadAttention</c>: one matrix for queries, keys and values, and one for the output.
/// </summary>
public sealed class MultiHeadAttention : Module {
    private readonly long size, heads;

    public Tensor InWeight { get; }
    public Tensor InBias { get; }
    public Linear Output { get; }

    public MultiHeadAttention(long size, long heads) {
        if (size % heads != 0) throw new ArgumentException($"{heads} heads do not share {size} features equally.");
        (this.size, this.heads) = (size, heads);
        InWeight = RegisterParameter("in_proj_weight", Initial.XavierUniform(Tensor.Empty([3 * size, size])));
        InBias = RegisterParameter("in_proj_bias", Tensor.Zeros([3 * size]));
        Output = RegisterModule("out_proj", new Linear(size, size));
    }

    /// <summary>
    /// Self-attention of a sequence [N, positions, size] → [N, positions, size]; see <see cref="Functional.Attention"/> for masks. With a
    /// cache, also to all positions seen before.
    /// </summary>
    public Tensor Forward(Tensor input, Tensor? mask = null, bool causal = false, KeyValueCache? cache = null) {
        var parts = Functional.Linear(input, InWeight, InBias).Chunk(3, -1);
        var (keys, values) = (Heads(parts[1]), Heads(parts[2]));
        if (cache is not null) (keys, values) = cache.Append(keys, values);
        return Join(Functional.Attention(Heads(parts[0]), keys, values, mask, causal));
    }

    /// <summary>Cross-attention of a sequence [N, positions, size] to another one, [N, others, size]: → [N, positions, size].</summary>
    public Tensor Cross(Tensor input, Tensor context, Tensor? mask = null) {
        var query = Functional.Linear(input, InWeight.Narrow(0, 0, size), InBias.Narrow(0, 0, size));
        var parts = Functional.Linear(context, InWeight.Narrow(0, size, 2 * size), InBias.Narrow(0, size, 2 * size)).Chunk(2, -1);
        return Join(Functional.Attention(Heads(query), Heads(parts[0]), Heads(parts[1]), mask));
    }

    private Tensor Heads(Tensor x) => x.Unflatten(-1, heads, size / heads).Transpose(-3, -2);

    private Tensor Join(Tensor x) => Output.Forward(x.Transpose(-3, -2).Flatten(-2));
}
