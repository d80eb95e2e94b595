using Diorama.Tensors.Autograd;
using Diorama.Tensors.Layers;
using Diorama.Tensors.Operators;

namespace Diorama.Tensors.Tests;

/// <summary>
/// Attention beside its formula, written down step by step: since libtorch 2.0 an operator computes it, which has kernels of its own for
/// [N, heads, n, d].
/// </summary>
public class AttentionTests {
    /// <summary>Computes softmax(query·keyᵀ/√d + added)·value, where <paramref name="added"/> is −∞ for what is not seen.</summary>
    private static Tensor Formula(Tensor query, Tensor key, Tensor value, Tensor added) {
        Tensor weights = (query.MatMul(key.Transpose(-2, -1)) / Math.Sqrt(query.Size(-1)) + added).Exp();
        return weights.MatMul(value) / weights.Sum([-1], keepDim: true);
    }

    public static TheoryData<long[], long, long, string, bool> Cases {
        get {
            var cases = new TheoryData<long[], long, long, string, bool>();
            foreach (long[] batch in (long[][])[[], [2], [2, 3]]) {
                foreach ((long n, long m) in ((long, long)[])[(5, 5), (3, 7), (1, 6), (70, 70), (33, 70)]) {
                    foreach (string mask in (string[])["none", "truths", "numbers"]) {
                        cases.Add(batch, n, m, mask, false);
                        cases.Add(batch, n, m, mask, true);
                    }
                }
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Attention_IsItsFormula_AndSoAreItsGradients(long[] batch, long n, long m, string kind, bool causal) {
        using var scope = new TensorScope();
        Torch.Seed(7);
        Tensor[] inputs = [New(n, 8), New(m, 8), New(m, 8)];
        Tensor? mask = kind switch {
            // Each query sees the first key, whatever else it sees.
            "truths" => Tensor.Rand([n, m]).Lt(0.6) | Tensor.Arange(0, m).Lt(1).Expand(n, m),
            "numbers" => Tensor.Randn(batch.Length == 2 ? [2, 1, n, m] : [n, m]).WithGrad(),
            _ => null,
        };
        Tensor added = mask is null ? Tensor.Zeros([n, m]) : mask.DType == DType.Bool ? Unseen(~mask) : mask;
        if (causal) added = added + Unseen(Tensor.From(Later()).Reshape(n, m));
        Tensor[] leaves = mask?.RequiresGrad == true ? [.. inputs, mask] : inputs;
        Tensor found = Functional.Attention(inputs[0], inputs[1], inputs[2], mask, causal), exact = Formula(inputs[0], inputs[1], inputs[2],
            added), weights = Tensor.Randn(exact.Shape);
        Assert.Equal([.. batch, n, 8], found.Shape);
        Near(exact, found);
        Tensor?[] expected = Gradients.Of([(exact * weights).Sum()], leaves),
            gradients = Gradients.Of([(found * weights).Sum()], leaves);
        for (int i = 0; i < leaves.Length; i++) Near(expected[i]!, gradients[i]!);

        Tensor New(long rows, long columns) => Tensor.Randn([.. batch, rows, columns]).WithGrad();

        static Tensor Unseen(Tensor which) => Tensor.Zeros(which.Shape).MaskedFill(which, double.NegativeInfinity);

        bool[] Later() => [.. from i in Enumerable.Range(0, (int)n) from j in Enumerable.Range(0, (int)m) select j > i + m - n];
    }

    private static void Near(Tensor expected, Tensor found) {
        double off = ((expected - found).Abs() / (expected.Abs() + 1)).Max().ToDouble();
        Assert.True(off < 1e-5, $"{off} beside the formula");
    }

    /// <summary>Values may be longer than keys, and a mask may have another type than they.</summary>
    [Fact]
    public void Attention_TakesOtherSizesAndTypes() {
        using var scope = new TensorScope();
        Torch.Seed(8);
        Tensor query = Tensor.Randn([2, 3, 4, 8]), key = Tensor.Randn([2, 3, 6, 8]), value = Tensor.Randn([2, 3, 6, 5]);
        Near(Formula(query, key, value, Tensor.Zeros([4, 6])), Functional.Attention(query, key, value));
        Tensor mask = Tensor.Randn([4, 6]).To(DType.BFloat16), found = Functional.Attention(query, key, value, mask);
        Near(Formula(query, key, value, mask), found);
    }

    [Fact]
    public void SecondDerivatives_AreThereForThreeDimensions() {
        using var scope = new TensorScope();
        Torch.Seed(11);
        Tensor x = Tensor.Randn([6, 4, 8], DType.Float64).WithGrad();
        double found = Second(Functional.Attention(x, x, x)), exact = Second(Formula(x, x, x, Tensor.Zeros([4, 4])));
        Assert.Equal(exact, found, Math.Abs(exact) * 1e-9);

        double Second(Tensor result) {
            Tensor first = Gradients.Of(result.Square().Sum(), x, createGraph: true);
            return Gradients.Of(first.Pow(3).Sum(), x).Abs().Sum().ToDouble();
        }
    }

    /// <summary>Several new positions at once see those of the cache, themselves, and none after them.</summary>
    [Fact]
    public void PartsWithACache_FindWhatTheWholeFinds() {
        using var scope = new TensorScope();
        Torch.Seed(9);
        var attention = new MultiHeadAttention(16, 4);
        Tensor sequence = Tensor.Randn([2, 12, 16]), whole = attention.Forward(sequence, causal: true);
        using var cache = new KeyValueCache();
        Tensor[] parts = [.. new (long From, long Count)[] { (0, 4), (4, 3), (7, 1), (8, 4) }
            .Select(p => attention.Forward(sequence.Narrow(1, p.From, p.Count), causal: true, cache: cache))];
        Tensor together = Tensor.Cat(parts, 1);
        Near(whole, together);
        Tensor weights = Tensor.Randn(whole.Shape);
        Tensor[] leaves = [.. attention.Parameters];
        Tensor?[] expected = Gradients.Of([(whole * weights).Sum()], leaves),
            gradients = Gradients.Of([(together * weights).Sum()], leaves);
        for (int i = 0; i < leaves.Length; i++) Near(expected[i]!, gradients[i]!);
    }

    [Fact]
    public void InMixedPrecision_ItIsTheFormulaButForRounding() {
        using var scope = new TensorScope();
        Torch.Seed(10);
        Tensor query = Tensor.Randn([2, 3, 20, 8]), key = Tensor.Randn([2, 3, 20, 8]), value = Tensor.Randn([2, 3, 20, 8]),
            exact = Functional.Attention(query, key, value, causal: true);
        using var mixed = Autocast.On();
        Tensor found = Functional.Attention(query, key, value, causal: true);
        Assert.Equal(DType.BFloat16, found.DType);
        Assert.InRange((found.To(DType.Float32) - exact).Abs().Max().ToDouble(), 1e-5, 0.05);
    }

    [Fact]
    public void Operators_TellWhetherTheyExist() {
        var absent = new Operator("no_such_operator");
        Assert.False(absent.Exists);
        Assert.False(absent.Exists);
        Assert.Throws<TensorException>(() => absent.Call());
        var add = new Operator("add.Tensor");
        Assert.True(add.Exists);
        using Tensor one = Tensor.Ones([1]), two = add.Call(one, one, 1);
        Assert.Equal(2, two.ToDouble());
        Assert.Equal(int.Parse(Torch.Version.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture) >= 2,
            new Operator("scaled_dot_product_attention").Exists);
    }
}
