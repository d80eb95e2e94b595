using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// Attention, by the one operator that libtorch has for it since 2.0, or by its formula.
public static partial class Functional {
    /// <summary>
    /// Computes softmax(query·keyᵀ/√d + mask)·value (Vaswani et al. 2017) from query [..., n, d], key [..., m, d], value [..., m, e]: →
    /// [..., n, e]. A boolean mask [..., n, m] lets through where it is true, a mask of numbers is added; with <paramref name="causal"/>
    /// query i sees the keys 0 to i + m − n. Every query has to see a key. Second derivatives need three dimensions, [N·heads, n, d]: for
    /// four, libtorch has had a kernel without them since 2.1.
    /// </summary>
    public static Tensor Attention(Tensor query, Tensor key, Tensor value, Tensor? mask = null, bool causal = false) {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        using var scope = new TensorScope();
        long n = query.Size(-2), m = key.Size(-2);
        // The newest position sees all.
        causal &= n > 1;
        bool fuses = Fuses(query, key, value, mask), alone = causal && fuses && n == m && mask is null;
        if (causal && !alone) {
            Tensor earlier = Tensor.Ones([n, m], DType.Bool, query.Device).Tril(m - n);
            mask = mask is null ? earlier : mask.DType == DType.Bool ? mask & earlier : mask.MaskedFill(~earlier, double.NegativeInfinity);
        }
        if (fuses) return scope.MoveOut(Aten.ScaledDotProductAttention.Call(query, key, value, mask, 0.0, alone));
        Tensor scores = (query * (1 / Math.Sqrt(query.Size(-1)))).MatMul(key.Transpose(-2, -1));
        if (mask is not null) scores = mask.DType == DType.Bool ? scores.MaskedFill(~mask, double.NegativeInfinity) : scores + mask;
        return scope.MoveOut(Softmax(scores).MatMul(value));
    }

    /// <summary>
    /// Whether the operator is there and takes these: it wants one type for all. In bfloat16 on the processor libtorch 2.6 needs twenty
    /// times as long for it as in 32 bits, so that there the products are taken, which gain.
    /// </summary>
    private static bool Fuses(Tensor query, Tensor key, Tensor value, Tensor? mask) {
        DType type = query.DType;
        return Aten.ScaledDotProductAttention.Exists && key.DType == type && value.DType == type
            && (mask is null || mask.DType == DType.Bool || mask.DType == type)
            && (query.Device.IsCuda || type != DType.BFloat16 && !Autocast.IsOn(query.Device));
    }
}
