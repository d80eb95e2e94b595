namespace Diorama.Datasets.Formats.LayeredExr;

/// <summary>Layered EXR for compositing: one file per image, with the picture and every label as a layer.</summary>
public sealed class LayeredExrFormat : DatasetFormat {
    public override string Name => "exr";

    public override string Summary => "One EXR per image with a layer per label, for Nuke, Blender and the like.";

    public override FormatContents Contents =>
        FormatContents.Picture | FormatContents.Classes | FormatContents.DepthZ | FormatContents.Distance | FormatContents.Normals
        | FormatContents.FlowForward | FormatContents.FlowBackward |
        FormatContents.Radiance;

    /// <summary>Default precision: directions are 16-bit floats in the dataset too, so the export does not round them further.</summary>
    public override FormatPrecision Precision => new();

    public override string? Missing(DatasetSurvey survey) => survey.Images > 0 && survey.Files.Count == 0 ? "pictures and label images"
        : null;

    public override FormatWriter Write(ExportTarget target) => new LayeredExrWriter(this, target);

    protected override IEnumerable<ImageContents> ReadImages(string folder) => LayeredExrReader.Read(folder);
}
