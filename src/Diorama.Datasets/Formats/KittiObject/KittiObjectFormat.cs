using System.Globalization;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.KittiObject;

/// <summary>
/// KITTI's object benchmark (readme of its development kit): a line of 15 fields per object, and a calibration per image.
/// </summary>
public sealed class KittiObjectFormat : DatasetFormat {
    public override string Name => "kitti";
    public override string Summary => "KITTI object: boxes in the image and upright boxes in camera space, with calibration.";
    public override FormatContents Holds =>
        FormatContents.Picture | FormatContents.AmodalBoxes | FormatContents.CameraBoxes | FormatContents.Intrinsics;
    // Two decimals of positions and sizes, and of angles: half a degree at the end of an object.
    public override FormatPrecision Precision => new(Box: 0.005, Metres: 0.02);
    public override string? Lacks(DatasetSurvey survey) => PinholeCamera.Lacks(survey);

    /// <summary>Numbered from 0, every camera's images by themselves.</summary>
    public override string NameOf(FrameRecord image) => (image.ImageId - 1).ToString("000000", CultureInfo.InvariantCulture);

    /// <summary>Fields end at blanks.</summary>
    public override string Spell(DatasetClass c) => string.Concat(c.Name.Select(letter => char.IsWhiteSpace(letter) ? '_' : letter));

    public override FormatWriter Write(ExportTarget target) => new KittiObjectWriter(this, target);
    protected override IEnumerable<ImageContents> ReadImages(string folder) => KittiObjectReader.Read(folder);
}
