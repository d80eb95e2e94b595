using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// Reductions over dimensions or over all elements. Without dims everything is reduced; keepDim keeps reduced dimensions with size 1.
public sealed partial class Tensor {
    /// <summary>Computes the sum of all elements.</summary>
    public Tensor Sum(DType? dtype = null) => Aten.Sum.Call(this, dtype);

    /// <summary>Computes sums over dimensions.</summary>
    public Tensor Sum(long[] dims, bool keepDim = false) => Aten.SumDimIntList.Call(this, dims, keepDim);

    /// <summary>Computes the mean of all elements.</summary>
    public Tensor Mean(DType? dtype = null) => Aten.Mean.Call(this, dtype);

    /// <summary>Computes means over dimensions.</summary>
    public Tensor Mean(long[] dims, bool keepDim = false) => Aten.MeanDim.Call(this, dims, keepDim);

    /// <summary>Computes the product of all elements.</summary>
    public Tensor Prod() => Aten.Prod.Call(this);

    /// <summary>Computes products over a dimension.</summary>
    public Tensor Prod(long dim, bool keepDim = false) => Aten.ProdDimInt.Call(this, dim, keepDim);

    /// <summary>Computes variances over dimensions, or over all elements; the sum of squares is divided by n − correction.</summary>
    public Tensor Var(long[]? dims = null, long correction = 1, bool keepDim = false) =>
        Aten.VarCorrection.Call(this, dims, correction, keepDim);

    /// <summary>
    /// Computes standard deviations over dimensions, or over all elements; the sum of squares is divided by n − correction.
    /// </summary>
    public Tensor Std(long[]? dims = null, long correction = 1, bool keepDim = false) =>
        Aten.StdCorrection.Call(this, dims, correction, keepDim);

    /// <summary>Computes the vector norms (Σ|x|ᵖ)^(1/p) over dimensions, or over all elements as one vector; p is 2 unless given.</summary>
    public Tensor Norm(Scalar? p = null, long[]? dims = null, bool keepDim = false) =>
        Aten.LinalgVectorNorm.Call(this, p ?? 2, dims, keepDim);

    /// <summary>Computes ln Σ eˣ over dimensions, without overflow.</summary>
    public Tensor LogSumExp(long[] dims, bool keepDim = false) => Aten.Logsumexp.Call(this, dims, keepDim);

    /// <summary>Computes the largest element.</summary>
    public Tensor Max() => Aten.Max.Call(this);

    /// <summary>Computes the largest elements over a dimension, and their indices.</summary>
    public (Tensor Values, Tensor Indices) Max(long dim, bool keepDim = false) => Aten.MaxDim.CallTwo(this, dim, keepDim);

    /// <summary>Computes the smallest element.</summary>
    public Tensor Min() => Aten.Min.Call(this);

    /// <summary>Computes the smallest elements over a dimension, and their indices.</summary>
    public (Tensor Values, Tensor Indices) Min(long dim, bool keepDim = false) => Aten.MinDim.CallTwo(this, dim, keepDim);

    /// <summary>Computes the largest elements over dimensions; equal ones share the gradient.</summary>
    public Tensor AMax(long[] dims, bool keepDim = false) => Aten.Amax.Call(this, dims, keepDim);

    /// <summary>Computes the smallest elements over dimensions; equal ones share the gradient.</summary>
    public Tensor AMin(long[] dims, bool keepDim = false) => Aten.Amin.Call(this, dims, keepDim);

    /// <summary>Computes the indices of the largest elements over a dimension; without dim the index in the flattened tensor.</summary>
    public Tensor ArgMax(long? dim = null, bool keepDim = false) => Aten.Argmax.Call(this, dim, keepDim);

    /// <summary>Computes the indices of the smallest elements over a dimension; without dim the index in the flattened tensor.</summary>
    public Tensor ArgMin(long? dim = null, bool keepDim = false) => Aten.Argmin.Call(this, dim, keepDim);

    /// <summary>
    /// Computes the medians over a dimension (of an even number of elements the lower one of the middle two), and their indices.
    /// </summary>
    public (Tensor Values, Tensor Indices) Median(long dim, bool keepDim = false) => Aten.MedianDim.CallTwo(this, dim, keepDim);

    /// <summary>
    /// Computes quantiles with linear interpolation, over a dimension or over all elements; <paramref name="q"/> is in 0 … 1.
    /// </summary>
    public Tensor Quantile(double q, long? dim = null, bool keepDim = false) => Aten.QuantileScalar.Call(this, q, dim, keepDim);

    /// <summary>Returns true, as a tensor without dimensions, if any element is true.</summary>
    public Tensor Any() => Aten.Any.Call(this);

    /// <summary>Returns true where any element along a dimension is true.</summary>
    public Tensor Any(long dim, bool keepDim = false) => Aten.AnyDim.Call(this, dim, keepDim);

    /// <summary>Returns true, as a tensor without dimensions, if all elements are true.</summary>
    public Tensor All() => Aten.All.Call(this);

    /// <summary>Returns true where all elements along a dimension are true.</summary>
    public Tensor All(long dim, bool keepDim = false) => Aten.AllDim.Call(this, dim, keepDim);

    /// <summary>Counts the elements that are not zero, over dimensions.</summary>
    public Tensor CountNonzero(long[] dims) => Aten.CountNonzeroDimIntList.Call(this, dims);

    /// <summary>Computes cumulative sums along a dimension.</summary>
    public Tensor CumSum(long dim) => Aten.Cumsum.Call(this, dim);

    /// <summary>Computes cumulative products along a dimension.</summary>
    public Tensor CumProd(long dim) => Aten.Cumprod.Call(this, dim);

    /// <summary>Computes ln Σ eˣ cumulatively along a dimension.</summary>
    public Tensor LogCumSumExp(long dim) => Aten.Logcumsumexp.Call(this, dim);

    /// <summary>Computes the cumulative maximum along a dimension, and its indices.</summary>
    public (Tensor Values, Tensor Indices) CumMax(long dim) => Aten.Cummax.CallTwo(this, dim);

    /// <summary>
    /// Computes the differences of neighbours along a dimension, <paramref name="order"/> times; the dimension loses as many entries.
    /// </summary>
    public Tensor Diff(long order = 1, long dim = -1) => Aten.Diff.Call(this, order, dim);
}
