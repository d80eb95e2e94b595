using System.Numerics;
using Diorama.Core.Images;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.FlyingThings;

/// <summary>
/// Writes <c>FlyingThings3D/frames_finalpass/TRAIN/A/0000/left/0000.png</c> and
/// <c>…/optical_flow/TRAIN/A/0000/into_future/left/OpticalFlowIntoFuture_0000_L.pfm</c>, and the same for the flow into the past. For a
/// split, its name in capitals stands in place of TRAIN. Unknown flow is 1e10, which readers treat as invalid. For rectified pairs with
/// <c>depth_z</c> it also writes <c>…/disparity/TRAIN/A/0000/left/0000.pfm</c> and <c>right</c>: x in the left image minus x in the right
/// one, pixels, 0 for the sky.
/// </summary>
internal sealed class FlyingThingsWriter(FlyingThingsFormat format, ExportTarget target) : FormatWriter(format, target) {
    internal const string Root = "FlyingThings3D", Letter = "A";

    internal static string Part(string split) => split.Length == 0 ? "TRAIN" : split.ToUpperInvariant();

    private FrameImages? left;

    public override void Add(FrameImages image, string split) {
        FrameRecord record = image.Record;
        string part = Part(split), scene = FlyingThingsFormat.Scene(record), side = FlyingThingsFormat.Side(record),
            stem = FlyingThingsFormat.Stem(record);
        Target.Place(image, FrameImages.PictureName, Root, "frames_finalpass", part, Letter, scene, side, stem + ".png");
        if (Target.Survey.IsStereo && image.Has(LabelTable.DepthZ)) Disparity(image, part);
        foreach ((ImageLabel<Vector2> label, string folder, string name) in ((ImageLabel<Vector2>, string, string)[])[
            (LabelTable.FlowForward, "into_future", "IntoFuture"), (LabelTable.FlowBackward, "into_past", "IntoPast")]) {
            Image<Vector2> flow = image.Read(label);
            PfmFile.Write(Target.At(Root, "optical_flow", part, Letter, scene, folder, side,
                $"OpticalFlow{name}_{stem}_{(side == "left" ? 'L' : 'R')}.pfm"),
                new Image<Vector2>(flow.Width, flow.Height,
                    Array.ConvertAll(flow.Pixels, v => float.IsNaN(v.X) ? new(FlowFile.Unknown) : v)));
        }
    }

    /// <summary>Writes the disparity of both images of a pair when the second one arrives.</summary>
    private void Disparity(FrameImages image, string part) {
        if (left is { } first && StereoPair.Of(first.Record, image.Record) is { } pair) {
            foreach (FrameImages of in new[] { first, image }) {
                PfmFile.Write(Target.At(Root, "disparity", part, Letter, FlyingThingsFormat.Scene(of.Record),
                    FlyingThingsFormat.Side(of.Record), FlyingThingsFormat.Stem(of.Record) + ".pfm"),
                    pair.Disparity(of.Read(LabelTable.DepthZ)));
            }
        }
        left = image;
    }

    public override void Finish() {
        foreach (string split in Target.Splits)
            Directory.CreateDirectory(Path.Combine(Target.Folder, Root, "optical_flow", Part(split), Letter));
    }
}
