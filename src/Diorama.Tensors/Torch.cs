using System.Runtime.InteropServices;
using Diorama.Tensors.Native;

namespace Diorama.Tensors;

/// <summary>Settings and state that libtorch keeps for the whole process: threads, random number generators, devices.</summary>
public static unsafe class Torch {
    /// <summary>Version of libtorch that the native code was built for.</summary>
    public static string Version => Marshal.PtrToStringUTF8((nint)TensorShim.tensors_version())!;

    /// <summary>Number of threads that one operator uses; initially the number of cores of the machine.</summary>
    public static int Threads {
        get => (int)TensorShim.Check(TensorShim.tensors_threads());
        set {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            TensorShim.Check(TensorShim.tensors_set_threads(value));
        }
    }

    /// <summary>Seeds the random number generators of all devices.</summary>
    public static void Seed(ulong seed) => TensorShim.Check(TensorShim.tensors_seed(seed));

    /// <summary>Returns the state of a device's random number generator, to be restored with <see cref="SetRandomState"/>.</summary>
    public static Tensor RandomState(Device device) {
        nint state;
        TensorShim.Check(TensorShim.tensors_generator_state(device.Code, &state));
        return new Tensor(state);
    }

    public static void SetRandomState(Device device, Tensor state) {
        ArgumentNullException.ThrowIfNull(state);
        nint borrowed = state.Borrow();
        try {
            TensorShim.Check(TensorShim.tensors_set_generator_state(device.Code, borrowed));
        } finally {
            state.Return();
        }
    }

    /// <summary>Waits until all work given to CUDA devices is done; for measuring times.</summary>
    public static void Synchronize() => TensorShim.tensors_synchronize();
}
