using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.Yolo;

/// <summary>Kinds of label files: the fields of a line after the class.</summary>
public enum YoloKind {
    /// <summary>Centre and size of the visible box.</summary>
    Detect,
    /// <summary>One polygon for each object.</summary>
    Segment,
    /// <summary>Visible box and keypoints.</summary>
    Pose,
    /// <summary>Four corners of an oriented box.</summary>
    Obb,
}

/// <summary>
/// YOLO format of Ultralytics (docs.ultralytics.com/datasets): a text file per picture, all coordinates divided by the image's width or
/// height.
/// </summary>
public sealed class YoloFormat(YoloKind kind) : DatasetFormat {
    public override string Name => kind == YoloKind.Detect ? "yolo" : $"yolo-{kind.ToString().ToLowerInvariant()}";

    public override string Summary => kind switch {
        YoloKind.Detect => "YOLO detect: boxes.",
        YoloKind.Segment => "YOLO segment: one ring per object; parts and holes are joined to it by lines without width.",
        YoloKind.Pose => "YOLO pose: boxes and keypoints of classes that have some.",
        _ => "YOLO obb: the smallest turned rectangle around each object.",
    };

    // Readers take the size from the picture.
    public override IReadOnlyList<string> Labels => [FrameImages.PictureName];

    public override FormatContents Contents => FormatContents.Picture | kind switch {
        YoloKind.Detect => FormatContents.VisibleBoxes,
        YoloKind.Segment => FormatContents.Masks,
        YoloKind.Pose => FormatContents.VisibleBoxes | FormatContents.Keypoints,
        _ => FormatContents.OrientedBoxes,
    };

    /// <summary>
    /// Coordinates are fractions with six decimals: a rounding error of at most 0.005 pixels in an image of 10,000 pixels.
    /// </summary>
    public override FormatPrecision Precision => new(Box: 0.02, Point: 0.02);

    public override string? Missing(DatasetSurvey survey) =>
        kind == YoloKind.Pose && survey.Images > 0 && survey.Keypoints.Count == 0 ? "objects with keypoints" : null;

    public override bool Includes(ObjectRecord o, ClassTable classes, DatasetSurvey survey) =>
        base.Includes(o, classes, survey) && (kind != YoloKind.Pose || survey.Keypoints.ContainsKey(o.ClassId));

    public override FormatWriter Write(ExportTarget target) => new YoloWriter(this, target, kind);

    protected override IEnumerable<ImageContents> ReadImages(string folder) => new YoloReader(folder, kind).Read();
}
