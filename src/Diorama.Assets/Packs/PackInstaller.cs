using System.IO.Compression;
using Diorama.Core;
using Diorama.Core.Files;

namespace Diorama.Assets.Packs;

/// <summary>
/// Installs packs in the data folder. A pack is installed completely or not at all, by a rename; if several processes need it, one installs
/// it and the others wait.
/// </summary>
public sealed class PackInstaller(string dataFolder, Action<string>? report = null) {
    /// <summary>Name of an environment variable; if it is set, nothing is downloaded.</summary>
    public const string NoInstall = "DIORAMA_NO_INSTALL";

    private readonly string packs = Path.Combine(dataFolder, "packs");

    public string FolderOf(Pack pack) => Path.Combine(packs, pack.Name);

    public bool IsInstalled(Pack pack) => !pack.IsFetched || File.Exists(Path.Combine(FolderOf(pack), PackManifest.FileName));

    private static bool IsForbidden => System.Environment.GetEnvironmentVariable(NoInstall) is { Length: > 0 };

    /// <summary>Downloads, verifies and unpacks the pack, unless it is installed. Returns its folder.</summary>
    /// <exception cref="BadInputException">The registry cannot be reached, the download is not the published file, or downloads are
    /// forbidden.</exception>
    public string Install(Pack pack) {
        ArgumentNullException.ThrowIfNull(pack);
        string folder = FolderOf(pack);
        if (IsInstalled(pack)) return folder;
        if (IsForbidden) throw new BadInputException($"the pack '{pack.Name}' is not installed and {NoInstall} forbids to fetch it");
        FileException.MakeFolder(packs);
        using var turn = PackLock.Acquire(Path.Combine(packs, $".{pack.Name}.lock"),
            () => Say($"{pack.Name}: another process installs it; waiting"));
        if (IsInstalled(pack)) return folder;

        // The owner of the lock may remove the remains of a process that died.
        string staging = Path.Combine(packs, $".{pack.Name}.partial"), unpacked = Path.Combine(staging, "pack");
        if (Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(unpacked);
        try {
            Say(FormattableString.Invariant(
                $"Installing the pack '{pack.Name}' ({pack.DownloadBytes / 1e6:0} MB to fetch): {pack.Summary}"));
            var downloads = new List<PackDownload>();
            foreach (PackPackage package in pack.Packages) {
                string own = Path.Combine(staging, $"package-{downloads.Count}");
                Directory.CreateDirectory(own);
                downloads.Add(PackDownload.Fetch(package, own, sentence => Say($"{pack.Name}: {sentence}")));
                Say(pack.Packages.Count == 1 ? $"{pack.Name}: unpacking" : $"{pack.Name}: unpacking {package.Name}");
                Unpack(pack, downloads[^1], staging, unpacked);
            }
            var files = PackManifest.Checksums(unpacked);
            new PackManifest {
                Pack = pack.Name, Version = string.Join(' ', downloads.Select(d => d.Version)),
                Download = string.Join(' ', downloads.Select(d => d.Sha256)), Files = files,
            }.Write(unpacked);
            int assets = PackIndex.Open(pack, unpacked).Count;
            Directory.Move(unpacked, folder);
            Say(assets > 0 ? $"{pack.Name}: installed, {assets} assets" : $"{pack.Name}: installed, {files.Count} files");
        } finally {
            Directory.Delete(staging, recursive: true);
        }
        return folder;
    }

    private void Say(string sentence) => report?.Invoke(sentence);

    private static void Unpack(Pack pack, PackDownload download, string staging, string unpacked) {
        int kept = 0;
        download.ForEachFile((name, extract) => {
            foreach (PackRule rule in download.Package.Keep) {
                if (rule.Target(name) is not { } target) continue;
                kept++;
                if (!rule.IsArchive) {
                    extract(Inside(unpacked, target));
                } else {
                    string zip = Path.Combine(staging, "archive.zip");
                    extract(zip);
                    Unzip(zip, rule, unpacked);
                    File.Delete(zip);
                }
                break;
            }
        });
        if (kept > 0) return;
        throw new BadInputException($"{download.Package.Name}: the package holds none of the files of the pack '{pack.Name}', expected "
            + $"{download.Package.Keep[0].From}");
    }

    private static void Unzip(string zip, PackRule rule, string unpacked) {
        var chosen = rule.Chosen?.Invoke(zip).ToHashSet(StringComparer.Ordinal);
        using var archive = ZipFile.OpenRead(zip);
        foreach (var entry in archive.Entries) {
            if (chosen is not null && !chosen.Contains(entry.FullName)) continue;
            if (entry.FullName.EndsWith('/') || rule.TargetWithin(entry.FullName) is not { } target) continue;
            entry.ExtractToFile(Inside(unpacked, target), overwrite: true);
        }
    }

    /// <summary>
    /// Returns the full path of a file in the pack, after creating its folder; throws for a path that leads out of the pack.
    /// </summary>
    private static string Inside(string folder, string relative) {
        string root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar, full = Path.GetFullPath(Path.Combine(root, relative));
        if (!full.StartsWith(root, StringComparison.Ordinal))
            throw new BadInputException($"the package holds '{relative}', which leads out of its folder");
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return full;
    }
}
