using System.Runtime.InteropServices;
using Diorama.Core.Files;

namespace Diorama.Datasets.Runs.Parts;

/// <summary>Waits until files are on the disk, so that they survive a power failure once they have been renamed.</summary>
internal static partial class DurableFiles {
    private const int ReadOnly = 0, Failed = -1;

    /// <summary>Number of concurrent requests: the disk answers many almost as fast as one.</summary>
    private const int Together = 16;

    /// <summary>Flushes all files in and below a folder, and the folders themselves.</summary>
    public static void Flush(string folder) {
        string[] entries = [.. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories), folder];
        int next = 0;
        Exception? failure = null;
        void Work() {
            try {
                for (int i; (i = Interlocked.Increment(ref next) - 1) < entries.Length;) FlushEntry(entries[i]);
            } catch (IOException e) {
                Interlocked.CompareExchange(ref failure, e, null);
            }
        }
        Thread[] threads = [.. Enumerable.Range(0, Together).Select(_ => new Thread(Work))];
        foreach (Thread t in threads) t.Start();
        foreach (Thread t in threads) t.Join();
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Flushes a file, or a folder's list of names.</summary>
    /// <exception cref="IOException">The disk reports an error.</exception>
    public static void FlushEntry(string path) {
        int file = Open(path, ReadOnly);
        if (file == Failed) throw Error(path);
        try {
            // Some network file systems do not support this for folders.
            if (Sync(file) == Failed && !Directory.Exists(path)) throw Error(path);
        } finally {
            _ = Close(file);
        }
    }

    private static FileException Error(string path) =>
        FileException.Writing(path, new IOException(Marshal.GetLastPInvokeErrorMessage(), Marshal.GetLastPInvokeError()));

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
