namespace Diorama.Assets.Packs;

/// <summary>Which files of a package are kept, and where.</summary>
/// <param name="From">Path in the package; a final '/' means everything below it.</param>
/// <param name="To">Folder in the pack; a final '/' is left out. Files below <paramref name="From"/> keep their path from there.</param>
/// <param name="Within">
/// When given the file is a ZIP archive, of which the entries that begin with one of these are unpacked into <paramref name="To"/>.
/// </param>
/// <param name="Endings">When given only files with one of these endings.</param>
/// <param name="Chosen">
/// When given the file is a ZIP archive too, and this names the entries to unpack when it is told the archive's path.
/// </param>
public sealed record PackRule(string From, string To, IReadOnlyList<string>? Within = null, IReadOnlyList<string>? Endings = null,
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
