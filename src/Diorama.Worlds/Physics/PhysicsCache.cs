using Diorama.Assets;
using Diorama.Core.Images;

namespace Diorama.Worlds.Physics;

/// <summary>
/// What physics found out, kept in files named by the hash of what it was asked: convex parts and settled poses. Safe to share
/// between processes; a file that cannot be read counts as absent.
/// </summary>
/// <param name="folder">Made when first written to.</param>
public sealed class PhysicsCache(string folder) {
    private const uint Magic = 0x59485044; // "DPHY"

    public string Folder { get; } = folder;

    /// <summary>The one in a library's data folder.</summary>
    public static PhysicsCache Of(AssetLibrary library) => new(Path.Combine(library.Folder, "cache", "physics"));

    private string PathOf(string kind, string key) => Path.Combine(Folder, kind, key[..2], key + ".bin");

    internal T? Read<T>(string kind, string key, int version, Func<BinaryReader, T?> read) where T : class {
        string path = PathOf(kind, key);
        if (!File.Exists(path)) return null;
        try {
            using var reader = new BinaryReader(new MemoryStream(File.ReadAllBytes(path)));
            return reader.ReadUInt32() == Magic && reader.ReadInt32() == version ? read(reader) : null;
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException or OverflowException) {
            return null;
        }
    }

    internal void Write(string kind, string key, int version, Action<BinaryWriter> write) {
        string path = PathOf(kind, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.WriteStream(path, stream => {
            using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            writer.Write(Magic);
            writer.Write(version);
            write(writer);
        });
    }
}
