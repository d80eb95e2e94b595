using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// Matrices and vectors; leading dimensions are batches.
public sealed partial class Tensor {
    /// <summary>Products [..., n, k]·[..., k, m]; of vectors where there is one dimension.</summary>
    public Tensor MatMul(Tensor other) => Aten.Matmul.Call(this, other);

    /// <summary>The product of matrices [n, k]·[k, m].</summary>
    public Tensor Mm(Tensor other) => Aten.Mm.Call(this, other);

    /// <summary>Products of a batch of matrices [b, n, k]·[b, k, m].</summary>
    public Tensor Bmm(Tensor other) => Aten.Bmm.Call(this, other);

    /// <summary>The sum of products of two vectors.</summary>
    public Tensor Dot(Tensor other) => Aten.Dot.Call(this, other);

    /// <summary>All products of two vectors, [n, m].</summary>
    public Tensor Outer(Tensor other) => Aten.Outer.Call(this, other);

    /// <summary>Cross products of vectors of three.</summary>
    public Tensor Cross(Tensor other, long dim = -1) => Aten.LinalgCross.Call(this, other, dim);

    /// <summary>beta·input + alpha·first·second.</summary>
    public static Tensor AddMm(Tensor input, Tensor first, Tensor second, Scalar? beta = null, Scalar? alpha = null) =>
        Aten.Addmm.Call(input, first, second, beta, alpha);

    /// <summary>Sums of products by Einstein's convention, such as <c>bij,bjk-&gt;bik</c>.</summary>
    public static Tensor Einsum(string equation, params Tensor[] operands) => Aten.Einsum.Call(equation, operands);

    /// <summary>Inverse matrices.</summary>
    public Tensor Inverse() => Aten.LinalgInv.Call(this);

    /// <summary>Moore–Penrose inverses.</summary>
    public Tensor PseudoInverse() => Aten.LinalgPinvAtolRtolTensor.Call(this);

    /// <summary>Determinants.</summary>
    public Tensor Det() => Aten.LinalgDet.Call(this);

    /// <summary>Sign and logarithm of the determinants' magnitude.</summary>
    public (Tensor Sign, Tensor LogAbs) SlogDet() => Aten.LinalgSlogdet.CallTwo(this);

    /// <summary>X of this·X = right.</summary>
    public Tensor Solve(Tensor right) => Aten.LinalgSolve.Call(this, right);

    /// <summary>X of this·X = right for a triangular matrix.</summary>
    public Tensor SolveTriangular(Tensor right, bool upper) => Aten.LinalgSolveTriangular.Call(this, right, upper);

    /// <summary>L of this = L·Lᵀ, lower triangular.</summary>
    public Tensor Cholesky() => Aten.LinalgCholesky.Call(this);

    /// <summary>Orthonormal columns Q and triangular R with this = Q·R.</summary>
    public (Tensor Q, Tensor R) Qr() => Aten.LinalgQr.CallTwo(this);

    /// <summary>this = U·diag(S)·Vh, S in descending order.</summary>
    public (Tensor U, Tensor S, Tensor Vh) Svd(bool fullMatrices = false) => Aten.LinalgSvd.CallThree(this, fullMatrices);

    /// <summary>Eigenvalues in ascending order and eigenvectors (columns) of symmetric matrices.</summary>
    public (Tensor Values, Tensor Vectors) Eigh() => Aten.LinalgEigh.CallTwo(this);

    /// <summary>X with the least |this·X − right|, for a matrix of full rank.</summary>
    public Tensor LeastSquares(Tensor right) => Aten.LinalgLstsq.First(this, right);

    /// <summary>The n-th power of a matrix, the inverse's for negative n.</summary>
    public Tensor MatrixPower(long n) => Aten.LinalgMatrixPower.Call(this, n);

    /// <summary>Σ Aⁿ/n!.</summary>
    public Tensor MatrixExp() => Aten.LinalgMatrixExp.Call(this);

    /// <summary>The sum of a matrix's diagonal.</summary>
    public Tensor Trace() => Aten.Trace.Call(this);

    /// <summary>Distances between all rows of two matrices, [..., n, m].</summary>
    public Tensor Distances(Tensor other, double p = 2) => Aten.Cdist.Call(this, other, p);
}
