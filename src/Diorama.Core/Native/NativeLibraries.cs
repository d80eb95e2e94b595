using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Diorama.Core.Native;

/// <summary>
/// Loads Diorama's native libraries. They are next to the assemblies or, in a package, below <c>runtimes/linux-x64/native</c>, and depend
/// on system libraries: if one of those is missing, the error names the Debian package that contains it.
/// </summary>
public static class NativeLibraries {
    private static readonly (string Library, string Package)[] packages = [
        ("libembree", "libembree-dev"), ("libOpenImageIO", "libopenimageio-dev"), ("libassimp", "libassimp-dev"),
        ("libBullet", "libbullet-dev"), ("libLinearMath", "libbullet-dev"), ("libtorch", "libtorch-dev"), ("libc10", "libtorch-dev"),
        ("libturbojpeg", "libturbojpeg0"),
    ];

    /// <exception cref="MissingLibraryException">A system library that the native library depends on is missing.</exception>
    public static nint Load(string name, Assembly assembly, DllImportSearchPath? search) {
        try {
            return NativeLibrary.Load(name, assembly, search);
        } catch (DllNotFoundException e) when (Missing(e.Message) is var (library, package)) {
            throw new MissingLibraryException(
                $"{library} cannot be loaded, which Diorama renders with; install Debian's package {package}, "
                + "or its like of another system.", e);
        }
    }

    /// <summary>Resolver for <see cref="NativeLibrary.SetDllImportResolver"/> of an assembly that calls these libraries.</summary>
    public static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search) =>
        name.StartsWith("diorama", StringComparison.Ordinal) || name.StartsWith("libturbojpeg", StringComparison.Ordinal)
            ? Load(name, assembly, search) : 0;

#pragma warning disable CA2255 // A resolver has to be there before the first call, which may come from any class.
    [ModuleInitializer]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraries).Assembly, Resolve);
#pragma warning restore CA2255

    /// <summary>
    /// Returns the system library that the loader's message names, and its Debian package; null if the message names none of the known
    /// ones.
    /// </summary>
    internal static (string Library, string Package)? Missing(string message) {
        foreach ((string library, string package) in packages) {
            int at = message.IndexOf(library, StringComparison.Ordinal);
            if (at < 0) continue;
            int end = at;
            while (end < message.Length && (char.IsAsciiLetterOrDigit(message[end]) || message[end] is '.' or '_' or '-')) end++;
            return (message[at..end].TrimEnd('.'), package);
        }
        return null;
    }
}
