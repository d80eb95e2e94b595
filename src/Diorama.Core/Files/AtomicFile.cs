using System.Collections.Concurrent;
using System.Globalization;
using Diorama.Core.Processes;

namespace Diorama.Core.Files;

/// <summary>
/// Files that appear whole or not at all: written under a temporary name in the same folder, then renamed. The name tells who writes, so
/// that what a killed process left can be told from what a living one is at.
/// </summary>
public static class AtomicFile {
    private const string Ending = ".partial";
    private const int NameKept = 30;
    /// <summary>For writers that cannot be seen from here: a living one writes more often than that.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    private static readonly ConcurrentDictionary<string, byte> unfinished = new(StringComparer.Ordinal);
    private static long counter;

    /// <summary>
    /// Calls <paramref name="write"/> with a temporary path beside <paramref name="path"/> and renames the result.
    /// When anything fails the temporary file is removed and an older file at <paramref name="path"/> is left as it was.
    /// </summary>
    /// <exception cref="BadInputException">The path is none that a file could have.</exception>
    /// <exception cref="FileTrouble">The system does not let it be written.</exception>
    public static void Write(string path, Action<string> write) {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string full = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(full) ?? throw new BadInputException($"{path} cannot be written: it names a folder.");
        if (!Directory.Exists(folder)) throw FileTrouble.Writing(path, new DirectoryNotFoundException());
        string temporary = Temporary(full);
        unfinished[temporary] = 0;
        try {
            write(temporary);
            File.Move(temporary, full, overwrite: true);
        } catch (Exception e) when (e is IOException and not FileTrouble or UnauthorizedAccessException) {
            Remove(temporary);
            throw FileTrouble.Writing(path, e);
        } catch {
            Remove(temporary);
            throw;
        } finally {
            unfinished.TryRemove(temporary, out _);
        }
    }

    /// <summary>The same with a stream.</summary>
    public static void WriteStream(string path, Action<Stream> write) => Write(path, temporary => {
        using var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        write(stream);
    });

    /// <summary>
    /// A hidden name beside <paramref name="path"/> that no other process uses; <see cref="Sweep"/> removes what lies there when this
    /// process is dead.
    /// </summary>
    public static string Temporary(string path) {
        string full = Path.GetFullPath(path), name = Path.GetFileName(full);
        string writer = string.Create(CultureInfo.InvariantCulture, $"{ProcessIdentity.Here}-{Interlocked.Increment(ref counter)}");
        return Path.Combine(Path.GetDirectoryName(full)!, $".{name[..Math.Min(name.Length, NameKept)]}.{writer}{Ending}");
    }

    /// <summary>Removes what killed writers left in a folder, and nothing that a living one may still be at.</summary>
    public static void Sweep(string folder) {
        try {
            if (!Directory.Exists(folder)) return;
            foreach (string path in Directory.EnumerateFileSystemEntries(folder).Where(IsLeft).ToArray()) Remove(path);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            // Who cannot tidy up may still be able to do what he came for.
        }
    }

    /// <summary>Removes what this process is writing, for one that ends in the middle.</summary>
    public static void Abandon() {
        foreach (string path in unfinished.Keys) Remove(path);
    }

    /// <summary>Has <see cref="Abandon"/> remove a file or folder, too.</summary>
    internal static void Watch(string path) => unfinished[path] = 0;

    /// <summary>Removes what was watched.</summary>
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
            // It is swept later; the first error is the one to be told.
        }
    }
}
