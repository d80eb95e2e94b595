using Diorama.Core.Files;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats;

/// <summary>Where a format is written, and what is known of the dataset before its first image.</summary>
/// <param name="Folder">Empty; it takes its real name when the writer has finished.</param>
/// <param name="Info">Of the dataset.</param>
/// <param name="Survey">Of the dataset.</param>
/// <param name="Splits">
/// Names in the order in which they were asked for, images or not; one empty name when the dataset is not split.
/// </param>
public sealed record ExportTarget(string Folder, DatasetInfo Info, DatasetSurvey Survey, IReadOnlyList<string> Splits) {
    public ClassTable Classes { get; } = new(Info.Classes);

    /// <summary>
    /// A path below the folder, whose own folder is made; empty parts (the split of a dataset that is not split) are left out.
    /// </summary>
    public string At(params ReadOnlySpan<string> parts) {
        string path = Folder;
        foreach (string part in parts) path = Path.Combine(path, part);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>
    /// Puts a file of the dataset, such as its picture, below the folder under another name: as a hard link where the file system can, so
    /// that it costs no space, else as a copy. Nothing happens when the image has no such file.
    /// </summary>
    public void Place(FrameImages image, string file, params ReadOnlySpan<string> parts) {
        if (image.PathOf(file) is { } source) FileLink.Place(source, At(parts));
    }
}
