using Diorama.Assets;
using Diorama.Assets.Packs;
using Diorama.Core;
using Diorama.Core.Files;

namespace Diorama.Worlds.Caches;

/// <summary>
/// Cache of results that take long to compute, in files named by the hash of their inputs: convex parts, settled poses, occupied columns of
/// models, procedural textures. It can be shared between processes; a file that cannot be read counts as absent, and nothing is stored in a
/// folder that cannot be written.
/// </summary>
/// <param name="folder">Folder of the cache, created at the first write.</param>
public sealed class ComputedCache(string folder) {
    private const uint Magic = 0x59485044; // "DPHY"

    public string Folder { get; } = folder;

    /// <summary>Returns the cache in a library's data folder.</summary>
    public static ComputedCache Of(AssetLibrary library) => new(Path.Combine(library.Folder, "cache"));

    /// <summary>The cache in the default data folder, for results that belong to no library.</summary>
    public static ComputedCache Default => new(Path.Combine(DataFolder.Default, "cache"));

    private string PathOf(string kind, string key) => Path.Combine(Folder, kind, key[..2], key + ".bin");

    /// <param name="kind">Name of the subfolder for this kind of result.</param>
    /// <param name="key">Hash of the inputs of the result, used as the file name.</param>
    /// <param name="version">Version of the computation: files of other versions are not read.</param>
    /// <param name="read">Reads the result; null if the content is not as expected.</param>
    internal T? Read<T>(string kind, string key, int version, Func<BinaryReader, T?> read) where T : class {
        string path = PathOf(kind, key);
        if (!File.Exists(path)) return null;
        try {
            using var reader = new BinaryReader(new MemoryStream(File.ReadAllBytes(path)));
            return reader.ReadUInt32() == Magic && reader.ReadInt32() == version ? read(reader) : null;
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException or OverflowException or ArgumentException) {
            return null;
        }
    }

    internal void Write(string kind, string key, int version, Action<BinaryWriter> write) {
        string path = PathOf(kind, key);
        try {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.WriteStream(path, stream => {
                using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
                writer.Write(Magic);
                writer.Write(version);
                write(writer);
            });
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadInputException) {
            // The result is computed again next time.
        }
    }
}
