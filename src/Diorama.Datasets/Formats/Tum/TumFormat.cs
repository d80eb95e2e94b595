using System.Globalization;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.Tum;

/// <summary>
/// Camera trajectories and depth in the layout of the TUM RGB-D benchmark (Sturm et al. 2012), which SLAM systems and their evaluation
/// tools read.
/// </summary>
public sealed class TumFormat : DatasetFormat {
    /// <summary>Depth steps per metre, as in the benchmark: steps of 0.2 mm, up to 13.1 m.</summary>
    internal const double StepsPerMetre = 5000;

    public override string Name => "tum";

    public override string Summary => "TUM RGB-D: a sequence per scene and camera, its trajectory and depth.";

    public override IReadOnlyList<string> Labels => [LabelTable.DepthZ.Name];

    public override FormatContents Contents => FormatContents.Picture | FormatContents.DepthZ | FormatContents.CameraPose;

    public override FormatPrecision Precision => new(Metres: 0.5 / StepsPerMetre + 1e-6, MaxMetres: ushort.MaxValue / StepsPerMetre);

    public override string NameOf(FrameRecord image) => $"{Sequence(image)}/{Time(image)}";

    internal static string Sequence(FrameRecord image) => string.Create(CultureInfo.InvariantCulture,
        $"scene_{image.Scene:000000}{(image.Camera.Name.Length > 0 ? "_" + image.Camera.Name : "")}");

    internal static string Time(FrameRecord image) => image.Time.ToString("0.000000", CultureInfo.InvariantCulture);

    public override FormatWriter Write(ExportTarget target) => new TumWriter(this, target);

    protected override IEnumerable<ImageContents> ReadImages(string folder) => TumReader.Read(folder);
}
