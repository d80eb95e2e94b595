using static Diorama.Tensors.Tests.Wrappers.Inputs;
using static Diorama.Tensors.Tests.Wrappers.Numbers;

namespace Diorama.Tensors.Tests.Wrappers;

/// <summary>Elements picked out, put in place, ordered and counted.</summary>
internal static class Elements {
    public static readonly Wrapper[] Lines = [
        new("Gather", x => x[0].Gather(1, x[1]), [A, Places], [Real([2, 2], 2.3, 0.5, 1.7, 1.7)]),
        new("Scatter(long, Tensor, Tensor)", x => x[0].Scatter(1, x[1], x[2]),
            [A, Integers([2, 2], 2, 0, 1, 2), Real([2, 2], 10, 20, 30, 40)], [Real([2, 3], 20, -1.2, 10, -0.4, 30, 40)]),
        new("Scatter(long, Tensor, Scalar)", x => x[0].Scatter(1, x[1], 5), [A, Integers([2, 2], 2, 0, 1, 2)],
            [Real([2, 3], 5, -1.2, 5, -0.4, 5, 5)]),
        new("ScatterAdd", x => x[0].ScatterAdd(1, x[1], x[2]), [A, Places, Real([2, 2], 10, 20, 30, 40)],
            [Real([2, 3], 20.5, -1.2, 12.3, -0.4, 71.7, -2.6)]),
        new("ScatterAddInPlace", x => Written(x[0], t => t.ScatterAddInPlace(1, x[1], x[2])), [A, Places, Real([2, 2], 10, 20, 30, 40)],
            [Real([2, 3], 20.5, -1.2, 12.3, -0.4, 71.7, -2.6)]),
        new("IndexSelect", x => x[0].IndexSelect(1, x[1]), [A, Integers([3], 2, 0, 2)], [Real([2, 3], 2.3, 0.5, 2.3, -2.6, -0.4, -2.6)]),
        new("IndexAdd", x => x[0].IndexAdd(1, x[1], x[2]), [A, Integers([2], 2, 2), Real([2, 2], 10, 20, 30, 40)],
            [Real([2, 3], 0.5, -1.2, 32.3, -0.4, 1.7, 67.4)]),
        new("IndexAddInPlace", x => Written(x[0], t => t.IndexAddInPlace(1, x[1], x[2])),
            [A, Integers([2], 2, 2), Real([2, 2], 10, 20, 30, 40)], [Real([2, 3], 0.5, -1.2, 32.3, -0.4, 1.7, 67.4)]),
        new("MaskedSelect", x => x[0].MaskedSelect(x[1]), [A, Truth], [Real([3], 0.5, 2.3, -2.6)]),
        new("TakeAlongDim", x => x[0].TakeAlongDim(x[1], 1), [A, Integers([1, 2], 2, 0)], [Real([2, 2], 2.3, 0.5, -2.6, -0.4)]),
        new("Nonzero", x => x[0].Nonzero(), [Truth], [Integers([3, 2], 0, 0, 0, 2, 1, 2)], false),
        new("Sort", x => x[0].Sort(1, true), [A], [Real([2, 3], 2.3, 0.5, -1.2, 1.7, -0.4, -2.6), Integers([2, 3], 2, 0, 1, 1, 0, 2)]),
        new("ArgSort", x => x[0].ArgSort(0), [A], [Integers([2, 3], 1, 0, 1, 0, 1, 0)], false),
        new("TopK", x => x[0].TopK(2, 1, false), [A], [Real([2, 2], -1.2, 0.5, -2.6, -0.4), Integers([2, 2], 1, 0, 2, 0)]),
        new("TopK: largest", x => x[0].TopK(1, 0), [A], [Real([1, 3], 0.5, 1.7, 2.3), Integers([1, 3], 0, 1, 0)]),
        new("Unique", x => x[0].Unique(), [Integers([4], 3, 1, 3, 2)],
            [Integers([3], 1, 2, 3), Integers([4], 2, 0, 2, 1), Integers([3], 1, 1, 2)], false),
        new("SearchSorted", x => x[0].SearchSorted(x[1]), [Integers([4], 1, 3, 5, 7), Integers([3], 0, 3, 8)], [Integers([3], 0, 1, 4)],
            false),
        new("SearchSorted: right", x => x[0].SearchSorted(x[1], true), [Integers([4], 1, 3, 5, 7), Integers([3], 0, 3, 8)],
            [Integers([3], 0, 2, 4)], false),
        new("BinCount", x => x[0].BinCount(minLength: 5), [Integers([3], 2, 0, 2)], [Integers([5], 1, 0, 2, 0, 0)], false),
        new("BinCount: weights", x => x[0].BinCount(x[1]), [Integers([3], 2, 0, 2), V], [Real([3], -2, 0, 1.5)], false),
        new("Histogram", x => x[0].Histogram(3, 0, 3), [Positive], [Real([3], 2, 2, 2)], false),
        new("OneHot", x => x[0].OneHot(4), [Integers([2], 2, 0)], [Integers([2, 4], 0, 0, 1, 0, 1, 0, 0, 0)], false),
        new("get_Item", x => x[0][0, 1..], [A], [Real([2], -1.2, 2.3)]),
        new("get_Item: tensors", x => x[0][.., x[1]], [A, Integers([3], 2, 0, 2)], [Real([2, 3], 2.3, 0.5, 2.3, -2.6, -0.4, -2.6)]),
        new("get_Item: mask", x => x[0][x[1]], [A, Truth], [Real([3], 0.5, 2.3, -2.6)]),
        new("set_Item", x => Written(x[0], t => { t[.., 1] = x[1]; return t; }), [A, Pair],
            [Real([2, 3], 0.5, 0.6, 2.3, -0.4, -1.4, -2.6)]),
        new("set_Item: tensors", x => Written(x[0], t => { t[.., x[1]] = x[2]; return t; }), [A, Integers([2], 2, 0), Square],
            [Real([2, 3], -1, -1.2, 2, 3, 1.7, 0.5)]),
        new("set_Item: mask", x => Written(x[0], t => { t[x[1]] = x[2]; return t; }), [A, Truth, V],
            [Real([2, 3], 1, -1.2, -2, -0.4, 1.7, 0.5)]),
    ];
}
