namespace Diorama.Core;

/// <summary>
/// Thrown when a native library is missing on this machine, or is a different version from the one that Diorama was built for. The message
/// is one sentence that says how to install it; the command line prints it unchanged and exits with 64.
/// </summary>
public sealed class MissingLibraryException : Exception {
    public MissingLibraryException(string message) : base(message) { }
    public MissingLibraryException(string message, Exception inner) : base(message, inner) { }
    public MissingLibraryException() { }

    /// <summary>
    /// Creates the exception for a missing library, named as its authors call it, with the Debian package that contains it.
    /// </summary>
    public static MissingLibraryException Of(string library, string package, Exception? reason = null) => new(
        $"{library} cannot be loaded: it is not on this machine, or was not when Diorama was built; install Debian's package {package}, " +
        "or its like of another system, and build anew (docs/install.md).", reason!);
}
