namespace Diorama.Datasets.Formats.LayeredExr;

/// <summary>One EXR file per image with everything in layers, for compositing.</summary>
public sealed class LayeredExrFormat : DatasetFormat {
    public override string Name => "exr";

    public override string Summary => "One EXR per image with a layer per label, for Nuke, Blender and the like.";

    public override FormatContents Holds =>
        FormatContents.Picture | FormatContents.Classes | FormatContents.DepthZ | FormatContents.Distance | FormatContents.Normals
        | FormatContents.FlowForward | FormatContents.FlowBackward |
        FormatContents.Radiance;

    /// <summary>Directions are 16-bit floats, as in the dataset.</summary>
    public override FormatPrecision Precision => new();

    public override string? Lacks(DatasetSurvey survey) => survey.Images > 0 && survey.Files.Count == 0 ? "pictures and label images"
        : null;

    public override FormatWriter Write(ExportTarget target) => new LayeredExrWriter(this, target);

    protected override IEnumerable<ImageContents> ReadImages(string folder) => LayeredExrReader.Read(folder);
}
