using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// Over dimensions or all elements. Without dims everything is reduced; keepDim leaves sizes of 1.
public sealed partial class Tensor {
    /// <summary>The sum of all elements.</summary>
    public Tensor Sum(DType? dtype = null) => Aten.Sum.Call(this, dtype);

    /// <summary>Sums.</summary>
    public Tensor Sum(long[] dims, bool keepDim = false) => Aten.SumDimIntList.Call(this, dims, keepDim);

    /// <summary>The mean of all elements.</summary>
    public Tensor Mean(DType? dtype = null) => Aten.Mean.Call(this, dtype);

    /// <summary>Means.</summary>
    public Tensor Mean(long[] dims, bool keepDim = false) => Aten.MeanDim.Call(this, dims, keepDim);

    /// <summary>The product of all elements.</summary>
    public Tensor Prod() => Aten.Prod.Call(this);

    /// <summary>Products.</summary>
    public Tensor Prod(long dim, bool keepDim = false) => Aten.ProdDimInt.Call(this, dim, keepDim);

    /// <summary>Variances; the sum of squares is divided by n − correction.</summary>
    public Tensor Var(long[]? dims = null, long correction = 1, bool keepDim = false) =>
        Aten.VarCorrection.Call(this, dims, correction, keepDim);

    /// <summary>Standard deviations; the sum of squares is divided by n − correction.</summary>
    public Tensor Std(long[]? dims = null, long correction = 1, bool keepDim = false) =>
        Aten.StdCorrection.Call(this, dims, correction, keepDim);

    /// <summary>(Σ|x|ᵖ)^(1/p), of everything as one vector without dims.</summary>
    public Tensor Norm(Scalar? p = null, long[]? dims = null, bool keepDim = false) =>
        Aten.LinalgVectorNorm.Call(this, p ?? 2, dims, keepDim);

    /// <summary>ln Σ eˣ, without overflow.</summary>
    public Tensor LogSumExp(long[] dims, bool keepDim = false) => Aten.Logsumexp.Call(this, dims, keepDim);

    /// <summary>The largest element.</summary>
    public Tensor Max() => Aten.Max.Call(this);

    /// <summary>Largest elements and where they stand.</summary>
    public (Tensor Values, Tensor Indices) Max(long dim, bool keepDim = false) => Aten.MaxDim.CallTwo(this, dim, keepDim);

    /// <summary>The smallest element.</summary>
    public Tensor Min() => Aten.Min.Call(this);

    /// <summary>Smallest elements and where they stand.</summary>
    public (Tensor Values, Tensor Indices) Min(long dim, bool keepDim = false) => Aten.MinDim.CallTwo(this, dim, keepDim);

    /// <summary>Largest elements; equal ones share the gradient.</summary>
    public Tensor AMax(long[] dims, bool keepDim = false) => Aten.Amax.Call(this, dims, keepDim);

    /// <summary>Smallest elements; equal ones share the gradient.</summary>
    public Tensor AMin(long[] dims, bool keepDim = false) => Aten.Amin.Call(this, dims, keepDim);

    /// <summary>Where the largest elements stand; without dim in the flattened tensor.</summary>
    public Tensor ArgMax(long? dim = null, bool keepDim = false) => Aten.Argmax.Call(this, dim, keepDim);

    /// <summary>Where the smallest elements stand; without dim in the flattened tensor.</summary>
    public Tensor ArgMin(long? dim = null, bool keepDim = false) => Aten.Argmin.Call(this, dim, keepDim);

    /// <summary>Medians (the lower of two) and where they stand.</summary>
    public (Tensor Values, Tensor Indices) Median(long dim, bool keepDim = false) => Aten.MedianDim.CallTwo(this, dim, keepDim);

    /// <summary>Quantiles with linear interpolation.</summary>
    public Tensor Quantile(double q, long? dim = null, bool keepDim = false) => Aten.QuantileScalar.Call(this, q, dim, keepDim);

    /// <summary>Whether any element is true.</summary>
    public Tensor Any() => Aten.Any.Call(this);

    /// <summary>Where any element is true.</summary>
    public Tensor Any(long dim, bool keepDim = false) => Aten.AnyDim.Call(this, dim, keepDim);

    /// <summary>Whether all elements are true.</summary>
    public Tensor All() => Aten.All.Call(this);

    /// <summary>Where all elements are true.</summary>
    public Tensor All(long dim, bool keepDim = false) => Aten.AllDim.Call(this, dim, keepDim);

    /// <summary>Numbers of elements that are not zero.</summary>
    public Tensor CountNonzero(long[] dims) => Aten.CountNonzeroDimIntList.Call(this, dims);

    /// <summary>Sums of all elements so far.</summary>
    public Tensor CumSum(long dim) => Aten.Cumsum.Call(this, dim);

    /// <summary>Products of all elements so far.</summary>
    public Tensor CumProd(long dim) => Aten.Cumprod.Call(this, dim);

    /// <summary>ln Σ eˣ of all elements so far.</summary>
    public Tensor LogCumSumExp(long dim) => Aten.Logcumsumexp.Call(this, dim);

    /// <summary>The largest element so far and where it stands.</summary>
    public (Tensor Values, Tensor Indices) CumMax(long dim) => Aten.Cummax.CallTwo(this, dim);

    /// <summary>Differences of neighbours, n fewer elements.</summary>
    public Tensor Diff(long order = 1, long dim = -1) => Aten.Diff.Call(this, order, dim);
}
