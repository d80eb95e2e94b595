using System.Formats.Tar;
using Diorama.Core;
using Diorama.Core.Files;

namespace Diorama.Datasets.Formats.WebDataset;

/// <summary>
/// A tar file (POSIX.1-1988 "ustar") for sharded datasets: regular files only, owner 0, mode 0444, modification time at the Unix epoch, so
/// that equal content gives equal bytes. The file appears when it is complete.
/// </summary>
public sealed class TarShard : IDisposable {
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string path, partial;
    private readonly TarWriter tar;
    private bool closed;

    public TarShard(string path) {
        (this.path, partial) = (path, path + ".partial");
        tar = new(new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16), TarEntryFormat.Ustar);
    }

    /// <param name="name">Name of the file, at most 100 characters.</param>
    /// <param name="content">Content of the file.</param>
    public void Add(string name, ReadOnlySpan<byte> content) => Add(name, new MemoryStream(content.ToArray()));

    /// <param name="name">Name of the file, at most 100 characters.</param>
    /// <param name="content">Content of the file, from the beginning of the stream to its end.</param>
    public void Add(string name, MemoryStream content) {
        if (name.Length > 100)
            throw new BadInputException($"{path} cannot hold '{name}': names in a tar file have at most 100 characters here.");
        content.Position = 0;
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) {
            Mode = ReadOnly, ModificationTime = DateTimeOffset.UnixEpoch, DataStream = content,
        });
    }

    /// <summary>Completes the tar file and renames it to its final name.</summary>
    public void Finish() {
        closed = true;
        tar.Dispose();
        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Removes the tar file if it was not finished.</summary>
    public void Dispose() {
        if (closed) return;
        closed = true;
        tar.Dispose();
        File.Delete(partial);
    }

    /// <summary>Reads the files of a tar file in order.</summary>
    /// <exception cref="BadInputException">The file is missing, not a tar file, or truncated.</exception>
    public static IEnumerable<(string Name, byte[] Content)> Read(string path) {
        if (!File.Exists(path)) throw new BadInputException($"{path} does not exist.");
        using var reader = new TarReader(new FileStream(RegularFile.At(path), FileMode.Open, FileAccess.Read));
        while (Next() is { } entry) {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile)) continue;
            using var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            if (content.Length != entry.Length) throw new BadInputException($"{path} is cut short within {entry.Name}.");
            yield return (entry.Name, content.ToArray());
        }

        TarEntry? Next() {
            try {
                return reader.GetNextEntry();
            } catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException) {
                throw new BadInputException($"{path} is no tar file or damaged: {e.Message}", e);
            }
        }
    }
}
