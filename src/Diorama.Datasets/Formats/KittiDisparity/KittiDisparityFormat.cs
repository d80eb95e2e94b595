using System.Globalization;
using Diorama.Datasets.Formats.KittiDepth;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.KittiDisparity;

/// <summary>
/// Format of KITTI's stereo benchmark 2015 (readme of its development kit): rectified pairs, and the disparity of the left picture.
/// </summary>
public sealed class KittiDisparityFormat : DatasetFormat {
    public override string Name => "kitti-disparity";
    public override string Summary => "KITTI stereo: rectified pairs, disparity in 16-bit PNG of 1/256 pixel.";
    public override IReadOnlyList<string> Labels => [LabelTable.DepthZ.Name];
    public override FormatContents Contents => FormatContents.Picture | FormatContents.Disparity;
    public override FormatPrecision Precision => new(Disparity: 0.5 / FixedPointPng.Scale + 1e-4);
    public override bool NeedsStereo => true;

    public override string? Missing(DatasetSurvey survey) => survey is { Images: > 0, IsStereo: false }
        ? "rectified pairs of pictures (camera.stereo_baseline)" : null;
    public override bool Includes(FrameRecord image, DatasetSurvey survey) => image.Camera.Index == 0;

    /// <summary>Number of the pair: that of its frame.</summary>
    public override string NameOf(FrameRecord image) => image.Frame.ToString("000000", CultureInfo.InvariantCulture);

    public override FormatWriter Write(ExportTarget target) => new KittiDisparityWriter(this, target);
    protected override IEnumerable<ImageContents> ReadImages(string folder) => KittiDisparityReader.Read(folder);
}
