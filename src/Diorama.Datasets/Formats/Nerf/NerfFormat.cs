using System.Globalization;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.Nerf;

/// <summary>
/// Format for radiance fields (NeRF): the views of a scene with their cameras in <c>transforms.json</c>, as instant-ngp and nerfstudio read
/// it.
/// </summary>
public sealed class NerfFormat : DatasetFormat {
    public override string Name => "nerf";

    public override string Summary => "NeRF: a transforms.json per scene (cameras look along −Z).";

    public override IReadOnlyList<string> Labels => ["image"];

    public override FormatContents Contents => FormatContents.Picture | FormatContents.Intrinsics | FormatContents.CameraPose;

    public override bool NeedsPinhole => true;

    public override string? Missing(DatasetSurvey survey) => PinholeCamera.Missing(survey);

    public override string NameOf(FrameRecord image) => $"{Scene(image.Scene)}/{base.NameOf(image)}";

    internal static string Scene(long number) => string.Create(CultureInfo.InvariantCulture, $"scene_{number:000000}");

    public override FormatWriter Write(ExportTarget target) => new NerfWriter(this, target);

    protected override IEnumerable<ImageContents> ReadImages(string folder) => NerfReader.Read(folder);
}
