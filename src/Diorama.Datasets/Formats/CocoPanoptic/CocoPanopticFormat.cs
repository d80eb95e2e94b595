namespace Diorama.Datasets.Formats.CocoPanoptic;

/// <summary>
/// COCO's format for panoptic segmentation (cocodataset.org/#format-data, panopticapi): every pixel of a class belongs to a segment, of a
/// thing or of stuff.
/// </summary>
public sealed class CocoPanopticFormat : DatasetFormat {
    public override string Name => "coco-panoptic";
    public override string Summary => "COCO panoptic: a segment for every thing and every kind of structure.";
    public override FormatContents Contents =>
        FormatContents.Picture | FormatContents.VisibleBoxes | FormatContents.Masks | FormatContents.Classes;
    public override FormatWriter Write(ExportTarget target) => new CocoPanopticWriter(this, target);
    protected override IEnumerable<ImageContents> ReadImages(string folder) => CocoPanopticReader.Read(folder);
}
