using System.Runtime.InteropServices;

namespace Diorama.Core.Files;

/// <summary>Gives an existing file a second name.</summary>
public static class FileLink {
    // .NET creates symbolic links only, and these break when the original is moved.
    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string added);

    /// <summary>
    /// Creates a hard link, or a copy where the file system has no hard links or the two paths are on different file systems.
    /// </summary>
    /// <exception cref="BadInputException">The existing file does not exist, or is not a regular file.</exception>
    public static void Place(string existing, string added) {
        if (Link(RegularFile.At(existing), added) == 0) return;
        if (!File.Exists(existing)) throw new BadInputException($"{existing} does not exist.");
        File.Copy(existing, added, overwrite: true);
    }
}
