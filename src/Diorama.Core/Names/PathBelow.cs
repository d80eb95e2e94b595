namespace Diorama.Core.Names;

/// <summary>
/// Paths that files give for other files of their folder: '/' between the parts, nothing that leads out of the folder. Whatever a file
/// says, nothing outside of its folder is read or written on its word.
/// </summary>
public static class PathBelow {
    private const int MostCharacters = 4000;

    /// <summary>Whether it is such a path.</summary>
    public static bool IsValid(string? path) => path is not null && Problem(path) is null;

    /// <summary>What is wrong with it, as a sentence without its full stop, or null.</summary>
    public static string? Problem(string path) {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length > MostCharacters) return $"a path has {path.Length} characters; expected at most {MostCharacters}";
        bool good = path.Length > 0 && !path.Contains('\\', StringComparison.Ordinal) && !path.Contains(':', StringComparison.Ordinal)
            && DisplayName.Problem(path, most: MostCharacters) is null && path.Split('/').All(part => part is not ("" or "." or ".."));
        return good ? null : $"'{DisplayName.Visible(path)}' is no path of a file below the folder; expected names with '/' between them";
    }

    /// <summary>The full path.</summary>
    /// <param name="folder">That of the file which gives the path.</param>
    /// <param name="path">The path.</param>
    /// <param name="where">Begins the sentence of an error: the file that says so, and the place in it.</param>
    /// <exception cref="BadInputException">The path leads out of the folder.</exception>
    public static string Full(string folder, string path, string where) =>
        Problem(path) is { } problem ? throw new BadInputException($"{where}: {problem}.") : Path.Combine(folder, path);

    /// <summary>Whether a full path lies in or below a folder.</summary>
    public static bool IsIn(string folder, string path) {
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), full = Path.GetFullPath(path);
        return full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) || root == "/" && full.Length > 1;
    }
}
