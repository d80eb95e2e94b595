namespace Diorama.Datasets.Formats.WebDataset;

/// <summary>Tar files to be read front to back (webdataset): the record as JSON, the picture as PNG, labels as NumPy arrays.</summary>
public sealed class WebDatasetFormat : DatasetFormat {
    public override string Name => "webdataset";

    public override string Summary => "WebDataset: tar files of samples; labels as .npy.";

    public override FormatContents Holds =>
        FormatContents.Picture | FormatContents.VisibleBoxes | FormatContents.Masks | FormatContents.Classes | FormatContents.DepthZ | FormatContents.Distance | FormatContents.Normals |
        FormatContents.FlowForward | FormatContents.FlowBackward | FormatContents.Intrinsics | FormatContents.CameraPose |
        FormatContents.Radiance;

    /// <summary>The record has 32-bit floats.</summary>
    public override FormatPrecision Precision => new(Direction: 1e-3);

    public override FormatWriter Write(ExportTarget target) => new WebDatasetWriter(this, target);

    public override IEnumerable<ImageContents> Read(string folder) => WebDatasetReader.Read(folder);
}
