using System.Runtime.InteropServices;

namespace Diorama.Core.Processes;

/// <summary>
/// Ends this process at once, without finalisers and exit handlers, for which threads in native code might be waited (_exit(2)).
/// </summary>
public static partial class ProcessEnd {
    public static void Now(int exitCode) => Exit(exitCode);

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int exitCode);
}
