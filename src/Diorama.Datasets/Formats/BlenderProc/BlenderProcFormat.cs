using System.Globalization;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.BlenderProc;

/// <summary>BlenderProc's format: one HDF5 file per image, with the keys of BlenderProc's writer (Denninger et al. 2023).</summary>
public sealed class BlenderProcFormat : DatasetFormat {
    public override string Name => "blenderproc";

    public override string Summary => "HDF5 as BlenderProc writes it: colors, depth, normals, segmaps in one file per image.";

    public override FormatContents Contents =>
        FormatContents.Picture | FormatContents.Classes | FormatContents.DepthZ | FormatContents.Distance | FormatContents.Normals
        | FormatContents.Intrinsics | FormatContents.CameraPose;

    public override FormatPrecision Precision => new(Direction: 1e-6);

    public override string NameOf(FrameRecord image) => Number(image);

    internal static string Number(FrameRecord image) => (image.ImageId - 1).ToString(CultureInfo.InvariantCulture);

    public override FormatWriter Write(ExportTarget target) => new BlenderProcWriter(this, target);

    protected override IEnumerable<ImageContents> ReadImages(string folder) => BlenderProcReader.Read(folder);
}
