using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// Changes of shape. Views share memory with this tensor; negative dimensions count from the end.
public sealed partial class Tensor {
    /// <summary>
    /// Returns the same elements in another shape, as a view; one size may be −1. Throws if the memory layout does not allow it.
    /// </summary>
    public Tensor View(params long[] shape) => Aten.View.Call(this, shape);

    /// <summary>
    /// Returns the same elements in another shape; one size may be −1. A view, or a copy if the memory layout does not allow a view.
    /// </summary>
    public Tensor Reshape(params long[] shape) => Aten.Reshape.Call(this, shape);

    /// <summary>Joins the dimensions startDim to endDim into one.</summary>
    public Tensor Flatten(long startDim = 0, long endDim = -1) => Aten.FlattenUsingInts.Call(this, startDim, endDim);

    /// <summary>Splits one dimension into several.</summary>
    public Tensor Unflatten(long dim, params long[] sizes) => Aten.UnflattenInt.Call(this, dim, sizes);

    /// <summary>Returns the dimensions in another order; a view.</summary>
    public Tensor Permute(params long[] dims) => Aten.Permute.Call(this, dims);

    /// <summary>Exchanges two dimensions; a view.</summary>
    public Tensor Transpose(long first, long second) => Aten.TransposeInt.Call(this, first, second);

    /// <summary>Transposes a matrix; a view.</summary>
    public Tensor T() => Aten.T.Call(this);

    /// <summary>Removes all dimensions of size 1; a view.</summary>
    public Tensor Squeeze() => Aten.Squeeze.Call(this);

    /// <summary>Removes a dimension if its size is 1; a view.</summary>
    public Tensor Squeeze(long dim) => Aten.SqueezeDim.Call(this, dim);

    /// <summary>Inserts a new dimension of size 1; a view.</summary>
    public Tensor Unsqueeze(long dim) => Aten.Unsqueeze.Call(this, dim);

    /// <summary>Repeats dimensions of size 1 without copying; −1 keeps a size; a view.</summary>
    public Tensor Expand(params long[] shape) => Aten.Expand.Call(this, shape);

    /// <summary>Expands this tensor to the shape of another; a view.</summary>
    public Tensor ExpandAs(Tensor other) => Aten.ExpandAs.Call(this, other);

    /// <summary>Repeats the tensor along each dimension; a copy.</summary>
    public Tensor Repeat(params long[] times) => Aten.Repeat.Call(this, times);

    /// <summary>Repeats every entry several times in a row; a copy.</summary>
    public Tensor RepeatInterleave(long times, long? dim = null) => Aten.RepeatInterleaveSelfInt.Call(this, times, dim);

    /// <summary>Returns the elements in row-major order without gaps; a copy if this tensor is not contiguous.</summary>
    public Tensor Contiguous() => Aten.Contiguous.Call(this);

    /// <summary>Returns a copy of the elements that takes part in the gradient graph.</summary>
    public Tensor Clone() => Aten.Clone.Call(this);

    /// <summary>Returns the same memory outside the gradient graph; a view.</summary>
    public Tensor Detach() => Aten.Detach.Call(this);

    /// <summary>Converts the elements; the same elements again, without a copy, if nothing changes.</summary>
    public Tensor To(DType dtype) => Aten.ToDtype.Call(this, dtype);

    /// <summary>Moves the elements to a device, and converts them if a type is given; without a copy if nothing changes.</summary>
    public Tensor To(Device device, DType? dtype = null) => Aten.ToDevice.Call(this, device, dtype ?? DType);

    /// <summary>Returns the <paramref name="length"/> entries of a dimension from <paramref name="start"/> on; a view.</summary>
    public Tensor Narrow(long dim, long start, long length) => Aten.Narrow.Call(this, dim, start, length);

    /// <summary>Returns one entry of a dimension, which is removed; a view.</summary>
    public Tensor Select(long dim, long index) => Aten.SelectInt.Call(this, dim, index);

    /// <summary>Returns the entries start, start + step, … up to but excluding end; a view.</summary>
    public Tensor Slice(long dim, long? start = null, long? end = null, long step = 1) =>
        Aten.SliceTensor.Call(this, dim, start, end, step);

    /// <summary>Splits a dimension into parts of one size, the last of which may be smaller; views.</summary>
    public Tensor[] Split(long size, long dim = 0) => Aten.SplitTensor.CallList(this, size, dim);

    /// <summary>Splits a dimension into parts of the given sizes; views.</summary>
    public Tensor[] Split(long[] sizes, long dim = 0) => Aten.SplitWithSizes.CallList(this, sizes, dim);

    /// <summary>
    /// Splits a dimension into at most <paramref name="count"/> parts of equal size, the last of which may be smaller; views.
    /// </summary>
    public Tensor[] Chunk(long count, long dim = 0) => Aten.Chunk.CallList(this, count, dim);

    /// <summary>Returns all entries of a dimension, which is removed; views.</summary>
    public Tensor[] Unbind(long dim = 0) => Aten.UnbindInt.CallList(this, dim);

    /// <summary>Reverses the order of entries along dimensions; a copy.</summary>
    public Tensor Flip(params long[] dims) => Aten.Flip.Call(this, dims);

    /// <summary>Shifts the entries along dimensions; those that leave at one end come back at the other.</summary>
    public Tensor Roll(long[] shifts, long[] dims) => Aten.Roll.Call(this, shifts, dims);

    /// <summary>Moves one dimension to another position; a view.</summary>
    public Tensor MoveDim(long source, long destination) => Aten.MovedimInt.Call(this, source, destination);

    /// <summary>Returns a diagonal of two dimensions; a view.</summary>
    public Tensor Diagonal(long offset = 0, long first = 0, long second = 1) => Aten.Diagonal.Call(this, offset, first, second);

    /// <summary>Returns the diagonal of a matrix, or a matrix with this vector as diagonal.</summary>
    public Tensor Diag(long offset = 0) => Aten.Diag.Call(this, offset);

    /// <summary>Returns the lower triangle of matrices, with zeros above.</summary>
    public Tensor Tril(long diagonal = 0) => Aten.Tril.Call(this, diagonal);

    /// <summary>Returns the upper triangle of matrices, with zeros below.</summary>
    public Tensor Triu(long diagonal = 0) => Aten.Triu.Call(this, diagonal);

    /// <summary>Concatenates tensors along an existing dimension.</summary>
    public static Tensor Cat(Tensor[] tensors, long dim = 0) => Aten.Cat.Call(tensors, dim);

    /// <summary>Stacks tensors of one shape along a new dimension.</summary>
    public static Tensor Stack(Tensor[] tensors, long dim = 0) => Aten.Stack.Call(tensors, dim);

    /// <summary>Returns the coordinates of all points of a grid: one tensor for each axis.</summary>
    public static Tensor[] MeshGrid(Tensor[] axes, string indexing = "ij") => Aten.MeshgridIndexing.CallList(axes, indexing);

    /// <summary>Expands all tensors to a common shape.</summary>
    public static Tensor[] Broadcast(Tensor[] tensors) => Aten.BroadcastTensors.CallList(tensors);
}
