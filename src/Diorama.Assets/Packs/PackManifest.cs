using System.Security.Cryptography;
using System.Text.Json;
using Diorama.Assets.Index;

namespace Diorama.Assets.Packs;

/// <summary>Manifest of an installed pack (manifest.json in its folder): version and checksums.</summary>
internal sealed class PackManifest {
    public const string FileName = "manifest.json";

    public required string Pack { get; init; }
    /// <summary>Versions of the packages that the pack was made from.</summary>
    public required string Version { get; init; }
    /// <summary>SHA-256 checksums of the downloads, separated by spaces.</summary>
    public required string Download { get; init; }
    /// <summary>SHA-256 checksum of each file by its path in the pack, with '/' as the separator.</summary>
    public required SortedDictionary<string, string> Files { get; init; }

    public static PackManifest? Read(string folder) {
        string path = Path.Combine(folder, FileName);
        return File.Exists(path) ? JsonSerializer.Deserialize<PackManifest>(File.ReadAllBytes(path), AssetJson.Options) : null;
    }

    public void Write(string folder) => File.WriteAllBytes(Path.Combine(folder, FileName),
        JsonSerializer.SerializeToUtf8Bytes(this, AssetJson.Options));

    /// <summary>Computes the checksums of all files below a folder, except its manifest and index.</summary>
    public static SortedDictionary<string, string> Checksums(string folder) {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)) {
            string name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            if (name is FileName or PackIndex.IndexName) continue;
            files.Add(name, Sha256(path));
        }
        return files;
    }

    /// <summary>Computes the SHA-256 checksum of a file, in lower-case hexadecimal.</summary>
    public static string Sha256(string path) {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
