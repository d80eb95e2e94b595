using Diorama.Assets;
using Diorama.Assets.Packs;
using Diorama.Core;
using Diorama.Core.Files;

namespace Diorama.Worlds.Caches;

/// <summary>
/// What takes long to compute, kept in files named by the hash of what it was computed from: convex parts, settled poses, what models fill,
/// painted surfaces. Safe to share between processes; a file that cannot be read counts as absent, and a folder that cannot be written
/// keeps nothing.
/// </summary>
/// <param name="folder">Made when first written to.</param>
public sealed class ComputedCache(string folder) {
    private const uint Magic = 0x59485044; // "DPHY"

    public string Folder { get; } = folder;

    /// <summary>The one in a library's data folder.</summary>
    public static ComputedCache Of(AssetLibrary library) => new(Path.Combine(library.Folder, "cache"));

    /// <summary>The one in the usual data folder, for what belongs to no library.</summary>
    public static ComputedCache Default => new(Path.Combine(DataFolder.Default, "cache"));

    private string PathOf(string kind, string key) => Path.Combine(Folder, kind, key[..2], key + ".bin");

    /// <param name="kind">A folder of its own.</param>
    /// <param name="key">Hash of what the result is computed from; a file name.</param>
    /// <param name="version">Another one is another way of computing: its files are not read.</param>
    /// <param name="read">Null where the content is not what was expected.</param>
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
            // It is computed again next time.
        }
    }
}
