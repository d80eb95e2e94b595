using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// Matrices and vectors; leading dimensions are batches.
public sealed partial class Tensor {
    /// <summary>Computes matrix products [..., n, k]·[..., k, m] → [..., n, m]; an operand of one dimension is a vector.</summary>
    public Tensor MatMul(Tensor other) => Aten.Matmul.Call(this, other);

    /// <summary>Computes the product of two matrices [n, k]·[k, m] → [n, m].</summary>
    public Tensor Mm(Tensor other) => Aten.Mm.Call(this, other);

    /// <summary>Computes the products of a batch of matrices [b, n, k]·[b, k, m] → [b, n, m].</summary>
    public Tensor Bmm(Tensor other) => Aten.Bmm.Call(this, other);

    /// <summary>Computes the scalar product of two vectors [n], a tensor without dimensions.</summary>
    public Tensor Dot(Tensor other) => Aten.Dot.Call(this, other);

    /// <summary>Computes all products of the elements of two vectors [n] and [m]: → [n, m].</summary>
    public Tensor Outer(Tensor other) => Aten.Outer.Call(this, other);

    /// <summary>Computes the cross products of vectors with 3 elements along <paramref name="dim"/>.</summary>
    public Tensor Cross(Tensor other, long dim = -1) => Aten.LinalgCross.Call(this, other, dim);

    /// <summary>
    /// Computes beta·input + alpha·first·second with matrices first [n, k], second [k, m] and input that broadcasts to [n, m].
    /// </summary>
    public static Tensor AddMm(Tensor input, Tensor first, Tensor second, Scalar? beta = null, Scalar? alpha = null) =>
        Aten.Addmm.Call(input, first, second, beta, alpha);

    /// <summary>Computes sums of products by Einstein's convention, such as <c>bij,bjk-&gt;bik</c>.</summary>
    public static Tensor Einsum(string equation, params Tensor[] operands) => Aten.Einsum.Call(equation, operands);

    /// <summary>Computes the inverses of matrices [..., n, n].</summary>
    public Tensor Inverse() => Aten.LinalgInv.Call(this);

    /// <summary>Computes the Moore–Penrose inverses of matrices [..., n, m]: → [..., m, n].</summary>
    public Tensor PseudoInverse() => Aten.LinalgPinvAtolRtolTensor.Call(this);

    /// <summary>Computes the determinants of matrices [..., n, n]: → [...].</summary>
    public Tensor Det() => Aten.LinalgDet.Call(this);

    /// <summary>
    /// Computes the sign and the logarithm of the absolute value of the determinants of matrices [..., n, n]: → [...] each.
    /// </summary>
    public (Tensor Sign, Tensor LogAbs) SlogDet() => Aten.LinalgSlogdet.CallTwo(this);

    /// <summary>Solves this·X = right for X, with matrices this [..., n, n] and right [..., n, k].</summary>
    public Tensor Solve(Tensor right) => Aten.LinalgSolve.Call(this, right);

    /// <summary>Solves this·X = right for X, with triangular matrices this [..., n, n] and right [..., n, k].</summary>
    public Tensor SolveTriangular(Tensor right, bool upper) => Aten.LinalgSolveTriangular.Call(this, right, upper);

    /// <summary>Computes the lower triangular L with this = L·Lᵀ, of positive definite matrices [..., n, n].</summary>
    public Tensor Cholesky() => Aten.LinalgCholesky.Call(this);

    /// <summary>Computes the decomposition this = Q·R of matrices [..., n, m], with orthonormal columns Q and upper triangular R.</summary>
    public (Tensor Q, Tensor R) Qr() => Aten.LinalgQr.CallTwo(this);

    /// <summary>
    /// Computes the singular value decomposition this = U·diag(S)·Vh of matrices [..., n, m], with S in descending order.
    /// </summary>
    public (Tensor U, Tensor S, Tensor Vh) Svd(bool fullMatrices = false) => Aten.LinalgSvd.CallThree(this, fullMatrices);

    /// <summary>
    /// Computes the eigenvalues [..., n] in ascending order and the eigenvectors (columns of [..., n, n]) of symmetric matrices [..., n,
    /// n].
    /// </summary>
    public (Tensor Values, Tensor Vectors) Eigh() => Aten.LinalgEigh.CallTwo(this);

    /// <summary>Computes the X that minimises |this·X − right|, for matrices of full rank.</summary>
    public Tensor LeastSquares(Tensor right) => Aten.LinalgLstsq.First(this, right);

    /// <summary>Computes the n-th power of a matrix; for negative n the power −n of the inverse.</summary>
    public Tensor MatrixPower(long n) => Aten.LinalgMatrixPower.Call(this, n);

    /// <summary>Computes the matrix exponential Σ Aⁿ/n!.</summary>
    public Tensor MatrixExp() => Aten.LinalgMatrixExp.Call(this);

    /// <summary>Computes the sum of the diagonal of a matrix.</summary>
    public Tensor Trace() => Aten.Trace.Call(this);

    /// <summary>Computes the p-norm distances between all rows of two matrices [..., n, k] and [..., m, k]: → [..., n, m].</summary>
    public Tensor Distances(Tensor other, double p = 2) => Aten.Cdist.Call(this, other, p);
}
