using static Diorama.Tensors.Tests.Wrappers.Inputs;
using static Diorama.Tensors.Tests.Wrappers.Numbers;

namespace Diorama.Tensors.Tests.Wrappers;

/// <summary>Comparisons, truth values and bits.</summary>
internal static class Comparisons {
    public static readonly Wrapper[] Lines = [
        new("Eq(Tensor)", x => x[0].Eq(x[1]), [A, Real([2, 3], 0.5, 0.8, 2.3, 2.2, -1.3, -2.6)], [Truths([2, 3], 1, 0, 1, 0, 0, 1)], false),
        new("Eq(Scalar)", x => x[0].Eq(1.7), [A], [Truths([2, 3], 0, 0, 0, 0, 1, 0)], false),
        new("Ne(Tensor)", x => x[0].Ne(x[1]), [A, Real([2, 3], 0.5, 0.8, 2.3, 2.2, -1.3, -2.6)], [Truths([2, 3], 0, 1, 0, 1, 1, 0)], false),
        new("Ne(Scalar)", x => x[0].Ne(1.7), [A], [Truths([2, 3], 1, 1, 1, 1, 0, 1)], false),
        new("Lt(Tensor)", x => x[0].Lt(x[1]), [A, Real([2, 3], 0.5, 0.8, 2.3, 2.2, -1.3, -2.6)], [Truths([2, 3], 0, 1, 0, 1, 0, 0)], false),
        new("Lt(Scalar)", x => x[0].Lt(1.7), [A], [Truths([2, 3], 1, 1, 0, 1, 0, 1)], false),
        new("op_LessThan(Tensor, Tensor)", x => x[0] < x[1], [A, Real([2, 3], 0.5, 0.8, 2.3, 2.2, -1.3, -2.6)],
            [Truths([2, 3], 0, 1, 0, 1, 0, 0)], false),
        new("op_LessThan(Tensor, Scalar)", x => x[0] < 1.7, [A], [Truths([2, 3], 1, 1, 0, 1, 0, 1)], false),
        new("Le(Tensor)", x => x[0].Le(x[1]), [A, Real([2, 3], 0.5, 0.8, 2.3, 2.2, -1.3, -2.6)], [Truths([2, 3], 1, 1, 1, 1, 0, 1)], false),
        new("Le(Scalar)", x => x[0].Le(1.7), [A], [Truths([2, 3], 1, 1, 0, 1, 1, 1)], false),
        new("op_LessThanOrEqual(Tensor, Tensor)", x => x[0] <= x[1], [A, Real([2, 3], 0.5, 0.8, 2.3, 2.2, -1.3, -2.6)],
            [Truths([2, 3], 1, 1, 1, 1, 0, 1)], false),
        new("op_LessThanOrEqual(Tensor, Scalar)", x => x[0] <= 1.7, [A], [Truths([2, 3], 1, 1, 0, 1, 1, 1)], false),
        new("Gt(Tensor)", x => x[0].Gt(x[1]), [A, Real([2, 3], 0.5, 0.8, 2.3, 2.2, -1.3, -2.6)], [Truths([2, 3], 0, 0, 0, 0, 1, 0)], false),
        new("Gt(Scalar)", x => x[0].Gt(1.7), [A], [Truths([2, 3], 0, 0, 1, 0, 0, 0)], false),
        new("op_GreaterThan(Tensor, Tensor)", x => x[0] > x[1], [A, Real([2, 3], 0.5, 0.8, 2.3, 2.2, -1.3, -2.6)],
            [Truths([2, 3], 0, 0, 0, 0, 1, 0)], false),
        new("op_GreaterThan(Tensor, Scalar)", x => x[0] > 1.7, [A], [Truths([2, 3], 0, 0, 1, 0, 0, 0)], false),
        new("Ge(Tensor)", x => x[0].Ge(x[1]), [A, Real([2, 3], 0.5, 0.8, 2.3, 2.2, -1.3, -2.6)], [Truths([2, 3], 1, 0, 1, 0, 1, 1)], false),
        new("Ge(Scalar)", x => x[0].Ge(1.7), [A], [Truths([2, 3], 0, 0, 1, 0, 1, 0)], false),
        new("op_GreaterThanOrEqual(Tensor, Tensor)", x => x[0] >= x[1], [A, Real([2, 3], 0.5, 0.8, 2.3, 2.2, -1.3, -2.6)],
            [Truths([2, 3], 1, 0, 1, 0, 1, 1)], false),
        new("op_GreaterThanOrEqual(Tensor, Scalar)", x => x[0] >= 1.7, [A], [Truths([2, 3], 0, 0, 1, 0, 1, 0)], false),
        new("EqualsAll", x => x[0].EqualsAll(x[1]), [A, Real([2, 3], 0.5, 0.8, 2.3, 2.2, -1.3, -2.6)], [Truths([], 0)], false),
        new("EqualsAll: the same", x => x[0].EqualsAll(x[1]), [A, A], [Truths([], 1)], false),
        new("AllClose", x => x[0].AllClose(x[1]), [V, Real([3], 1.000009, -2, 0.5)], [Truths([], 1)], false),
        new("AllClose: relative", x => x[0].AllClose(x[1], 1e-4, 0), [V, Real([3], 1.0002, -2, 0.5)], [Truths([], 0)], false),
        new("AllClose: absolute", x => x[0].AllClose(x[1], 0, 1e-3), [V, Real([3], 1.0002, -2, 0.5)], [Truths([], 1)], false),
        new("BitwiseAnd", x => x[0].BitwiseAnd(x[1]), [Whole, Other], [Integers([2, 3], 1, 2, 4, 4, 0, 1)], false),
        new("op_BitwiseAnd", x => x[0] & x[1], [Truth, Truth2], [Truths([2, 3], 1, 0, 0, 0, 0, 1)], false),
        new("BitwiseOr", x => x[0].BitwiseOr(x[1]), [Whole, Other], [Integers([2, 3], 3, 2, 7, 5, -5, -1)], false),
        new("op_BitwiseOr", x => x[0] | x[1], [Truth, Truth2], [Truths([2, 3], 1, 1, 1, 0, 1, 1)], false),
        new("BitwiseXor", x => x[0].BitwiseXor(x[1]), [Whole, Other], [Integers([2, 3], 2, 0, 3, 1, -5, -2)], false),
        new("op_ExclusiveOr", x => x[0] ^ x[1], [Truth, Truth2], [Truths([2, 3], 0, 1, 1, 0, 1, 0)], false),
        new("BitwiseNot", x => x[0].BitwiseNot(), [Whole], [Integers([2, 3], -2, -3, -7, -6, 6, -4)], false),
        new("op_OnesComplement", x => ~x[0], [Truth], [Truths([2, 3], 0, 1, 0, 1, 1, 0)], false),
        new("LogicalNot", x => x[0].LogicalNot(), [Real([3], 0, 2, -0.5)], [Truths([3], 1, 0, 0)], false),
    ];
}
