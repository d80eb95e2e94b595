using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.KittiFlow;

/// <summary>
/// Writes <c>training/</c> with <c>image_2/000000_10.png</c> and <c>_11.png</c>, <c>flow_occ/000000_10.png</c> (wherever flow is known) and
/// <c>flow_noc/</c> (only points that are visible in the second picture too); lists of numbers in <c>ImageSets/</c>. The last frame of a
/// scene is only used as a second picture.
/// </summary>
internal sealed class KittiFlowWriter : FormatWriter {
    private readonly KittiFlowFormat format;
    private readonly Dictionary<string, StreamWriter> lists = [];
    private readonly Dictionary<string, FrameImages> previous = [];

    public KittiFlowWriter(KittiFlowFormat format, ExportTarget target) : base(format, target) {
        this.format = format;
        foreach (string split in target.Splits) lists.Add(split, new(target.At("ImageSets", (split.Length == 0 ? "all" : split) + ".txt")));
    }

    public override void Add(FrameImages image, string split) {
        FrameRecord now = image.Record;
        if (previous.TryGetValue(now.Camera.Name, out FrameImages? first) && first.Record.Scene == now.Scene
            && first.Record.Index + 1 == now.Index) Pair(first, image, split);
        previous[now.Camera.Name] = image;
    }

    private void Pair(FrameImages first, FrameImages second, string split) {
        string number = format.NameOf(first.Record), name = number + "_10.png";
        lists[split].Write(number + "\n");
        Target.Place(first, FrameImages.PictureName, "training", "image_2", name);
        Target.Place(second, FrameImages.PictureName, "training", "image_2", number + "_11.png");
        Image<Vector2> flow = first.Read(LabelTable.FlowForward);
        Image<byte> occlusion = first.Read(LabelTable.OcclusionForward);
        Image<Rgb16> all = FlowPng.Encode(flow);
        int lost = 0;
        for (int i = 0; i < flow.Pixels.Length; i++) lost += all.Pixels[i].B == 0 && !float.IsNaN(flow.Pixels[i].X) ? 1 : 0;
        if (lost > 0) Note("pixels of flow beyond 512, unknown", lost);
        ImageFile.WritePng(Target.At("training", "flow_occ", name), all);
        ImageFile.WritePng(Target.At("training", "flow_noc", name),
            FlowPng.Encode(flow, i => occlusion.Pixels[i] == (byte)PointVisibility.Visible));
    }

    public override void Finish() {
        Close();
        foreach (string folder in new[] { "image_2", "flow_occ", "flow_noc" }) Directory.CreateDirectory(Target.At("training", folder));
    }

    protected override void Close() {
        foreach (StreamWriter list in lists.Values) list.Dispose();
    }
}
