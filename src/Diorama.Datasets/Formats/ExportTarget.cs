using Diorama.Core.Files;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats;

/// <summary>Target folder of one format's export, with what is known of the dataset before its first image.</summary>
/// <param name="Folder">An empty folder under a temporary name; it is renamed when the writer has finished.</param>
/// <param name="Info">Contents of the dataset's dataset.json.</param>
/// <param name="Survey">Survey of the dataset.</param>
/// <param name="Splits">
/// Names of the splits in the order asked for, with or without images; one empty name if the dataset is not split.
/// </param>
public sealed record ExportTarget(string Folder, DatasetInfo Info, DatasetSurvey Survey, IReadOnlyList<string> Splits) {
    public ClassTable Classes { get; } = new(Info.Classes);
    /// <summary>The dataset that is exported, for models of its objects; null if there is none.</summary>
    public DatasetFolder? Source { get; init; }

    /// <summary>
    /// Returns a path below the folder and creates the folder that holds it; empty parts (the split of a dataset that is not split) are
    /// left out.
    /// </summary>
    public string At(params ReadOnlySpan<string> parts) {
        string path = Folder;
        foreach (string part in parts) path = Path.Combine(path, part);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>
    /// Puts a file of the dataset, such as its picture, below the folder under another name: as a hard link where the file system supports
    /// it, so that it takes no space, otherwise as a copy. Does nothing if the image has no such file.
    /// </summary>
    public void Place(FrameImages image, string file, params ReadOnlySpan<string> parts) {
        if (image.PathOf(file) is { } source) FileLink.Place(source, At(parts));
    }
}
