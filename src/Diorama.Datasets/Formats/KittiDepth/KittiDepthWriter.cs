using System.Globalization;
using Diorama.Core.Images;
using Diorama.Datasets.Labels;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.KittiDepth;

/// <summary>
/// Writes <c>image/</c>, <c>groundtruth_depth/</c> and <c>intrinsics/</c> (K row by row, pixel centres at integers), below one folder per
/// split.
/// </summary>
internal sealed class KittiDepthWriter(KittiDepthFormat format, ExportTarget target) : FormatWriter(format, target) {
    public override void Add(FrameImages image, string split) {
        string name = image.Stem + ".png";
        Target.Place(image, FrameImages.PictureName, split, "image", name);
        Image<float> depth = image.Read(LabelTable.DepthZ);
        long far = depth.Pixels.LongCount(z => float.IsFinite(z) && z > FixedPointPng.Maximum);
        if (far > 0) Note("pixels beyond 255.99 m, unknown", far);
        ImageFile.WritePng(Target.At(split, "groundtruth_depth", name), FixedPointPng.Encode(depth));
        double[][] k = image.Record.Camera.K!;
        File.WriteAllText(Target.At(split, "intrinsics", image.Stem + ".txt"),
            string.Create(CultureInfo.InvariantCulture, $"{k[0][0]:R} 0 {k[0][2] - 0.5:R} 0 {k[1][1]:R} {k[1][2] - 0.5:R} 0 0 1\n"));
    }

    public override void Finish() {
        foreach (string split in Target.Splits) {
            foreach (string folder in new[] { "image", "groundtruth_depth", "intrinsics" })
                Directory.CreateDirectory(Target.At(split, folder));
        }
    }
}
