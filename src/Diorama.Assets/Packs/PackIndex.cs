using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Diorama.Assets.Animals;
using Diorama.Assets.Catalogues;
using Diorama.Assets.Taxonomy;
using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Core.Names;

namespace Diorama.Assets.Packs;

/// <summary>The list of assets in an installed pack (index.json in its folder), made once and again when classes or their mapping change.</summary>
internal static class PackIndex {
    public const string IndexName = "index.json";
    private const int Version = 1;

    private sealed record Stored(string Fingerprint, List<Asset> Assets);

    /// <summary>The assets of a pack whose folder is in place; empty for packs that hold other things.</summary>
    public static IReadOnlyList<Asset> Open(Pack pack, string folder) {
        string path = Path.Combine(folder, IndexName);
        if (pack.Source == PackSource.Own) return File.Exists(path) ? Read(path, own: true)?.Assets ?? [] : [];
        string fingerprint = Fingerprint(pack);
        if (File.Exists(path) && Read(path) is { } stored && stored.Fingerprint == fingerprint) return stored.Assets;
        var assets = Build(pack, folder);
        Write(folder, fingerprint, assets);
        return assets;
    }

    public static void Write(string folder, string fingerprint, IReadOnlyList<Asset> assets) =>
        AtomicFile.Write(Path.Combine(folder, IndexName),
            path => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(new Stored(fingerprint, [.. assets]), AssetJson.Options)));

    private static Stored? Read(string path, bool own = false) {
        try {
            return JsonSerializer.Deserialize<Stored>(File.ReadAllBytes(path), AssetJson.Options);
        } catch (JsonException e) {
            // What was fetched is read anew; what someone took in is there once.
            return own ? throw new BadInputException($"{path} is damaged: {e.Message.Split('\n')[0]}", e) : null;
        }
    }

    private static List<Asset> Build(Pack pack, string folder) =>
        pack.Name == AllPacks.Furniture.Name ? Furniture(pack, folder) : pack.Name == AllPacks.Animals.Name ? Animals(folder) : [];

    /// <summary>Every animal's files are shared with others, so all of them count as its content.</summary>
    private static List<Asset> Animals(string folder) {
        string content = Content("art/", PackManifest.Read(folder)!.Files);
        return [.. AnimalIndex.Build(folder).Assets.Select(a => a with { Content = content })];
    }

    private static List<Asset> Furniture(Pack pack, string folder) {
        var checksums = PackManifest.Read(folder)!.Files;
        var assets = new List<Asset>();
        foreach (string catalogue in AllPacks.Catalogues) {
            string file = Path.Combine(folder, catalogue, "PluginFurnitureCatalog.properties");
            foreach (var asset in SweetHome3DCatalogue.Read(File.ReadAllBytes(file), file, catalogue, pack.Name)) assets.Add(asset);
        }
        return Numbered(assets.Select(a => a with { Content = Content(a.Model, checksums) }), "");
    }

    /// <summary>Gives ids: prefix, class and number, counted per class in the order given.</summary>
    public static List<Asset> Numbered(IEnumerable<Asset> assets, string prefix) {
        var counts = new Dictionary<string, int>();
        var numbered = new List<Asset>();
        foreach (var asset in assets) {
            int number = counts[asset.Class] = counts.GetValueOrDefault(asset.Class) + 1;
            numbered.Add(asset with { Id = Id(prefix, asset.Class, number) });
        }
        return numbered;
    }

    public static string Id(string prefix, string className, int number) => FormattableString.Invariant($"{prefix}{FileName.From(className)}-{number}");

    /// <summary>One checksum for all files in the model's folder.</summary>
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
        if (pack.Name == AllPacks.Animals.Name) all.AppendJoin('\n', AnimalCatalogue.All.Select(a => (a.Model, a.Name, a.Class, a.MetresPerUnit)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }
}
