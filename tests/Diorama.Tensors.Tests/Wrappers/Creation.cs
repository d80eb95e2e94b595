using static Diorama.Tensors.Tests.Wrappers.Inputs;
using static Diorama.Tensors.Tests.Wrappers.Numbers;

namespace Diorama.Tensors.Tests.Wrappers;

/// <summary>New tensors; random ones where the result is certain.</summary>
internal static class Creation {
    public static readonly Wrapper[] Lines = [
        new("Empty", _ => Tensor.Empty([2, 1], DType.Float64).Zero(), [], [Real([2, 1], 0, 0)], false),
        new("Zeros", _ => Tensor.Zeros([2, 1], DType.Float64), [], [Real([2, 1], 0, 0)], false),
        new("Ones", _ => Tensor.Ones([2], DType.Float64), [], [Real([2], 1, 1)], false),
        new("Full", _ => Tensor.Full([1, 2], 7, DType.Float64), [], [Real([1, 2], 7, 7)], false),
        new("Arange", _ => Tensor.Arange(2, 9, 3), [], [Integers([3], 2, 5, 8)], false),
        new("Linspace", _ => Tensor.Linspace(-1, 2, 4, DType.Float64), [], [Real([4], -1, 0, 1, 2)], false),
        new("Eye", _ => Tensor.Eye(2, DType.Float64), [], [Real([2, 2], 1, 0, 0, 1)], false),
        new("Rand", _ => AreUniform(Tensor.Rand([1000], DType.Float64)), [], [Truths([], 1)], false),
        new("Randn", _ => AreNormal(Tensor.Randn([1000], DType.Float64)), [], [Truths([], 1)], false),
        new("RandInt", _ => Tensor.RandInt(4, 5, [3]), [], [Integers([3], 4, 4, 4)], false),
        new("RandPerm", _ => Tensor.RandPerm(5).Sort().Values, [], [Integers([5], 0, 1, 2, 3, 4)], false),
        new("EmptyLike", x => x[0].EmptyLike().Zero(), [Pair], [Real([2], 0, 0)], false),
        new("ZerosLike", x => x[0].ZerosLike(), [Pair], [Real([2], 0, 0)], false),
        new("OnesLike", x => x[0].OnesLike(DType.Int64), [Pair], [Integers([2], 1, 1)], false),
        new("FullLike", x => x[0].FullLike(3), [Pair], [Real([2], 3, 3)], false),
        new("RandLike", x => AreUniform(x[0].Expand(500, -1).Flatten().RandLike()), [Pair], [Truths([], 1)], false),
        new("RandnLike", x => AreNormal(x[0].Expand(500, -1).Flatten().RandnLike()), [Pair], [Truths([], 1)], false),
        new("Bernoulli", x => x[0].Bernoulli(), [Real([4], 1, 0, 0, 1)], [Real([4], 1, 0, 0, 1)], false),
        new("Multinomial", x => x[0].Multinomial(2, true), [Real([2, 3], 1, 0, 0, 0, 0, 1)], [Integers([2, 2], 0, 0, 2, 2)], false),
        new("Multinomial: each once", x => x[0].Multinomial(3).Sort().Values, [Real([3], 0.2, 0.5, 0.3)], [Integers([3], 0, 1, 2)], false),
        new("FillUniform", x => Written(x[0], t => t.FillUniform(2, 2)), [Pair], [Real([2], 2, 2)], false),
        new("FillUniform: from, to", x => AreUniform(x[0].Expand(500, -1).Flatten().Clone().FillUniform(-3, 1) / 4 + 0.75), [Pair],
            [Truths([], 1)], false),
        new("FillNormal", x => Written(x[0], t => t.FillNormal(3, 0)), [Pair], [Real([2], 3, 3)], false),
        new("FillNormal: standard", x => AreNormal(x[0].Expand(500, -1).Flatten().Clone().FillNormal()), [Pair], [Truths([], 1)], false),
        new("FillBernoulli", x => Written(x[0], t => t.FillBernoulli(1)), [Pair], [Real([2], 1, 1)], false),
        new("FillBernoulli: never", x => Written(x[0], t => t.FillBernoulli(0)), [Pair], [Real([2], 0, 0)], false),
    ];
}
