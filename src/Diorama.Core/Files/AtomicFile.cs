using System.Collections.Concurrent;
using System.Globalization;
using Diorama.Core.Processes;

namespace Diorama.Core.Files;

/// <summary>
/// Writes files that appear complete or not at all: the content goes to a temporary name in the same folder, which is then renamed. The
/// temporary name identifies the writing process, so that the leftovers of a killed process can be told from the files of a running one.
/// </summary>
public static class AtomicFile {
    private const string Ending = ".partial";
    private const int NameKept = 30;
    /// <summary>
    /// Age after which the temporary file of a process that cannot be checked from here (one on another machine) counts as abandoned; a
    /// running writer writes more often than that.
    /// </summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    private static readonly ConcurrentDictionary<string, byte> unfinished = new(StringComparer.Ordinal);
    private static long counter;

    /// <summary>
    /// Calls <paramref name="write"/> with a temporary path beside <paramref name="path"/> and renames the result. If anything fails, the
    /// temporary file is removed and an older file at <paramref name="path"/> is left unchanged.
    /// </summary>
    /// <exception cref="BadInputException">No file can have this path.</exception>
    /// <exception cref="FileException">The operating system refuses to write the file.</exception>
    public static void Write(string path, Action<string> write) {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string full = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(full) ?? throw new BadInputException($"{path} cannot be written: it names a folder.");
        if (!Directory.Exists(folder)) throw FileException.Writing(path, new DirectoryNotFoundException());
        string temporary = Temporary(full);
        unfinished[temporary] = 0;
        try {
            write(temporary);
            File.Move(temporary, full, overwrite: true);
        } catch (Exception e) when (e is IOException and not FileException or UnauthorizedAccessException) {
            Remove(temporary);
            throw FileException.Writing(path, e);
        } catch {
            Remove(temporary);
            throw;
        } finally {
            unfinished.TryRemove(temporary, out _);
        }
    }

    /// <summary>
    /// Calls <paramref name="write"/> with a stream of a temporary file beside <paramref name="path"/> and renames the file afterwards,
    /// as <see cref="Write"/> does.
    /// </summary>
    public static void WriteStream(string path, Action<Stream> write) => Write(path, temporary => {
        using var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        write(stream);
    });

    /// <summary>
    /// Returns a hidden path beside <paramref name="path"/> that no other process uses; <see cref="Sweep"/> removes what exists there
    /// once this process is dead.
    /// </summary>
    public static string Temporary(string path) {
        string full = Path.GetFullPath(path), name = Path.GetFileName(full);
        string writer = string.Create(CultureInfo.InvariantCulture, $"{ProcessIdentity.Here}-{Interlocked.Increment(ref counter)}");
        return Path.Combine(Path.GetDirectoryName(full)!, $".{name[..Math.Min(name.Length, NameKept)]}.{writer}{Ending}");
    }

    /// <summary>
    /// Removes the temporary files that killed processes left in a folder, and none that a running process may still be writing.
    /// </summary>
    public static void Sweep(string folder) {
        try {
            if (!Directory.Exists(folder)) return;
            foreach (string path in Directory.EnumerateFileSystemEntries(folder).Where(IsLeft).ToArray()) Remove(path);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            // A failed clean-up must not stop the actual work.
        }
    }

    /// <summary>Removes all files that this process has not finished, when it ends prematurely.</summary>
    public static void Abandon() {
        foreach (string path in unfinished.Keys) Remove(path);
    }

    /// <summary>Registers a file or folder for removal by <see cref="Abandon"/>.</summary>
    internal static void Watch(string path) => unfinished[path] = 0;

    /// <summary>Removes a file or folder that was registered with <see cref="Watch"/>, and its registration.</summary>
    internal static void Forget(string path) {
        Remove(path);
        unfinished.TryRemove(path, out _);
    }

    private static bool IsLeft(string path) {
        string name = Path.GetFileName(path);
        if (name[0] != '.' || !name.EndsWith(Ending, StringComparison.Ordinal)) return false;
        string token = name[..^Ending.Length];
        token = token[(token.LastIndexOf('.') + 1)..];
        int number = token.LastIndexOf('-');
        if (number < 0 || ProcessIdentity.Parse(token[..number]) is not { } writer) return false;
        return writer.IsAlive is { } alive ? !alive
            : TimeProvider.System.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(path) > Forgotten;
    }

    private static void Remove(string path) {
        try {
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            else File.Delete(path);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            // A later sweep removes it; the first error is the one to report.
        }
    }
}
