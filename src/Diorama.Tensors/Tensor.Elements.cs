using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// Selection, scattering and ordering of elements. Indices are Int64.
public sealed partial class Tensor {
    /// <summary>Takes, for each place of index, the entry along dim that index gives; the result has the shape of index.</summary>
    public Tensor Gather(long dim, Tensor index) => Aten.Gather.Call(this, dim, index);

    /// <summary>Returns a copy in which the elements of source are written along dim to the places in index.</summary>
    public Tensor Scatter(long dim, Tensor index, Tensor source) => Aten.ScatterSrc.Call(this, dim, index, source);

    /// <summary>Returns a copy in which a number is written along dim to the places in index.</summary>
    public Tensor Scatter(long dim, Tensor index, Scalar value) => Aten.ScatterValue.Call(this, dim, index, value);

    /// <summary>Returns a copy in which the elements of source are added along dim at the places in index.</summary>
    public Tensor ScatterAdd(long dim, Tensor index, Tensor source) => Aten.ScatterAdd.Call(this, dim, index, source);

    /// <summary>Adds the elements of source along dim at the places in index. Returns this tensor.</summary>
    public Tensor ScatterAddInPlace(long dim, Tensor index, Tensor source) {
        Aten.ScatterAddInPlace.Run(this, dim, index, source);
        return this;
    }

    /// <summary>Returns the entries of dimension dim at the indices, a vector.</summary>
    public Tensor IndexSelect(long dim, Tensor index) => Aten.IndexSelect.Call(this, dim, index);

    /// <summary>Returns a copy in which the entries of source are added to the entries of dim at the indices, a vector.</summary>
    public Tensor IndexAdd(long dim, Tensor index, Tensor source) => Aten.IndexAdd.Call(this, dim, index, source);

    /// <summary>Adds the entries of source to the entries of dim at the indices, a vector. Returns this tensor.</summary>
    public Tensor IndexAddInPlace(long dim, Tensor index, Tensor source) {
        Aten.IndexAddInPlace.Run(this, dim, index, source);
        return this;
    }

    /// <summary>Returns the elements for which the mask is true, as a vector.</summary>
    public Tensor MaskedSelect(Tensor mask) => Aten.MaskedSelect.Call(this, mask);

    /// <summary>Takes entries along dim as <see cref="Gather"/> does, with broadcasting.</summary>
    public Tensor TakeAlongDim(Tensor index, long dim) => Aten.TakeAlongDim.Call(this, index, dim);

    /// <summary>Returns the indices of the elements that are not zero, [n, dimensions].</summary>
    public Tensor Nonzero() => Aten.Nonzero.Call(this);

    /// <summary>Returns the entries along dim in order, and their original indices.</summary>
    public (Tensor Values, Tensor Indices) Sort(long dim = -1, bool descending = false) => Aten.Sort.CallTwo(this, dim, descending);

    /// <summary>Returns the indices of the entries along dim, in the order of their values.</summary>
    public Tensor ArgSort(long dim = -1, bool descending = false) => Aten.Argsort.Call(this, dim, descending);

    /// <summary>Returns the k largest (or smallest) entries along dim, in order, and their indices.</summary>
    public (Tensor Values, Tensor Indices) TopK(long k, long dim = -1, bool largest = true) => Aten.Topk.CallTwo(this, k, dim, largest);

    /// <summary>
    /// Returns the distinct elements in ascending order, the index of each element among them, and the number of times that each occurs.
    /// </summary>
    public (Tensor Values, Tensor Inverse, Tensor Counts) Unique() => Aten.Unique2.CallThree(this, true, true, true);

    /// <summary>
    /// Returns the indices at which values would be inserted in this ascending tensor: before equal elements, or after them with
    /// <paramref name="right"/>.
    /// </summary>
    public Tensor SearchSorted(Tensor values, bool right = false) => Aten.SearchsortedTensor.Call(this, values, false, right);

    /// <summary>Returns the number of times that each whole number ≥ 0 occurs in this vector, or the sum of its weights.</summary>
    public Tensor BinCount(Tensor? weights = null, long minLength = 0) => Aten.Bincount.Call(this, weights, minLength);

    /// <summary>Counts the elements in equal intervals of [min, max]: → [bins].</summary>
    public Tensor Histogram(long bins, Scalar min, Scalar max) => Aten.Histc.Call(this, bins, min, max);

    /// <summary>Returns 1 at the class and 0 elsewhere, for a tensor of classes [...]: → [..., classes].</summary>
    public Tensor OneHot(long classes = -1) => Aten.OneHot.Call(this, classes);

    /// <summary>Draws random indices in proportion to the weights of each row: [..., n] → [..., count].</summary>
    public Tensor Multinomial(long count, bool replacement = false) => Aten.Multinomial.Call(this, count, replacement);
}
