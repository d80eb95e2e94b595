namespace Diorama.Assets.Packs;

/// <summary>A rule for files of a package that are kept, and their place in the pack.</summary>
/// <param name="From">Path in the package; a final '/' stands for everything below it.</param>
/// <param name="To">Folder in the pack, without a final '/'. Files below <paramref name="From"/> keep their relative path.</param>
/// <param name="Within">If given, the file is a ZIP archive, and the entries that begin with one of these texts are unpacked to
/// <paramref name="To"/>.</param>
/// <param name="Endings">If given, only files with one of these endings are kept.</param>
/// <param name="Chosen">If given, the file is a ZIP archive too, and this function returns the names of the entries to unpack; it receives
/// the path of the archive.</param>
public sealed record PackRule(string From, string To, IReadOnlyList<string>? Within = null, IReadOnlyList<string>? Endings = null,
                                Func<string, IReadOnlyList<string>>? Chosen = null) {
    public bool IsArchive => Within is not null || Chosen is not null;

    /// <summary>
    /// Returns the path in the pack for the file at <paramref name="path"/> of the package; null if the rule does not match.
    /// </summary>
    public string? Target(string path) {
        if (Endings is not null && !Endings.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase))) return null;
        if (From.EndsWith('/')) return path.StartsWith(From, StringComparison.Ordinal) ? Join(To, path[From.Length..]) : null;
        return path == From ? Join(To, path[(path.LastIndexOf('/') + 1)..]) : null;
    }

    /// <summary>Returns the path in the pack for an entry of the archive; null if the entry is not kept.</summary>
    public string? TargetWithin(string entry) =>
        Within is null || Within.Any(prefix => entry.StartsWith(prefix, StringComparison.Ordinal)) ? Join(To, entry) : null;

    private static string Join(string folder, string path) => folder.Length == 0 ? path : folder + "/" + path;
}
