using System.Runtime.InteropServices;
using Diorama.Core;

namespace Diorama.Tensors.Native;

/// <summary>
/// Declarations of the functions of native/tensors.cpp, tensors_autograd.cpp and tensors_autocast.cpp. Calls that take a fraction of a
/// microsecond, never block and never run managed code omit the garbage collector's transition.
/// </summary>
internal static unsafe class TensorShim {
    private const string Library = "diorama_tensors";

    internal enum Tag { None, Tensor, Int, Float, Bool, String, Device, Ints, Floats, Bools, Tensors }

    [StructLayout(LayoutKind.Explicit, Size = 16)]
    internal struct Value {
        [FieldOffset(0)] public Tag Tag;
        [FieldOffset(4)] public int Count;
        [FieldOffset(8)] public long Int;
        [FieldOffset(8)] public double Float;
        [FieldOffset(8)] public nint Pointer;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct ManagedFunction {
        public nint State;
        public delegate* unmanaged<nint, nint*, int, nint*, int, nint*, byte*, int, nint> Backward;
        public delegate* unmanaged<nint, void> Release;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Memory {
        public long Bytes, Peak, Blocks;
    }

    internal const long Threw = -2;

    [DllImport(Library)] internal static extern long tensors_start();
    [DllImport(Library)] internal static extern byte* tensors_version();
    [DllImport(Library)] internal static extern byte* tensors_libtorch();
    [DllImport(Library)] internal static extern byte* tensors_error();
    [DllImport(Library)] internal static extern nint tensors_managed_error();
    [DllImport(Library)] internal static extern void tensors_free(nint block);

    [DllImport(Library)] internal static extern nint tensors_operator(byte* name, byte* overload);
    [DllImport(Library)] internal static extern long tensors_schema(nint op, byte* text, long size);
    [DllImport(Library)] internal static extern long tensors_call(nint op, Value* arguments, int count, Value* results, int capacity);

    [DllImport(Library), SuppressGCTransition] internal static extern nint tensors_alias(nint tensor);
    [DllImport(Library)] internal static extern void tensors_release(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern long tensors_dim(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern long tensors_numel(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern long tensors_shape(nint tensor, long* sizes);
    [DllImport(Library), SuppressGCTransition] internal static extern long tensors_strides(nint tensor, long* strides);
    [DllImport(Library), SuppressGCTransition] internal static extern long tensors_dtype(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern long tensors_device(nint tensor);
    [DllImport(Library), SuppressGCTransition] internal static extern long tensors_contiguous(nint tensor);
    [DllImport(Library)] internal static extern long tensors_data(nint tensor, nint* data);
    [DllImport(Library)]
    internal static extern nint tensors_from_blob(void* data, long* sizes, int dim, int dtype, delegate* unmanaged<nint, void> release,
    nint state);

    [DllImport(Library), SuppressGCTransition] internal static extern long tensors_requires_grad(nint tensor);
    [DllImport(Library)] internal static extern long tensors_set_requires_grad(nint tensor, int on);
    [DllImport(Library), SuppressGCTransition] internal static extern long tensors_is_leaf(nint tensor);
    [DllImport(Library)] internal static extern long tensors_count_writes(nint tensor);
    [DllImport(Library)] internal static extern long tensors_grad(nint tensor, nint* gradient);
    [DllImport(Library)] internal static extern long tensors_set_grad(nint tensor, nint gradient);
    [DllImport(Library)] internal static extern long tensors_grads(nint* tensors, int count, nint* gradients);
    [DllImport(Library)] internal static extern long tensors_forget_grads(nint* tensors, int count);
    [DllImport(Library)] internal static extern long tensors_set_data(nint tensor, nint data);
    [DllImport(Library)] internal static extern long tensors_backward(nint* tensors, nint* gradients, int count, int keepGraph,
        int createGraph);
    [DllImport(Library)]
    internal static extern long tensors_gradients(nint* outputs, nint* gradients, int outputCount, nint* inputs, int inputCount,
        int keepGraph, int createGraph, int allowUnused, nint* results);
    [DllImport(Library), SuppressGCTransition] internal static extern int tensors_grad_mode();
    [DllImport(Library), SuppressGCTransition] internal static extern void tensors_set_grad_mode(int on);
    [DllImport(Library)] internal static extern nint tensors_enter_inference();
    [DllImport(Library)] internal static extern void tensors_leave_inference(nint mode);
    [DllImport(Library), SuppressGCTransition] internal static extern int tensors_autocast(int type);
    [DllImport(Library)] internal static extern long tensors_enter_autocast(int type, int on);
    [DllImport(Library)] internal static extern void tensors_leave_autocast(int type, long before);
    [DllImport(Library)] internal static extern void tensors_forget_casts();
    [DllImport(Library)]
    internal static extern long tensors_record(byte* title, ManagedFunction function, nint* inputs, int inputCount, nint* outputs,
    int outputCount,
        nint* saved, int savedCount);

    [DllImport(Library), SuppressGCTransition] internal static extern void tensors_memory(Memory* memory, int restartPeak);
    [DllImport(Library)] internal static extern long tensors_set_threads(int count);
    [DllImport(Library)] internal static extern long tensors_threads();
    [DllImport(Library)] internal static extern long tensors_seed(ulong seed);
    [DllImport(Library)] internal static extern long tensors_devices(int type);
    [DllImport(Library)] internal static extern long tensors_generator_state(long device, nint* state);
    [DllImport(Library)] internal static extern long tensors_set_generator_state(long device, nint state);
    [DllImport(Library)] internal static extern void tensors_synchronize();

    private static readonly Lazy<nint> handle = new(Load);

    static TensorShim() => NativeLibrary.SetDllImportResolver(typeof(TensorShim).Assembly,
        (name, _, _) => name == Library ? handle.Value : 0);

    /// <summary>
    /// Loads the native library. The libtorch that DIORAMA_LIBTORCH names must be the one that the library was built for, because they
    /// share C++ types.
    /// </summary>
    private static nint Load() {
        nint library;
        try {
            library = NativeLibrary.Load(Library, typeof(TensorShim).Assembly, null);
        } catch (DllNotFoundException e) {
            throw MissingLibraryException.Of("libtorch", "libtorch-dev", e);
        }
        string wanted = Environment.GetEnvironmentVariable("DIORAMA_LIBTORCH") ?? "";
        string built = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)Export("tensors_libtorch"))())!;
        if (wanted.Length > 0 && Path.TrimEndingDirectorySeparator(wanted) != Path.TrimEndingDirectorySeparator(built)) {
            throw new MissingLibraryException($"DIORAMA_LIBTORCH names {wanted}, but native code was built for " +
                $"{(built.Length > 0 ? built : "the system's libtorch")}; run ./diorama or ./test, which build it anew.");
        }
        if (((delegate* unmanaged<long>)Export("tensors_start"))() < 0 ||
            ((delegate* unmanaged<int, long>)Export("tensors_set_threads"))(Environment.ProcessorCount) < 0) {
            throw new TensorException(Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)Export("tensors_error"))())
                ?? "libtorch does not start");
        }
        return library;

        nint Export(string name) => NativeLibrary.GetExport(library, name);
    }

    /// <summary>Returns the result of a call, or throws the exception that the call reported.</summary>
    internal static long Check(long result) => result >= 0 ? result : throw Failure(result);

    internal static nint Check(nint pointer) => pointer != 0 ? pointer : throw Failure(-1);

    private static TensorException Failure(long result) {
        string message = Marshal.PtrToStringUTF8((nint)tensors_error()) ?? "";
        // Only the sentence, without the lines about the place in libtorch that threw it.
        int trace = message.IndexOf("\nException raised from ", StringComparison.Ordinal);
        if (trace >= 0) message = message[..trace];
        if (result != Threw) return new TensorException(message);
        var handle = GCHandle.FromIntPtr(tensors_managed_error());
        var inner = (Exception)handle.Target!;
        handle.Free();
        return new TensorException($"{message}: {inner.Message}", inner);
    }
}
