using Diorama.Core;

namespace Diorama.Datasets.Formats;

/// <summary>
/// Names of files that exist once per split: <c>instances.json</c>, or <c>instances_train.json</c> and <c>instances_val.json</c>.
/// </summary>
internal static class SplitFiles {
    public static string Name(string stem, string split, string extension) =>
        split.Length == 0 ? stem + extension : $"{stem}_{split}{extension}";

    /// <summary>Finds these files in a folder, in the order of their names.</summary>
    /// <exception cref="BadInputException">The folder is missing or holds no such file.</exception>
    public static IReadOnlyList<string> Find(string folder, string stem, string extension) {
        if (!Directory.Exists(folder)) throw new BadInputException($"{folder} does not exist.");
        string[] found = [.. Directory.EnumerateFiles(folder, $"{stem}*{extension}")
            .Where(p => Path.GetFileNameWithoutExtension(p) == stem || Path.GetFileName(p).StartsWith(stem + "_", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
        return found.Length > 0 ? found : throw new BadInputException($"{folder} holds no {stem}{extension}.");
    }

    public static string SplitOf(string path, string stem) {
        string name = Path.GetFileNameWithoutExtension(path);
        return name.Length > stem.Length ? name[(stem.Length + 1)..] : "";
    }
}
