using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Diorama.Assets.Index;
using Diorama.Assets.Taxonomy;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Names;

namespace Diorama.Assets.Packs;

/// <summary>
/// The list of assets in an installed pack (index.json in its folder), built once, and again when classes or their mapping change.
/// </summary>
internal static class PackIndex {
    public const string IndexName = "index.json";
    private const int Version = 1;

    private sealed record StoredIndex(string Fingerprint, List<Asset> Assets);

    /// <summary>Returns the assets of a pack whose folder exists; empty for packs without assets.</summary>
    public static IReadOnlyList<Asset> Open(Pack pack, string folder) {
        if (pack.BuildIndex is not { } build) return [];
        if (!pack.IsFetched) return build(folder);
        string fingerprint = Fingerprint(pack);
        try {
            if (Stored(folder) is { } known && known.Fingerprint == fingerprint) return known.Assets;
        } catch (JsonException) {
            // A damaged index is rebuilt.
        }
        IReadOnlyList<Asset> assets = build(folder);
        Write(folder, fingerprint, assets);
        return assets;
    }

    /// <summary>Reads the index as it was last written; null if there is none.</summary>
    /// <exception cref="BadInputException">The index is damaged.</exception>
    public static IReadOnlyList<Asset>? Read(string folder) {
        try {
            return Stored(folder)?.Assets;
        } catch (JsonException e) {
            throw new BadInputException($"{Path.Combine(folder, IndexName)} is damaged: {e.Message.Split('\n')[0]}", e);
        }
    }

    private static StoredIndex? Stored(string folder) {
        string path = Path.Combine(folder, IndexName);
        return File.Exists(path) ? JsonSerializer.Deserialize<StoredIndex>(WholeFile.Read(path), AssetJson.Options) : null;
    }

    public static void Write(string folder, string fingerprint, IReadOnlyList<Asset> assets) =>
        AtomicFile.Write(Path.Combine(folder, IndexName),
            path => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(new StoredIndex(fingerprint, [.. assets]),
                AssetJson.Options)));

    /// <summary>Assigns ids: prefix, class and number, counted per class in the order given.</summary>
    public static List<Asset> Numbered(IEnumerable<Asset> assets, string prefix) {
        var counts = new Dictionary<string, int>();
        var numbered = new List<Asset>();
        foreach (var asset in assets) {
            int number = counts[asset.Class] = counts.GetValueOrDefault(asset.Class) + 1;
            numbered.Add(asset with { Id = Id(prefix, asset.Class, number) });
        }
        return numbered;
    }

    public static string Id(string prefix, string className, int number) =>
        FormattableString.Invariant($"{prefix}{FileName.From(className)}-{number}");

    /// <summary>Computes one checksum of all files in the model's folder.</summary>
    public static string Content(string model, SortedDictionary<string, string> checksums) {
        string folder = model[..(model.LastIndexOf('/') + 1)];
        var all = new StringBuilder();
        foreach (var (name, checksum) in checksums) {
            if (name.StartsWith(folder, StringComparison.Ordinal)) all.Append(name).Append(' ').Append(checksum).Append('\n');
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }

    private static string Fingerprint(Pack pack) {
        var all = new StringBuilder();
        all.Append(Version).Append(' ').Append(pack.Version).Append('\n');
        foreach (string table in (string[])["classes.tsv", "furniture.tsv"]) {
            foreach (string[] row in EmbeddedTable.Rows(table)) all.AppendJoin('\t', row).Append('\n');
        }
        all.Append(pack.IndexVersion);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }
}
