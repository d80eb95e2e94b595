using System.Globalization;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.KittiObject;

/// <summary>
/// Format of KITTI's object benchmark (readme of its development kit): a line of 15 fields per object, and a calibration file per image.
/// </summary>
public sealed class KittiObjectFormat : DatasetFormat {
    public override string Name => "kitti";
    public override string Summary => "KITTI object: boxes in the image and upright boxes in camera space, with calibration.";
    public override FormatContents Contents =>
        FormatContents.Picture | FormatContents.AmodalBoxes | FormatContents.CameraBoxes | FormatContents.Intrinsics;
    // Positions, sizes and angles have two decimals; the rounding of an angle moves the corners of an object a little more.
    public override FormatPrecision Precision => new(Box: 0.005, Metres: 0.02);
    public override bool NeedsPinhole => true;

    public override string? Missing(DatasetSurvey survey) => PinholeCamera.Missing(survey);

    /// <summary>Number of the image: its image id minus 1; the images of each camera have numbers of their own.</summary>
    public override string NameOf(FrameRecord image) => (image.ImageId - 1).ToString("000000", CultureInfo.InvariantCulture);

    /// <summary>Name of a class with '_' for white space, as spaces separate the fields.</summary>
    public override string Spell(DatasetClass c) => string.Concat(c.Name.Select(letter => char.IsWhiteSpace(letter) ? '_' : letter));

    public override FormatWriter Write(ExportTarget target) => new KittiObjectWriter(this, target);
    protected override IEnumerable<ImageContents> ReadImages(string folder) => KittiObjectReader.Read(folder);
}
