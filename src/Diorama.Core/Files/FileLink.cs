using System.Runtime.InteropServices;

namespace Diorama.Core.Files;

/// <summary>The same file under a second name.</summary>
public static class FileLink {
    // .NET makes symbolic links only, which break when the original is moved.
    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string added);

    /// <summary>A hard link, or a copy where the file system has none or the two lie on different ones.</summary>
    /// <exception cref="BadInputException">There is no such file.</exception>
    public static void Place(string existing, string added) {
        if (Link(RegularFile.At(existing), added) == 0) return;
        if (!File.Exists(existing)) throw new BadInputException($"{existing} does not exist.");
        File.Copy(existing, added, overwrite: true);
    }
}
