using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.WebDataset;

/// <summary>Tar files to be read front to back (webdataset): the record as JSON, the picture as PNG, labels as NumPy arrays.</summary>
public sealed class WebDatasetFormat : DatasetFormat {
    /// <summary>Of the 100 characters that a name has in a tar file, those that the number and the label leave.</summary>
    private const int MostOfCamera = 50;

    public override string Name => "webdataset";

    public override string Summary => "WebDataset: tar files of samples; labels as .npy.";

    public override FormatContents Holds =>
        FormatContents.Picture | FormatContents.VisibleBoxes | FormatContents.Masks | FormatContents.Classes | FormatContents.DepthZ
        | FormatContents.Distance | FormatContents.Normals |
        FormatContents.FlowForward | FormatContents.FlowBackward | FormatContents.Intrinsics | FormatContents.CameraPose |
        FormatContents.Radiance;

    /// <summary>The record has 32-bit floats.</summary>
    public override FormatPrecision Precision => new(Direction: 1e-3);

    /// <summary>A key ends at the first dot, which a camera's name may have inside; '~' is in no name.</summary>
    internal static string Key(string stem) => stem.Replace('.', '~');

    public override string NameOf(FrameRecord image) => Key(base.NameOf(image));

    public override string? Lacks(DatasetSurvey survey) => survey.CameraNames.FirstOrDefault(n => n.Length > MostOfCamera) is { } name
        ? $"names of cameras that fit into tar files: '{name}' has more than {MostOfCamera} characters" : null;

    public override FormatWriter Write(ExportTarget target) => new WebDatasetWriter(this, target);

    protected override IEnumerable<ImageContents> ReadImages(string folder) => WebDatasetReader.Read(folder);
}
