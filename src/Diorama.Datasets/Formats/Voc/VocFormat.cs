using Diorama.Core.Colors;

namespace Diorama.Datasets.Formats.Voc;

/// <summary>Pascal VOC's format (The PASCAL Visual Object Classes Challenge 2012 Development Kit, sections 4 and 5).</summary>
public sealed class VocFormat : DatasetFormat {
    public override string Name => "voc";
    public override string Summary => "Pascal VOC: XML with boxes, palette images of classes and of objects; structure is background.";
    public override FormatContents Contents => FormatContents.Picture | FormatContents.VisibleBoxes | FormatContents.Masks;
    public override FormatWriter Write(ExportTarget target) => new VocWriter(this, target);
    protected override IEnumerable<ImageContents> ReadImages(string folder) => VocReader.Read(folder);

    /// <summary>Index of unlabelled pixels; VOC's own images use it also for the lines between objects.</summary>
    internal const byte Void = 255;

    /// <summary>
    /// Palette of VOC's label images, as in the development kit's VOCcolormap: the bits of the index, three at a time, fill each colour
    /// from its highest bit.
    /// </summary>
    internal static Rgb8[] Palette { get; } = [.. Enumerable.Range(0, 256).Select(index => {
        int r = 0, g = 0, b = 0;
        for (int bit = 7, rest = index; bit >= 0; bit--, rest >>= 3) {
            r |= (rest & 1) << bit;
            g |= (rest >> 1 & 1) << bit;
            b |= (rest >> 2 & 1) << bit;
        }
        return new Rgb8((byte)r, (byte)g, (byte)b);
    })];
}
