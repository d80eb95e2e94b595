using System.Runtime.InteropServices;

namespace Diorama.Cli.Processes;

/// <summary>
/// Checks the limit on open files of the process. The runtime keeps each of its own files open, and reports that they do not exist if it
/// may not open them; therefore this is checked before anything else, and reported without the runtime's console, which opens more files.
/// </summary>
internal static unsafe partial class OpenFiles {
    private const int LimitOfFiles = 7, StandardError = 2;
    /// <summary>Required number of open files: twice the largest number that any command was seen to open.</summary>
    private const int Needed = 256;

    /// <summary>Returns whether the limit suffices; prints a message if it does not.</summary>
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
