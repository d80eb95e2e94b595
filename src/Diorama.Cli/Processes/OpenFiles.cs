using System.Runtime.InteropServices;

namespace Diorama.Cli.Processes;

/// <summary>
/// How many files the process may open at a time. The runtime keeps one open for each of its own, and where it may not it says that they do
/// not exist; so this is asked before anything else, and said without the runtime's console, which opens more.
/// </summary>
internal static unsafe partial class OpenFiles {
    private const int LimitOfFiles = 7, StandardError = 2;
    /// <summary>Twice what the largest of commands was seen to open.</summary>
    private const int Needed = 256;

    /// <summary>Says so when they are not.</summary>
    public static bool AreEnough() {
        ulong* limit = stackalloc ulong[2];
        if (Limit(LimitOfFiles, limit) != 0 || limit[0] >= Needed) return true;
        ReadOnlySpan<byte> sentence = "This process may not open the 256 files at a time that it needs; 'ulimit -n 256' allows it.\n"u8;
        fixed (byte* bytes = sentence) _ = Write(StandardError, bytes, (nuint)sentence.Length);
        return false;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int Limit(int of, ulong* limit);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int file, byte* bytes, nuint count);
}
