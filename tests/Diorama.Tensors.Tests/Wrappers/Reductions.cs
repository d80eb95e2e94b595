using static Diorama.Tensors.Tests.Wrappers.Inputs;
using static Diorama.Tensors.Tests.Wrappers.Numbers;

namespace Diorama.Tensors.Tests.Wrappers;

/// <summary>Sums, extremes and running values.</summary>
internal static class Reductions {
    public static readonly Wrapper[] Lines = [
        new("Sum(DType?)", x => x[0].Sum(), [A], [Real([], 0.3)]),
        new("Sum(long[], bool)", x => x[0].Sum([1], true), [A], [Real([2, 1], 1.6, -1.3)]),
        new("Sum(DType?): of truths", x => x[0].Sum(DType.Float64), [Truth], [Real([], 3)], false),
        new("Mean(DType?)", x => x[0].Mean(), [A], [Real([], 0.05)]),
        new("Mean(long[], bool)", x => x[0].Mean([0]), [A], [Real([3], 0.05, 0.25, -0.15)]),
        new("Prod()", x => x[0].Prod(), [A], [Real([], -2.43984)]),
        new("Prod(long, bool)", x => x[0].Prod(1), [A], [Real([2], -1.38, 1.768)]),
        new("Var", x => x[0].Var(), [A], [Real([], 3.355)]),
        new("Var: along", x => x[0].Var([1], 0, true), [A], [Real([2, 1], 2.042222222222, 3.082222222222)]),
        new("Std", x => x[0].Std(), [A], [Real([], 1.831665908401)]),
        new("Std: along", x => x[0].Std([0], 0), [A], [Real([3], 0.45, 1.45, 2.45)]),
        new("Norm", x => x[0].Norm(), [A], [Real([], 4.09756024971)]),
        new("Norm: p", x => x[0].Norm(3, [1], true), [A], [Real([2, 1], 2.411289404884, 2.825323011072)]),
        new("LogSumExp", x => x[0].LogSumExp([1]), [A], [Real([2], 2.478561389253, 1.827535315889)]),
        new("Max()", x => x[0].Max(), [A], [Real([], 2.3)]),
        new("Max(long, bool)", x => x[0].Max(1, true), [A], [Real([2, 1], 2.3, 1.7), Integers([2, 1], 2, 1)]),
        new("AMax", x => x[0].AMax([0]), [A], [Real([3], 0.5, 1.7, 2.3)]),
        new("ArgMax", x => x[0].ArgMax(), [A], [Integers([], 2)], false),
        new("ArgMax: along", x => x[0].ArgMax(0, true), [A], [Integers([1, 3], 0, 1, 0)], false),
        new("Min()", x => x[0].Min(), [A], [Real([], -2.6)]),
        new("Min(long, bool)", x => x[0].Min(1, true), [A], [Real([2, 1], -1.2, -2.6), Integers([2, 1], 1, 2)]),
        new("AMin", x => x[0].AMin([0]), [A], [Real([3], -0.4, -1.2, -2.6)]),
        new("ArgMin", x => x[0].ArgMin(), [A], [Integers([], 5)], false),
        new("ArgMin: along", x => x[0].ArgMin(0, true), [A], [Integers([1, 3], 1, 0, 1)], false),
        new("Median", x => x[0].Median(1), [A], [Real([2], 0.5, -0.4), Integers([2], 0, 0)]),
        new("Quantile", x => x[0].Quantile(0.3, 1), [A], [Real([2], -0.18, -1.28)]),
        new("Quantile: of all", x => x[0].Quantile(0.5), [A], [Real([], 0.05)]),
        new("Any()", x => x[0].Any(), [Truth], [Truths([], 1)], false),
        new("Any(long, bool)", x => x[0].Any(0), [Truth], [Truths([3], 1, 0, 1)], false),
        new("All()", x => x[0].All(), [Truth], [Truths([], 0)], false),
        new("All(long, bool)", x => x[0].All(0, true), [Truth], [Truths([1, 3], 0, 0, 1)], false),
        new("CountNonzero", x => x[0].CountNonzero([1]), [Truth], [Integers([2], 2, 1)], false),
        new("CumSum", x => x[0].CumSum(1), [A], [Real([2, 3], 0.5, -0.7, 1.6, -0.4, 1.3, -1.3)]),
        new("CumProd", x => x[0].CumProd(0), [A], [Real([2, 3], 0.5, -1.2, 2.3, -0.2, -2.04, -5.98)]),
        new("LogCumSumExp", x => x[0].LogCumSumExp(1), [A],
            [Real([2, 3], 0.5, 0.6677860293863, 2.478561389253, -0.4, 1.81551952318, 1.827535315889)]),
        new("CumMax", x => x[0].CumMax(1), [A], [Real([2, 3], 0.5, 0.5, 2.3, -0.4, 1.7, 1.7), Integers([2, 3], 0, 0, 2, 0, 1, 1)]),
        new("Diff", x => x[0].Diff(), [A], [Real([2, 2], -1.7, 3.5, 2.1, -4.3)]),
        new("Diff: second", x => x[0].Diff(2, 1), [A], [Real([2, 1], 5.2, -6.4)]),
        new("Diff: along", x => x[0].Diff(1, 0), [A], [Real([1, 3], -0.9, 2.9, -4.9)]),
    ];
}
