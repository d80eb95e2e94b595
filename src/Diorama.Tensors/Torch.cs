using System.Runtime.InteropServices;
using Diorama.Tensors.Native;

namespace Diorama.Tensors;

/// <summary>What libtorch keeps for the whole process: threads, random numbers, devices.</summary>
public static unsafe class Torch {
    /// <summary>The version of libtorch that native code was built for.</summary>
    public static string Version => Marshal.PtrToStringUTF8((nint)TensorShim.tensors_version())!;

    /// <summary>Threads that one operator uses; at first as many as the machine has cores.</summary>
    public static int Threads {
        get => (int)TensorShim.Check(TensorShim.tensors_threads());
        set {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            TensorShim.Check(TensorShim.tensors_set_threads(value));
        }
    }

    /// <summary>Starts the random numbers of all devices anew.</summary>
    public static void Seed(ulong seed) => TensorShim.Check(TensorShim.tensors_seed(seed));

    /// <summary>The state of a device's random numbers, to be given back to <see cref="SetRandomState"/>.</summary>
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

    /// <summary>Waits until everything handed to CUDA devices is done; for measuring.</summary>
    public static void Synchronize() => TensorShim.tensors_synchronize();
}
