using Diorama.Tensors.Native;

namespace Diorama.Tensors;

/// <summary>
/// Main memory that tensors take. It also keeps forgotten tensors from filling it: to the garbage collector a tensor is only a few dozen
/// bytes, so a collection is started whenever the memory of tensors has doubled since the last one.
/// </summary>
public static unsafe class TensorMemory {
    private const long FirstCollection = 512L << 20;
    private const int TensorsBetweenLooks = 256;

    private static long collectAt = FirstCollection;
    [ThreadStatic] private static int sinceLook;

    /// <summary>Number of bytes in use, gradients and tensors saved for them included; memory of CUDA devices is not counted.</summary>
    public static long Bytes => Read(restartPeak: false).Bytes;

    /// <summary>Largest number of bytes in use since the start or the last <see cref="RestartPeak"/>.</summary>
    public static long PeakBytes => Read(restartPeak: false).Peak;

    /// <summary>Number of allocations in use.</summary>
    public static long Blocks => Read(restartPeak: false).Blocks;

    public static void RestartPeak() => Read(restartPeak: true);

    private static TensorShim.Memory Read(bool restartPeak) {
        TensorShim.Memory memory;
        TensorShim.tensors_memory(&memory, restartPeak ? 1 : 0);
        return memory;
    }

    internal static void Watch() {
        if (++sinceLook < TensorsBetweenLooks) return;
        sinceLook = 0;
        long bytes = Bytes;
        if (bytes < Volatile.Read(ref collectAt)) return;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Volatile.Write(ref collectAt, Math.Max(FirstCollection, 2 * Bytes));
    }
}
