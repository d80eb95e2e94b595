namespace Diorama.Core.Images;

/// <summary>Files that appear whole or not at all: written under a temporary name in the same folder, then renamed.</summary>
public static class AtomicFile {
    private static long counter;

    /// <summary>
    /// Calls <paramref name="write"/> with a temporary path beside <paramref name="path"/> and renames the result.
    /// When anything fails the temporary file is removed and an older file at <paramref name="path"/> is left as it was.
    /// </summary>
    public static void Write(string path, Action<string> write) {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string full = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(full) ?? throw new BadInputException($"{path} cannot be written: it names a folder.");
        if (!Directory.Exists(folder)) throw new BadInputException($"{path} cannot be written: the folder {folder} does not exist.");
        // Several processes on several machines may share a folder.
        string temporary = Path.Combine(folder,
            $".{Path.GetFileName(full)}.{Environment.MachineName}-{Environment.ProcessId}-{Interlocked.Increment(ref counter)}.partial");
        try {
            write(temporary);
            File.Move(temporary, full, overwrite: true);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            File.Delete(temporary);
            throw new BadInputException($"{path} cannot be written: {e.Message}", e);
        } catch {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>The same with a stream.</summary>
    public static void WriteStream(string path, Action<Stream> write) => Write(path, temporary => {
        using var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        write(stream);
    });
}
