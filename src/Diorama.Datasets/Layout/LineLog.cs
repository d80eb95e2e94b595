using Diorama.Core;
using Diorama.Core.Files;

namespace Diorama.Datasets.Layout;

/// <summary>An append-only file of lines. An incomplete last line, left by a process that was killed, is ignored and truncated.</summary>
public sealed class LineLog : IDisposable {
    private readonly FileStream stream;

    private LineLog(FileStream stream) => this.stream = stream;

    /// <summary>Opens or creates the file for appending, truncated to its first <paramref name="keep"/> bytes.</summary>
    public static LineLog Open(string path, long keep) {
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        if (stream.Length > keep) stream.SetLength(keep);
        stream.Seek(0, SeekOrigin.End);
        return new(stream);
    }

    /// <summary>
    /// Appends complete lines, including their line ends, in one write that reaches the operating system before the method returns.
    /// </summary>
    public void Append(ReadOnlySpan<byte> lines) {
        stream.Write(lines);
        stream.Flush();
    }

    public void Dispose() => stream.Dispose();

    /// <summary>Opens the file for reading; null if there is no file, or a link without a target.</summary>
    private static FileStream? OpenIfThere(string path) {
        try {
            return File.Exists(path) ? new(RegularFile.At(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1) : null;
        } catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException) {
            return null;
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw new BadInputException($"{path} cannot be read: {e.Message.TrimEnd('.')}.", e);
        }
    }

    /// <summary>
    /// Reads the complete lines without their line ends, each with the offset of the byte after it; none if there is no file.
    /// </summary>
    public static IEnumerable<(byte[] Line, long End)> Read(string path) {
        using FileStream? stream = OpenIfThere(path);
        if (stream is null) yield break;
        byte[] buffer = new byte[1 << 16];
        int used = 0;
        long end = 0;
        while (true) {
            int scanned = used;
            int read = stream.Read(buffer, used, buffer.Length - used);
            if (read == 0) yield break;
            used += read;
            int start = 0;
            for (int at; (at = Array.IndexOf(buffer, (byte)'\n', scanned, used - scanned)) >= 0; start = scanned = at + 1) {
                end += at + 1 - start;
                yield return (buffer[start..at], end);
            }
            if (start == 0 && used == buffer.Length) {
                if (buffer.Length >= 1 << 28)
                    throw new BadInputException($"{path} is damaged: it has a line of more than {buffer.Length >> 20} MiB.");
                Array.Resize(ref buffer, buffer.Length * 2);
            } else {
                Buffer.BlockCopy(buffer, start, buffer, 0, used -= start);
            }
        }
    }
}
