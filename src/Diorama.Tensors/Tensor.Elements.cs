using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// Elements picked out, put in place, ordered. Indices are Int64.
public sealed partial class Tensor {
    /// <summary>Along dim the entries that index names, for each place of index.</summary>
    public Tensor Gather(long dim, Tensor index) => Aten.Gather.Call(this, dim, index);

    /// <summary>A copy, with source written along dim to the places in index.</summary>
    public Tensor Scatter(long dim, Tensor index, Tensor source) => Aten.ScatterSrc.Call(this, dim, index, source);

    /// <summary>A copy, with a number written along dim to the places in index.</summary>
    public Tensor Scatter(long dim, Tensor index, Scalar value) => Aten.ScatterValue.Call(this, dim, index, value);

    /// <summary>A copy, with source added along dim at the places in index.</summary>
    public Tensor ScatterAdd(long dim, Tensor index, Tensor source) => Aten.ScatterAdd.Call(this, dim, index, source);

    /// <summary>Adds source along dim at the places in index.</summary>
    public Tensor ScatterAddInPlace(long dim, Tensor index, Tensor source) {
        Aten.ScatterAddInPlace.Run(this, dim, index, source);
        return this;
    }

    /// <summary>The entries of dim that index names.</summary>
    public Tensor IndexSelect(long dim, Tensor index) => Aten.IndexSelect.Call(this, dim, index);

    /// <summary>A copy, with entries of source added to those that index names.</summary>
    public Tensor IndexAdd(long dim, Tensor index, Tensor source) => Aten.IndexAdd.Call(this, dim, index, source);

    /// <summary>Adds entries of source to those that index names.</summary>
    public Tensor IndexAddInPlace(long dim, Tensor index, Tensor source) {
        Aten.IndexAddInPlace.Run(this, dim, index, source);
        return this;
    }

    /// <summary>The elements where the mask is true, in one dimension.</summary>
    public Tensor MaskedSelect(Tensor mask) => Aten.MaskedSelect.Call(this, mask);

    /// <summary>Gather with broadcasting.</summary>
    public Tensor TakeAlongDim(Tensor index, long dim) => Aten.TakeAlongDim.Call(this, index, dim);

    /// <summary>Indices of the elements that are not zero, [n, dim].</summary>
    public Tensor Nonzero() => Aten.Nonzero.Call(this);

    /// <summary>Ordered entries and where they stood.</summary>
    public (Tensor Values, Tensor Indices) Sort(long dim = -1, bool descending = false) => Aten.Sort.CallTwo(this, dim, descending);

    /// <summary>Where the entries stand in order.</summary>
    public Tensor ArgSort(long dim = -1, bool descending = false) => Aten.Argsort.Call(this, dim, descending);

    /// <summary>The k largest (or smallest) entries in order and where they stand.</summary>
    public (Tensor Values, Tensor Indices) TopK(long k, long dim = -1, bool largest = true) => Aten.Topk.CallTwo(this, k, dim, largest);

    /// <summary>Different elements in order, the place of each element among them, and how often each occurs.</summary>
    public (Tensor Values, Tensor Inverse, Tensor Counts) Unique() => Aten.Unique2.CallThree(this, true, true, true);

    /// <summary>Where values belong in this ordered tensor: before equal ones, or after them with right.</summary>
    public Tensor SearchSorted(Tensor values, bool right = false) => Aten.SearchsortedTensor.Call(this, values, false, right);

    /// <summary>How often each whole number occurs, or the sum of its weights.</summary>
    public Tensor BinCount(Tensor? weights = null, long minLength = 0) => Aten.Bincount.Call(this, weights, minLength);

    /// <summary>Counts of elements in equal intervals of [min, max].</summary>
    public Tensor Histogram(long bins, Scalar min, Scalar max) => Aten.Histc.Call(this, bins, min, max);

    /// <summary>1 at the class, 0 elsewhere: [..., classes].</summary>
    public Tensor OneHot(long classes = -1) => Aten.OneHot.Call(this, classes);

    /// <summary>Random indices, drawn in proportion to each row's weights.</summary>
    public Tensor Multinomial(long count, bool replacement = false) => Aten.Multinomial.Call(this, count, replacement);
}
