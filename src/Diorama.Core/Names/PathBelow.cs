namespace Diorama.Core.Names;

/// <summary>
/// Rules for relative paths that a file gives for other files in or below its folder: '/' between the parts, nothing that leads out of the
/// folder. They ensure that an untrusted file cannot cause access to files outside its folder.
/// </summary>
public static class PathBelow {
    private const int MaxCharacters = 4000;

    /// <summary>Whether a text is a valid path.</summary>
    public static bool IsValid(string? path) => path is not null && Problem(path) is null;

    /// <summary>Returns what is wrong with a path, as a sentence without its full stop; null if it is valid.</summary>
    public static string? Problem(string path) {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Length > MaxCharacters) return $"a path has {path.Length} characters; expected at most {MaxCharacters}";
        bool good = path.Length > 0 && !path.Contains('\\', StringComparison.Ordinal) && !path.Contains(':', StringComparison.Ordinal)
            && DisplayName.Problem(path, most: MaxCharacters) is null && path.Split('/').All(part => part is not ("" or "." or ".."));
        return good ? null : $"'{DisplayName.Visible(path)}' is no path of a file below the folder; expected names with '/' between them";
    }

    /// <summary>Returns the path joined to the folder, after checking it.</summary>
    /// <param name="folder">Folder of the file that gives the path.</param>
    /// <param name="path">Path relative to the folder.</param>
    /// <param name="where">Start of the error message: the file that gives the path, and the place in it.</param>
    /// <exception cref="BadInputException">The path leads out of the folder.</exception>
    public static string Full(string folder, string path, string where) =>
        Problem(path) is { } problem ? throw new BadInputException($"{where}: {problem}.") : Path.Combine(folder, path);

    /// <summary>Whether a path lies inside a folder, at any depth.</summary>
    public static bool IsIn(string folder, string path) {
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), full = Path.GetFullPath(path);
        return full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) || root == "/" && full.Length > 1;
    }
}
