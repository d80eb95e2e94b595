using System.Runtime.InteropServices;

namespace Diorama.Core.Processes;

/// <summary>
/// Ends this process immediately, without finalisers and exit handlers, which might wait for threads in native code (_exit(2)).
/// </summary>
public static partial class ProcessEnd {
    public static void Now(int exitCode) => Exit(exitCode);

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int exitCode);
}
