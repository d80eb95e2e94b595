using Diorama.Core;

namespace Diorama.Cli.Commands.Photos;

/// <summary>A photograph or a video in which something is looked for.</summary>
/// <param name="Path">Path of the file.</param>
/// <param name="Name">Path below the folder that was given, with slashes: labels have it too.</param>
/// <param name="IsVideo">Whether it is a video.</param>
internal sealed record PhotoSource(string Path, string Name, bool IsVideo) {
    private static readonly string[] photos = [".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp", ".exr", ".hdr"];
    private static readonly string[] videos = [".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".mpg", ".mpeg", ".ts", ".ogv", ".gif",
        ".3gp", ".wmv", ".flv"];

    /// <summary>
    /// Finds photographs and videos in an order that does not depend on the file system. Folders are searched recursively, without hidden
    /// files and without the output folder.
    /// </summary>
    /// <exception cref="BadInputException">There is none, or two have one name.</exception>
    public static IReadOnlyList<PhotoSource> Find(IReadOnlyList<string> paths, string output) {
        var found = new List<PhotoSource>();
        string own = System.IO.Path.GetFullPath(output).TrimEnd('/') + "/";
        foreach (string path in paths) {
            if (Directory.Exists(path)) {
                string[] files = [.. new DirectoryInfo(path).EnumerateFiles("*",
                    new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden })
                    .Where(f => (Is(f.Name, photos) || Is(f.Name, videos)) && !f.FullName.StartsWith(own, StringComparison.Ordinal))
                    .Select(f => System.IO.Path.GetRelativePath(path, f.FullName)).Order(StringComparer.Ordinal)];
                if (files.Length == 0) throw new BadInputException($"{path} holds no photograph or video; files ending in .jpg, .png, .mp4 "
                    + "and the like were expected in it or below.");
                found.AddRange(files.Select(f => new PhotoSource(System.IO.Path.Combine(path, f),
                    f.Replace(System.IO.Path.DirectorySeparatorChar, '/'), Is(f, videos))));
            } else {
                if (!File.Exists(path))
                    throw new BadInputException($"{path} does not exist; a photograph, a video, or a folder of them was expected.");
                found.Add(new(path, System.IO.Path.GetFileName(path), Is(path, videos)));
            }
        }
        foreach (var same in found.GroupBy(p => p.Name, StringComparer.Ordinal).Where(g => g.Count() > 1)) {
            throw new BadInputException($"{same.First().Path} and {same.ElementAt(1).Path} would both have the labels {same.Key}.json; "
                + "files with different names were expected.");
        }
        var names = found.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        if (found.Find(f => names.Contains(f.Name + ".jpg")) is { } other)
            throw new BadInputException($"{other.Name} and {other.Name}.jpg would have one drawn picture; files with different names were "
                + "expected.");
        return found;
    }

    private static bool Is(string path, string[] extensions) =>
        extensions.Contains(System.IO.Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
