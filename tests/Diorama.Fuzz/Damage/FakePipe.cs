using System.Diagnostics;

namespace Diorama.Fuzz.Damage;

/// <summary>
/// A named pipe where a file was: whoever opens it waits. Its rights, which no other file of a case has, tell it from files.
/// </summary>
internal static class FakePipe {
    public const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead;

    public static void Make(string path) => Process.Start("mkfifo", ["-m", "604", path]).WaitForExit();

    public static bool Is(string path) => new FileInfo(path) is { Exists: true, UnixFileMode: Mode };
}
