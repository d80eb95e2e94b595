using static Diorama.Tensors.Tests.Wrappers.Inputs;
using static Diorama.Tensors.Tests.Wrappers.Numbers;

namespace Diorama.Tensors.Tests.Wrappers;

/// <summary>Matrices and vectors.</summary>
internal static class Algebra {
    public static readonly Wrapper[] Lines = [
        new("MatMul", x => x[0].MatMul(x[1]), [A, Tall], [Real([2, 2], 8, -2.37, -9.05, 3.25)]),
        new("MatMul: batches", x => x[0].MatMul(x[1]), [Real([2, 2, 2], 1, 2, -1, 0.5, 0.3, 0.7, 2, -1.5), Pair],
            [Real([2, 2], -2.2, -1.3, -0.8, 3.3)]),
        new("Mm", x => x[0].Mm(x[1]), [A, Tall], [Real([2, 2], 8, -2.37, -9.05, 3.25)]),
        new("Bmm", x => x[0].Bmm(x[1]), [Real([2, 2, 2], 1, 2, -1, 0.5, 0.3, 0.7, 2, -1.5), Real([2, 2, 1], 0.4, -1, 2, 0.6)],
            [Real([2, 2, 1], -1.6, -0.9, 1.02, 3.1)]),
        new("Dot", x => x[0].Dot(x[1]), [V, W], [Real([], -2.3)]),
        new("Outer", x => x[0].Outer(x[1]), [Pair, V], [Real([2, 3], 0.6, -1.2, 0.3, -1.4, 2.8, -0.7)]),
        new("Cross", x => x[0].Cross(x[1]), [V, W], [Real([3], 1.05, 0.95, 1.7)]),
        new("Cross: rows", x => x[0].Cross(x[1], 0), [Tall, Real([3, 2], 0.2, 1, 0.5, -0.3, 1.4, 0.6)],
            [Real([3, 2], -2.2, 0.09, -0.8, -2.3, 0.6, -1.3)]),
        new("AddMm", x => Tensor.AddMm(x[0], x[1], x[2], 2, 3), [Square, A, Tall], [Real([2, 2], 28, -9.11, -26.15, 15.75)]),
        new("Einsum", x => Tensor.Einsum("ij,jk->ki", x[0], x[1]), [A, Tall], [Real([2, 2], 8, -9.05, -2.37, 3.25)]),
        new("Inverse", x => x[0].Inverse(), [Square], [Real([2, 2], 0.4615384615385, 0.1538461538462, -0.07692307692308, 0.3076923076923)]),
        new("PseudoInverse", x => x[0].PseudoInverse(), [Tall],
            [Real([2, 3], 0.1615726403662, -0.03042951393564, 0.2744042008886, 0.3976482204569, 0.1139984740362, -0.1135496611463)]),
        new("Det", x => x[0].Det(), [Square], [Real([], 6.5)]),
        new("SlogDet", x => (-x[0].Flip(0)).SlogDet(), [Square], [Real([], -1), Real([], 1.871802176902)]),
        new("Solve", x => x[0].Solve(x[1]), [Square, Real([2, 1], 1, 2)], [Real([2, 1], 0.7692307692308, 0.5384615384615)]),
        new("SolveTriangular", x => x[0].Triu().SolveTriangular(x[1], true), [Square, Real([2, 1], 1, 3)], [Real([2, 1], 1, 1)]),
        new("SolveTriangular: lower", x => x[0].Tril().SolveTriangular(x[1], false), [Square, Real([2, 1], 1, 3)],
            [Real([2, 1], 0.5, 0.9166666666667)]),
        new("Cholesky", x => ((x[0] + x[0].T()) / 2).Cholesky(), [Symmetric], [Real([2, 2], 2, 0, 0.5, 1.658312395178)]),
        new("Qr", x => Upright(x[0].Qr()), [Tall],
            [Real([3, 2], 0.3123475237772, 0.9269887300665, -0.1561737618886, 0.2657507194547, 0.9370425713316, -0.2647044567797),
                Real([2, 2], 3.201562118716, -0.5153734142324, 0, 2.331177866209)]),
        new("Svd", x => x[0].Svd().S, [Square], [Real([2], 3.169093621603, 2.051059632853)]),
        new("Svd: its parts", x => Together(x[0].Svd()), [Tall],
            [Real([3, 2], 2.593883518374, 4.440919757563, -1.801738534636, 1.806720302871, 9.88991944082, -3.496640309509)]),
        new("Eigh", x => ((x[0] + x[0].T()) / 2).Eigh().Values, [Symmetric], [Real([2], 2.38196601125, 4.61803398875)]),
        new("Eigh: its parts", x => Together(((x[0] + x[0].T()) / 2).Eigh()), [Symmetric], [Real([2, 2], 17, 7, 7, 10)]),
        new("LeastSquares", x => x[0].LeastSquares(x[1]), [Tall, Real([3, 1], 1, 2, -1)],
            [Real([2, 1], -0.1736905883937, 0.7391948296755)]),
        new("MatrixPower", x => x[0].MatrixPower(3), [Square], [Real([2, 2], 4.5, -18.5, 9.25, 23)]),
        new("MatrixPower: inverse", x => x[0].MatrixPower(-2), [Square],
            [Real([2, 2], 0.2011834319527, 0.1183431952663, -0.05917159763314, 0.08284023668639)]),
        new("MatrixExp", x => x[0].MatrixExp(), [Square], [Real([2, 2], 4.850545531595, -11.68119745731, 5.840598728653, 16.5317429889)]),
        new("Trace", x => x[0].Trace(), [Square], [Real([], 5)]),
        new("Distances", x => x[0].Distances(x[1]), [A, B], [Real([2, 2], 3.741657386774, 2.406241883103, 2.833725463061, 5.099019513593)]),
        new("Distances: p", x => x[0].Distances(x[1], 1), [A, B], [Real([2, 2], 6, 3.5, 4.7, 8.8)]),
    ];
}
