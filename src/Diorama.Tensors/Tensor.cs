using System.Runtime.CompilerServices;
using Diorama.Tensors.Native;

namespace Diorama.Tensors;

/// <summary>
/// An n-dimensional array of libtorch with its gradient graph. It is freed by <see cref="Dispose"/>, at the end of the
/// <see cref="TensorScope"/> that it was made in, or, without either, by the garbage collector. Disposing twice is allowed; use after that
/// is an <see cref="ObjectDisposedException"/>, on whatever thread: a call that is running keeps the memory until it is done.
/// </summary>
public sealed unsafe partial class Tensor : IDisposable {
    private const int Disposed = int.MinValue;
    private static long live;

    private nint handle;

    // Number of running calls; negative once disposed.
    private int users;

    /// <summary>The scope that frees this tensor, or null.</summary>
    internal TensorScope? Scope;

    // Only tensors that no scope frees have the cost of a finaliser.
    private Finaliser? finaliser;

    /// <summary>Takes ownership of one reference to a native tensor.</summary>
    internal Tensor(nint handle) {
        this.handle = handle;
        Interlocked.Increment(ref live);
        if (!TensorScope.Enter(this)) LeaveToCollector();
        TensorMemory.Watch();
    }

    internal static Tensor[] Own(ReadOnlySpan<nint> handles) {
        var tensors = new Tensor[handles.Length];
        for (int i = 0; i < tensors.Length; i++) tensors[i] = new Tensor(handles[i]);
        return tensors;
    }

    /// <summary>Number of tensors that C# holds at this moment.</summary>
    public static long LiveCount => Interlocked.Read(ref live);

    public bool IsDisposed => users < 0;

    /// <summary>Returns the native handle, which is not freed before <see cref="Return"/> is called.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal nint Borrow() {
        if (Interlocked.Increment(ref users) > 0) return handle;
        Return();
        throw new ObjectDisposedException(nameof(Tensor),
            "The tensor was disposed, or the TensorScope that it was made in has ended (call DetachFromScope, or move it out).");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Return() {
        if (Interlocked.Decrement(ref users) == Disposed) Release();
    }

    public void Dispose() {
        int before = Interlocked.Or(ref users, Disposed);
        if (before < 0) return;
        finaliser?.Dispose();
        if (before == 0) Release();
    }

    /// <summary>Frees the tensor if neither user code nor a scope holds it any longer.</summary>
    private sealed class Finaliser(Tensor tensor) : IDisposable {
        ~Finaliser() => tensor.Release();

        public void Dispose() => GC.SuppressFinalize(this);
    }

    /// <summary>Leaves the tensor to the garbage collector; to be called when it leaves its scopes.</summary>
    internal void LeaveToCollector() {
        Scope = null;
        if (finaliser is null && !IsDisposed) finaliser = new(this);
    }

    private void Release() {
        nint owned = Interlocked.Exchange(ref handle, 0);
        if (owned == 0) return;
        Interlocked.Decrement(ref live);
        TensorShim.tensors_release(owned);
    }

    /// <summary>Takes the tensor out of every scope: it lives until it is disposed or no longer referenced. Returns this tensor.</summary>
    public Tensor DetachFromScope() {
        LeaveToCollector();
        return this;
    }

    /// <summary>Returns a second owner of the same tensor, with the same memory, gradient and graph.</summary>
    public Tensor Alias() {
        nint shared = TensorShim.tensors_alias(Borrow());
        Return();
        return new Tensor(shared);
    }

    /// <summary>Number of dimensions.</summary>
    public int Dim => (int)Ask(&TensorShim.tensors_dim);

    /// <summary>Number of elements.</summary>
    public long Numel => Ask(&TensorShim.tensors_numel);

    public DType DType => (DType)Ask(&TensorShim.tensors_dtype);

    public Device Device => Device.FromCode(Ask(&TensorShim.tensors_device));

    /// <summary>Whether elements lie in memory in row-major order without gaps.</summary>
    public bool IsContiguous => Ask(&TensorShim.tensors_contiguous) != 0;

    /// <summary>Sizes of all dimensions, a new array each time.</summary>
    public long[] Shape => Sizes(&TensorShim.tensors_shape);

    /// <summary>Distance in elements from one entry to the next, for each dimension.</summary>
    public long[] Strides => Sizes(&TensorShim.tensors_strides);

    /// <summary>Returns the size of one dimension; negative ones count from the end.</summary>
    public long Size(int dim) {
        var shape = Shape;
        if (dim < -shape.Length || dim >= shape.Length)
            throw new ArgumentOutOfRangeException(nameof(dim), dim, $"The tensor has {shape.Length} dimensions.");
        return shape[dim < 0 ? dim + shape.Length : dim];
    }

    /// <summary>
    /// Number of times that the elements were written to in place; a backward pass refuses a saved tensor that has changed since.
    /// </summary>
    public long Version => Ask(&TensorShim.tensors_count_writes);

    /// <summary>Returns the elements as PyTorch prints them.</summary>
    public override string ToString() => IsDisposed ? "tensor(disposed)" : TensorText.Of(this);

    private long Ask(delegate*<nint, long> question) {
        nint borrowed = Borrow();
        try {
            return TensorShim.Check(question(borrowed));
        } finally {
            Return();
        }
    }

    private long[] Sizes(delegate*<nint, long*, long> question) {
        nint borrowed = Borrow();
        try {
            var sizes = new long[TensorShim.Check(TensorShim.tensors_dim(borrowed))];
            fixed (long* first = sizes) TensorShim.Check(question(borrowed, first));
            return sizes;
        } finally {
            Return();
        }
    }
}
