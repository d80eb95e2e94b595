using System.IO.Compression;
using Diorama.Core;
using Diorama.Core.Files;

namespace Diorama.Assets.Animals;

/// <summary>
/// The files of 0 A.D.: a folder, or the zip archive that the game ships (public.zip). Names are those inside the archive, with forward
/// slashes. The names of all files read are recorded; the installer keeps only these few files. Reading from a folder is thread-safe,
/// reading from an archive is not.
/// </summary>
public sealed class GameFiles : IDisposable {
    private readonly string path;
    private readonly ZipArchive? archive;
    private readonly SortedSet<string> read = new(StringComparer.Ordinal);

    private GameFiles(string path, ZipArchive? archive) => (this.path, this.archive) = (path, archive);

    /// <param name="path">A folder that contains "art", or a zip archive.</param>
    /// <exception cref="BadInputException">There is neither a folder nor a zip archive.</exception>
    public static GameFiles Open(string path) {
        if (Directory.Exists(path)) return new(path, null);
        if (!File.Exists(path))
            throw new BadInputException($"{path} does not exist, expected 0 A.D.'s public.zip or a folder unpacked from it.");
        try {
            return new(path, ZipFile.OpenRead(path));
        } catch (InvalidDataException e) {
            throw new BadInputException($"{path} is no zip archive, expected 0 A.D.'s public.zip.", e);
        }
    }

    /// <summary>Names of all files read so far, in ordinal order.</summary>
    public IReadOnlyList<string> ReadSoFar {
        get { lock (read) return [.. read]; }
    }

    /// <summary>True if the files are in a folder, where other code can open them by <see cref="Full"/>.</summary>
    public bool IsFolder => archive is null;

    public bool Contains(string name) => archive is null ? File.Exists(Path.Combine(path, name)) : archive.GetEntry(name) is not null;

    /// <summary>
    /// Returns the name of the compiled form of a file that an actor calls <paramref name="source"/>, because the game ships models and
    /// textures compiled: "wolf.dae" as "wolf.dae.cached.pmd". Null if there is no such file.
    /// </summary>
    /// <param name="source">Path as written in the actor, with its folder.</param>
    /// <param name="compiled">Extension of the compiled file, without a dot.</param>
    public string? Find(string source, string compiled) {
        string cached = $"{source}.cached.{compiled}";
        if (Contains(cached)) return cached;
        string plain = Path.ChangeExtension(source, compiled);
        return Contains(plain) ? plain : null;
    }

    /// <exception cref="BadInputException">The file does not exist or cannot be read.</exception>
    public byte[] Read(string name) {
        lock (read) read.Add(name);
        if (archive is null) {
            try {
                return File.ReadAllBytes(Path.Combine(path, name));
            } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
                throw new BadInputException($"{Full(name)} {FileException.Reading(Path.Combine(path, name), e)}", e);
            }
        }
        var entry = archive.GetEntry(name) ?? throw new BadInputException($"{path} has no file {name}.");
        var bytes = new byte[entry.Length];
        using var stream = entry.Open();
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Returns a file name for messages, with the folder or archive.</summary>
    public string Full(string name) => Path.Combine(path, name);

    public void Dispose() => archive?.Dispose();
}
