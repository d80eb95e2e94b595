using System.Globalization;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.Bop;

/// <summary>Format of the BOP benchmark for poses of known objects: in folders per scene, or in tar files.</summary>
public sealed class BopFormat(bool inShards = false) : DatasetFormat {
    public override string Name => inShards ? "bop-webdataset" : "bop";

    public override string Summary => inShards ? "BOP in tar files: the same as bop for streaming."
        : "BOP: poses, masks, depth and models of objects, scene by scene.";

    public override IReadOnlyList<string> Labels => [LabelTable.DepthZ.Name];

    public override LabelSet ObjectLabels => LabelTable.AmodalMasks;

    public override FormatContents Contents =>
        FormatContents.Picture | FormatContents.VisibleBoxes | FormatContents.Masks | FormatContents.Poses | FormatContents.DepthZ
        | FormatContents.Intrinsics | FormatContents.CameraPose;

    /// <summary>Depth is stored in steps of 1 mm if an image reaches beyond 6.5 m, otherwise in steps of 0.1 mm.</summary>
    public override FormatPrecision Precision => new(Metres: 0.00051, MaxMetres: 65.535);

    public override bool NeedsPinhole => true;

    public override string? Missing(DatasetSurvey survey) => PinholeCamera.Missing(survey)
        ?? (survey.HasAmodalMasks ? null : "amodal masks for every object (the label amodal_masks)");

    public override string NameOf(FrameRecord image) {
        var (scene, number) = BopWriter.NumberOf(image);
        return string.Create(CultureInfo.InvariantCulture, $"{scene:000000}_{number:000000}");
    }

    public override bool Includes(ObjectRecord o, ClassTable classes, DatasetSurvey survey) =>
        base.Includes(o, classes, survey) && o is { OrientedBox: not null, RotationWxyz: not null, AmodalBox: not null };

    public override FormatWriter Write(ExportTarget target) => inShards ? new BopShardWriter(this, target) : new BopWriter(this, target);

    protected override IEnumerable<ImageContents> ReadImages(string folder) =>
        inShards ? BopReader.ReadShards(folder) : BopReader.ReadScenes(folder);
}
