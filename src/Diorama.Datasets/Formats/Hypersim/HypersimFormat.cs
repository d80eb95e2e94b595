using System.Globalization;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.Hypersim;

/// <summary>
/// Labels in the folders and HDF5 files of Hypersim (Roberts et al. 2021). Pictures are written as Hypersim's previews; radiance, if the
/// dataset keeps it, as <c>color</c>.
/// </summary>
public sealed class HypersimFormat : DatasetFormat {
    public override string Name => "hypersim";

    public override string Summary => "Hypersim: an HDF5 file per image and label, folders per scene and camera.";

    public override IReadOnlyList<string> Labels => [LabelTable.Distance.Name];

    public override FormatContents Contents => FormatContents.Picture | FormatContents.Classes | FormatContents.Distance
        | FormatContents.Normals | FormatContents.CameraPose | FormatContents.Radiance;

    public override string NameOf(FrameRecord image) => $"{Scene(image.Scene)}/{Camera(image.Camera.Index)}/{Frame(image.Index)}";

    /// <summary>Name of a scene: a volume holds 1000 scenes, and both volumes and scenes are counted from 1.</summary>
    internal static string Scene(long number) =>
        string.Create(CultureInfo.InvariantCulture, $"ai_{number / 1000 + 1:000}_{number % 1000 + 1:000}");

    internal static string Camera(int index) => string.Create(CultureInfo.InvariantCulture, $"cam_{index:00}");

    internal static string Frame(int index) => string.Create(CultureInfo.InvariantCulture, $"frame.{index:0000}");

    public override FormatWriter Write(ExportTarget target) => new HypersimWriter(this, target);

    protected override IEnumerable<ImageContents> ReadImages(string folder) => HypersimReader.Read(folder);
}
