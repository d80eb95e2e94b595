using System.Runtime.InteropServices;

namespace Diorama.Core.Files;

/// <summary>
/// Opens files from untrusted sources, and only if they are regular files: opening a named pipe waits until somebody writes to it, and a
/// device may never end.
/// </summary>
public static partial class RegularFile {
    private const uint KindMask = 0xF000, Regular = 0x8000, Folder = 0x4000;

    /// <returns>
    /// The path itself, if it leads (links followed) to a regular file, a folder or nothing: opening the last two gives a clear error
    /// anyway.
    /// </returns>
    /// <exception cref="BadInputException">The path leads to a pipe, a socket, a terminal or another device.</exception>
    public static string At(string path) {
        ArgumentNullException.ThrowIfNull(path);
        if (OperatingSystem.IsLinux() && Kind(path) is not (null or Regular or Folder)) {
            throw new BadInputException($"{path} is a pipe, a terminal or a device; a file was expected.");
        }
        return path;
    }

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="BadInputException">The file is not a regular file, as in <see cref="At"/>.</exception>
    public static FileStream Open(string path) => File.OpenRead(At(path));

    private static unsafe uint? Kind(string path) {
        // struct stat of x86-64: st_mode follows st_dev, st_ino and st_nlink, of eight bytes each.
        const int size = 144, mode = 24;
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64 || path.Contains('\0', StringComparison.Ordinal)) return null;
        byte* status = stackalloc byte[size];
        return Stat(path, status) == 0 ? *(uint*)(status + mode) & KindMask : null;
    }

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Stat(string path, byte* status);
}
