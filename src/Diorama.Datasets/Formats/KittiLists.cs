using Diorama.Core.Files;

namespace Diorama.Datasets.Formats;

/// <summary>
/// The numbers of a dataset in KITTI's manner: lists per split in <c>ImageSets/</c> as 3D detectors keep them, else all files.
/// </summary>
internal static class KittiLists {
    /// <param name="lists">The folder of the lists, which may be missing.</param>
    /// <param name="files">A folder with a file per number.</param>
    /// <param name="ending">Of those files, behind the number.</param>
    public static IEnumerable<(string Split, string Number)> Read(string lists, string files, string ending) => Directory.Exists(lists)
        ? Directory.EnumerateFiles(lists, "*.txt").Order(StringComparer.Ordinal).SelectMany(
        list => File.ReadLines(RegularFile.At(list)).Select(number => (SplitOf(list), number)))
        : Directory.EnumerateFiles(files, "*" + ending).Order(StringComparer.Ordinal)
        .Select(path => ("", Path.GetFileName(path)[..^ending.Length]));

    private static string SplitOf(string list) => Path.GetFileNameWithoutExtension(list) is var name && name == "all" ? "" : name;
}
