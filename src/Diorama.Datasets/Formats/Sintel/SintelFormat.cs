using System.Globalization;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.Sintel;

/// <summary>Optical flow in the folder layout of MPI Sintel (Butler et al. 2012), which optical-flow networks read.</summary>
public sealed class SintelFormat : DatasetFormat {
    public override string Name => "sintel";

    public override string Summary => "MPI Sintel: frames in a row and .flo files of forward flow, with occlusions.";

    public override IReadOnlyList<string> Labels => [FrameImages.PictureName, LabelTable.FlowForward.Name,
        LabelTable.OcclusionForward.Name];

    public override FormatContents Contents => FormatContents.Picture | FormatContents.FlowForward;

    public override int MinFramesPerScene => 2;

    /// <summary>Whether the image has forward flow: all frames of a scene except the last.</summary>
    public override bool Includes(FrameRecord image, DatasetSurvey survey) => image.Index + 1 < survey.FramesPerScene;

    public override string NameOf(FrameRecord image) => $"{Scene(image)}/{Stem(image.Index)}";

    internal static string Scene(FrameRecord image) => string.Create(CultureInfo.InvariantCulture,
        $"scene_{image.Scene:0000}{(image.Camera.Name.Length > 0 ? "_" + image.Camera.Name : "")}");

    /// <summary>File stem of a frame; frames are counted from 1.</summary>
    internal static string Stem(int index) => string.Create(CultureInfo.InvariantCulture, $"frame_{index + 1:0000}");

    public override FormatWriter Write(ExportTarget target) => new SintelWriter(this, target);

    protected override IEnumerable<ImageContents> ReadImages(string folder) => SintelReader.Read(folder);
}
