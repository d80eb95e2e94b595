namespace Diorama.Core;

/// <summary>
/// A native library that this machine lacks, or that is another than Diorama was built for. The message is one sentence that says how to
/// get it; the command line prints it as it is and exits with 64.
/// </summary>
public sealed class MissingLibraryException : Exception {
    public MissingLibraryException(string message) : base(message) { }
    public MissingLibraryException(string message, Exception inner) : base(message, inner) { }
    public MissingLibraryException() { }

    /// <summary>Says that a library, as its authors call it, is missing, and which of Debian's packages has it.</summary>
    public static MissingLibraryException Of(string library, string package, Exception? reason = null) => new(
        $"{library} cannot be loaded: it is not on this machine, or was not when Diorama was built; install Debian's package {package}, " +
        "or its like of another system, and build anew (docs/install.md).", reason!);
}
