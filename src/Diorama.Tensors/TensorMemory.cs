using Diorama.Tensors.Native;

namespace Diorama.Tensors;

/// <summary>
/// Main memory that tensors take, and the care that forgotten ones do not fill it: the garbage collector sees a tensor as a few
/// dozen bytes, so that it is called when their elements have doubled since it last looked.
/// </summary>
public static unsafe class TensorMemory {
    private const long FirstCollection = 512L << 20;
    private const int TensorsBetweenLooks = 256;

    private static long collectAt = FirstCollection;
    [ThreadStatic] private static int sinceLook;

    /// <summary>Bytes in use, gradients and what is saved for them included; memory of CUDA devices is not counted.</summary>
    public static long Bytes => Read(restartPeak: false).Bytes;

    /// <summary>The most bytes in use since the start or the last <see cref="RestartPeak"/>.</summary>
    public static long PeakBytes => Read(restartPeak: false).Peak;

    /// <summary>Allocations in use.</summary>
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
