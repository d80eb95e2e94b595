using Diorama.Core.Files;

namespace Diorama.Datasets.Formats;

/// <summary>
/// Numbers of the images of a dataset in KITTI's layout: from lists per split in <c>ImageSets/</c>, as 3D detectors keep them, otherwise
/// from all files of a folder.
/// </summary>
internal static class KittiLists {
    /// <param name="lists">Folder of the lists; may be missing.</param>
    /// <param name="files">Folder with one file per number, read if the lists are missing.</param>
    /// <param name="ending">Ending of the files' names, after the number.</param>
    public static IEnumerable<(string Split, string Number)> Read(string lists, string files, string ending) => Directory.Exists(lists)
        ? Directory.EnumerateFiles(lists, "*.txt").Order(StringComparer.Ordinal).SelectMany(
        list => File.ReadLines(RegularFile.At(list)).Select(number => (SplitOf(list), number)))
        : Directory.EnumerateFiles(files, "*" + ending).Order(StringComparer.Ordinal)
        .Select(path => ("", Path.GetFileName(path)[..^ending.Length]));

    private static string SplitOf(string list) => Path.GetFileNameWithoutExtension(list) is var name && name == "all" ? "" : name;
}
