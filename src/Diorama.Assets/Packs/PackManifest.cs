using System.Security.Cryptography;
using System.Text.Json;
using Diorama.Assets.Index;

namespace Diorama.Assets.Packs;

/// <summary>What an installed pack consists of (manifest.json in its folder).</summary>
internal sealed class PackManifest {
    public const string FileName = "manifest.json";

    public required string Pack { get; init; }
    /// <summary>Of the packages that it was made from.</summary>
    public required string Version { get; init; }
    /// <summary>SHA-256 of the downloads, one after the other.</summary>
    public required string Download { get; init; }
    /// <summary>SHA-256 of each file by its path in the pack, '/' between its parts.</summary>
    public required SortedDictionary<string, string> Files { get; init; }

    public static PackManifest? Read(string folder) {
        string path = Path.Combine(folder, FileName);
        return File.Exists(path) ? JsonSerializer.Deserialize<PackManifest>(File.ReadAllBytes(path), AssetJson.Options) : null;
    }

    public void Write(string folder) => File.WriteAllBytes(Path.Combine(folder, FileName),
        JsonSerializer.SerializeToUtf8Bytes(this, AssetJson.Options));

    /// <summary>Checksums of all files below a folder, its own manifest and index left out.</summary>
    public static SortedDictionary<string, string> Checksums(string folder) {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)) {
            string name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            if (name is FileName or PackIndex.IndexName) continue;
            files.Add(name, Sha256(path));
        }
        return files;
    }

    /// <summary>Of a file, in lower-case hexadecimal.</summary>
    public static string Sha256(string path) {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
