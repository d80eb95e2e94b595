using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.WebDataset;

/// <summary>
/// WebDataset: tar files for sequential reading, with the record as JSON, the picture as PNG and the labels as NumPy arrays.
/// </summary>
public sealed class WebDatasetFormat : DatasetFormat {
    /// <summary>
    /// Longest name of a camera, so that it fits with the frame number and the label into the 100 characters of a file name in a tar file.
    /// </summary>
    private const int MaxCameraCharacters = 50;

    public override string Name => "webdataset";

    public override string Summary => "WebDataset: tar files of samples; labels as .npy.";

    public override FormatContents Contents =>
        FormatContents.Picture | FormatContents.VisibleBoxes | FormatContents.Masks | FormatContents.Classes | FormatContents.DepthZ
        | FormatContents.Distance | FormatContents.Normals |
        FormatContents.FlowForward | FormatContents.FlowBackward | FormatContents.Intrinsics | FormatContents.CameraPose |
        FormatContents.Radiance;

    /// <summary>Numbers in the record are 32-bit floats.</summary>
    public override FormatPrecision Precision => new(Direction: 1e-3);

    /// <summary>
    /// Key of a sample: the stem with '~', which no name contains, for dots, as a key ends at the first dot and a camera's name may contain
    /// one.
    /// </summary>
    internal static string Key(string stem) => stem.Replace('.', '~');

    public override string NameOf(FrameRecord image) => Key(base.NameOf(image));

    public override string? Missing(DatasetSurvey survey) =>
        survey.CameraNames.FirstOrDefault(n => n.Length > MaxCameraCharacters) is { } name
        ? $"names of cameras that fit into tar files: '{name}' has more than {MaxCameraCharacters} characters" : null;

    public override FormatWriter Write(ExportTarget target) => new WebDatasetWriter(this, target);

    protected override IEnumerable<ImageContents> ReadImages(string folder) => WebDatasetReader.Read(folder);
}
