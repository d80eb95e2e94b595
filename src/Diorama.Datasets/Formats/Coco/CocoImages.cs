namespace Diorama.Datasets.Formats.Coco;

/// <summary>Finds the images of a COCO file, which names them without their folder.</summary>
internal static class CocoImages {
    /// <summary>
    /// Finds an image where clients would be configured to look: beside the file, or in a folder of images beside or above it. Returns
    /// where it was expected if it is not there, and null if there are no images at all.
    /// </summary>
    /// <param name="file">Path of the COCO file.</param>
    /// <param name="fileName">Name of the image in it.</param>
    public static string? Find(string file, string fileName) {
        string stem = Path.GetFileNameWithoutExtension(file), split = stem.Contains('_') ? stem[(stem.LastIndexOf('_') + 1)..] : "";
        string root = Path.GetDirectoryName(Path.GetFullPath(file))!;
        string[] roots = [root, Path.GetDirectoryName(root) ?? root];
        string[] folders = [
            .. roots.SelectMany(r => new[] { Path.Combine(r, "images", split), Path.Combine(r, "images"), Path.Combine(r, "data"),
                Path.Combine(r, split), r })];
        foreach (string folder in folders) {
            string path = Path.Combine(folder, fileName);
            if (File.Exists(path)) return path;
        }
        // A dataset of labels alone has no folder of images.
        return folders.Where(f => !roots.Contains(f) && Directory.Exists(f)).Select(f => Path.Combine(f, fileName)).FirstOrDefault();
    }
}
