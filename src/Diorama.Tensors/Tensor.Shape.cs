using Diorama.Tensors.Operators;

namespace Diorama.Tensors;

// Other shapes of the same elements. Views share memory with this tensor; negative dimensions count from the end.
public sealed partial class Tensor {
    /// <summary>The same elements in another shape, one size may be −1; an error where memory does not allow it.</summary>
    public Tensor View(params long[] shape) => Aten.View.Call(this, shape);

    /// <summary>The same elements in another shape, one size may be −1; a copy where memory does not allow a view.</summary>
    public Tensor Reshape(params long[] shape) => Aten.Reshape.Call(this, shape);

    /// <summary>Several dimensions as one.</summary>
    public Tensor Flatten(long startDim = 0, long endDim = -1) => Aten.FlattenUsingInts.Call(this, startDim, endDim);

    /// <summary>One dimension as several.</summary>
    public Tensor Unflatten(long dim, params long[] sizes) => Aten.UnflattenInt.Call(this, dim, sizes);

    /// <summary>Dimensions in another order; a view.</summary>
    public Tensor Permute(params long[] dims) => Aten.Permute.Call(this, dims);

    /// <summary>Two dimensions exchanged; a view.</summary>
    public Tensor Transpose(long first, long second) => Aten.TransposeInt.Call(this, first, second);

    /// <summary>A matrix transposed; a view.</summary>
    public Tensor T() => Aten.T.Call(this);

    /// <summary>Without dimensions of size 1; a view.</summary>
    public Tensor Squeeze() => Aten.Squeeze.Call(this);

    /// <summary>Without this dimension if its size is 1; a view.</summary>
    public Tensor Squeeze(long dim) => Aten.SqueezeDim.Call(this, dim);

    /// <summary>With a new dimension of size 1; a view.</summary>
    public Tensor Unsqueeze(long dim) => Aten.Unsqueeze.Call(this, dim);

    /// <summary>Sizes of 1 repeated without copying, −1 leaves a size; a view.</summary>
    public Tensor Expand(params long[] shape) => Aten.Expand.Call(this, shape);

    /// <summary>Expanded to another tensor's shape; a view.</summary>
    public Tensor ExpandAs(Tensor other) => Aten.ExpandAs.Call(this, other);

    /// <summary>Copies side by side.</summary>
    public Tensor Repeat(params long[] times) => Aten.Repeat.Call(this, times);

    /// <summary>Every entry several times in a row.</summary>
    public Tensor RepeatInterleave(long times, long? dim = null) => Aten.RepeatInterleaveSelfInt.Call(this, times, dim);

    /// <summary>Row-major without gaps; a copy where it is not.</summary>
    public Tensor Contiguous() => Aten.Contiguous.Call(this);

    /// <summary>A copy of the elements that takes part in the gradient graph.</summary>
    public Tensor Clone() => Aten.Clone.Call(this);

    /// <summary>The same memory outside the gradient graph; a view.</summary>
    public Tensor Detach() => Aten.Detach.Call(this);

    /// <summary>Converted elements; this tensor again where nothing changes.</summary>
    public Tensor To(DType dtype) => Aten.ToDtype.Call(this, dtype);

    /// <summary>Moved to a device, and converted; this tensor again where nothing changes.</summary>
    public Tensor To(Device device, DType? dtype = null) => Aten.ToDevice.Call(this, device, dtype ?? DType);

    /// <summary>A stretch of one dimension; a view.</summary>
    public Tensor Narrow(long dim, long start, long length) => Aten.Narrow.Call(this, dim, start, length);

    /// <summary>One entry of a dimension, which goes away; a view.</summary>
    public Tensor Select(long dim, long index) => Aten.SelectInt.Call(this, dim, index);

    /// <summary>Entries start, start + step, … before end; a view.</summary>
    public Tensor Slice(long dim, long? start = null, long? end = null, long step = 1) =>
        Aten.SliceTensor.Call(this, dim, start, end, step);

    /// <summary>Parts of a size, the last one may be smaller; views.</summary>
    public Tensor[] Split(long size, long dim = 0) => Aten.SplitTensor.CallList(this, size, dim);

    /// <summary>Parts of given sizes; views.</summary>
    public Tensor[] Split(long[] sizes, long dim = 0) => Aten.SplitWithSizes.CallList(this, sizes, dim);

    /// <summary>Parts of equal size, the last one may be smaller; views.</summary>
    public Tensor[] Chunk(long count, long dim = 0) => Aten.Chunk.CallList(this, count, dim);

    /// <summary>All entries of a dimension; views.</summary>
    public Tensor[] Unbind(long dim = 0) => Aten.UnbindInt.CallList(this, dim);

    /// <summary>Entries in reverse order.</summary>
    public Tensor Flip(params long[] dims) => Aten.Flip.Call(this, dims);

    /// <summary>Entries moved on, those that leave come back at the other end.</summary>
    public Tensor Roll(long[] shifts, long[] dims) => Aten.Roll.Call(this, shifts, dims);

    /// <summary>One dimension at another place; a view.</summary>
    public Tensor MoveDim(long source, long destination) => Aten.MovedimInt.Call(this, source, destination);

    /// <summary>A diagonal; a view.</summary>
    public Tensor Diagonal(long offset = 0, long first = 0, long second = 1) => Aten.Diagonal.Call(this, offset, first, second);

    /// <summary>The diagonal of a matrix, or a matrix with this vector as diagonal.</summary>
    public Tensor Diag(long offset = 0) => Aten.Diag.Call(this, offset);

    /// <summary>The lower triangle, zeros above.</summary>
    public Tensor Tril(long diagonal = 0) => Aten.Tril.Call(this, diagonal);

    /// <summary>The upper triangle, zeros below.</summary>
    public Tensor Triu(long diagonal = 0) => Aten.Triu.Call(this, diagonal);

    /// <summary>Tensors one after the other along a dimension.</summary>
    public static Tensor Cat(Tensor[] tensors, long dim = 0) => Aten.Cat.Call(tensors, dim);

    /// <summary>Tensors side by side along a new dimension.</summary>
    public static Tensor Stack(Tensor[] tensors, long dim = 0) => Aten.Stack.Call(tensors, dim);

    /// <summary>Coordinates of a grid: one tensor for each axis.</summary>
    public static Tensor[] MeshGrid(Tensor[] axes, string indexing = "ij") => Aten.MeshgridIndexing.CallList(axes, indexing);

    /// <summary>All expanded to a common shape.</summary>
    public static Tensor[] Broadcast(Tensor[] tensors) => Aten.BroadcastTensors.CallList(tensors);
}
