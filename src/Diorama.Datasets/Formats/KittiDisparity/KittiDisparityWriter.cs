using Diorama.Core.Images;
using Diorama.Datasets.Formats.KittiDepth;
using Diorama.Datasets.Labels;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.KittiDisparity;

/// <summary>
/// Writes <c>training/</c> with <c>image_2/</c> (left), <c>image_3/</c> (right), <c>disp_occ_0/</c> (every surface) and <c>disp_noc_0/</c>
/// (only points that are visible in the right picture too), files <c>000000_10.png</c>; lists of numbers in <c>ImageSets/</c>.
/// </summary>
internal sealed class KittiDisparityWriter : FormatWriter {
    private readonly KittiDisparityFormat format;
    private readonly Dictionary<string, StreamWriter> lists = [];
    private FrameImages? left;

    public KittiDisparityWriter(KittiDisparityFormat format, ExportTarget target) : base(format, target) {
        this.format = format;
        foreach (string split in target.Splits) lists.Add(split, new(target.At("ImageSets", (split.Length == 0 ? "all" : split) + ".txt")));
    }

    public override void Add(FrameImages image, string split) {
        if (left is { } first && StereoPair.Of(first.Record, image.Record) is { } pair) {
            string number = format.NameOf(first.Record), name = number + "_10.png";
            lists[split].Write(number + "\n");
            Target.Place(first, FrameImages.PictureName, "training", "image_2", name);
            Target.Place(image, FrameImages.PictureName, "training", "image_3", name);
            Image<float> z = first.Read(LabelTable.DepthZ), other = image.Read(LabelTable.DepthZ), disparity = pair.Disparity(z);
            long near = disparity.Pixels.LongCount(d => d > FixedPointPng.Maximum);
            if (near > 0) Note("pixels of disparity beyond 255.99, unknown", near);
            ImageFile.WritePng(Target.At("training", "disp_occ_0", name), FixedPointPng.Encode(disparity));
            ImageFile.WritePng(Target.At("training", "disp_noc_0", name),
                FixedPointPng.Encode(disparity, i => pair.IsSeenByBoth(z, other, i)));
        }
        left = image;
    }

    public override void Finish() {
        Close();
        foreach (string folder in new[] { "image_2", "image_3", "disp_occ_0", "disp_noc_0" })
            Directory.CreateDirectory(Target.At("training", folder));
    }

    protected override void Close() {
        foreach (StreamWriter list in lists.Values) list.Dispose();
    }
}
