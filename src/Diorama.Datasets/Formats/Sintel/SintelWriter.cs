using Diorama.Core.Images;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.Sintel;

/// <summary>
/// Writes <c>Sintel/training/final/SCENE/frame_0001.png</c>, and for all frames but the last <c>…/flow/SCENE/frame_0001.flo</c>,
/// <c>occlusions</c> (white: not visible in the next frame) and <c>invalid</c> (white: unknown flow). The name of a split other than train
/// stands in place of training.
/// </summary>
internal sealed class SintelWriter(SintelFormat format, ExportTarget target) : FormatWriter(format, target) {
    /// <summary>Last image of each camera, by camera index; its flow is written when the next frame arrives.</summary>
    private readonly Dictionary<int, (FrameImages Image, string Split)> waiting = [];

    internal const string Root = "Sintel";

    private static string Part(string split) => Path.Combine(Root, split is "" or "train" ? "training" : split);

    public override void Add(FrameImages image, string split) {
        FrameRecord record = image.Record;
        string part = Part(split);
        Target.Place(image, FrameImages.PictureName, part, "final", SintelFormat.Scene(record), SintelFormat.Stem(record.Index) + ".png");
        if (waiting.TryGetValue(record.Camera.Index, out var before) && before.Image.Record.Scene == record.Scene
            && before.Image.Record.Index + 1 == record.Index) WriteFlow(before.Image, part);
        waiting[record.Camera.Index] = (image, split);
    }

    private void WriteFlow(FrameImages image, string part) {
        string scene = SintelFormat.Scene(image.Record), stem = SintelFormat.Stem(image.Record.Index);
        Image<System.Numerics.Vector2> flow = image.Read(LabelTable.FlowForward);
        Image<byte> states = image.Read(LabelTable.OcclusionForward);
        FlowFile.Write(Target.At(part, "flow", scene, stem + ".flo"), flow);
        ImageFile.WritePng(Target.At(part, "occlusions", scene, stem + ".png"),
            new Image<byte>(states.Width, states.Height, Array.ConvertAll(states.Pixels, s => s == 0 ? (byte)0 : (byte)255)));
        ImageFile.WritePng(Target.At(part, "invalid", scene, stem + ".png"),
            new Image<byte>(flow.Width, flow.Height, Array.ConvertAll(flow.Pixels, v => float.IsNaN(v.X) ? (byte)255 : (byte)0)));
    }

    public override void Finish() {
        foreach (string split in Target.Splits) Directory.CreateDirectory(Path.Combine(Target.Folder, Part(split), "flow"));
    }
}
