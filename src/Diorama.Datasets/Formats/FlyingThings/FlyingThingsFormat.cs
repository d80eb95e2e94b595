using System.Globalization;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.FlyingThings;

/// <summary>
/// Optical flow in both directions, and disparity if the cameras are a rectified pair, in the folder layout of FlyingThings3D (Mayer et al.
/// 2016).
/// </summary>
public sealed class FlyingThingsFormat : DatasetFormat {
    public override string Name => "flyingthings";

    public override string Summary => "FlyingThings3D: PFM flow into future and past, one or two cameras, disparity of pairs.";

    public override IReadOnlyList<string> Labels => [FrameImages.PictureName, LabelTable.FlowForward.Name, LabelTable.FlowBackward.Name];

    public override FormatContents Contents => FormatContents.Picture | FormatContents.FlowForward | FormatContents.FlowBackward
        | FormatContents.Disparity;

    public override int MinFramesPerScene => 2;

    public override string? Missing(DatasetSurvey survey) =>
        survey is { Images: > 0, Cameras: > 2 } ? "frames of one or two cameras" : null;

    public override string NameOf(FrameRecord image) => $"{Scene(image)}/{Side(image)}/{Stem(image)}";

    internal static string Scene(FrameRecord image) => image.Scene.ToString("0000", CultureInfo.InvariantCulture);

    internal static string Stem(FrameRecord image) => image.Index.ToString("0000", CultureInfo.InvariantCulture);

    internal static string Side(FrameRecord image) => image.Camera.Index == 0 ? "left" : "right";

    public override FormatWriter Write(ExportTarget target) => new FlyingThingsWriter(this, target);

    protected override IEnumerable<ImageContents> ReadImages(string folder) => FlyingThingsReader.Read(folder);
}
