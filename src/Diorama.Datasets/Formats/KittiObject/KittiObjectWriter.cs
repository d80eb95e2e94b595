using System.Globalization;
using System.Text;
using Diorama.Core.Spaces;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.KittiObject;

/// <summary>
/// Writes <c>training/</c> with <c>image_2/</c>, <c>label_2/</c> and <c>calib/</c>, and lists of numbers in <c>ImageSets/</c>. Boxes in the
/// image enclose the whole object within the image, as in KITTI; positions are the centre of the box's lower face.
/// </summary>
internal sealed class KittiObjectWriter : FormatWriter {
    private const int Decimals = 2;
    /// <summary>
    /// Smallest visible fractions of a fully visible and of a partly occluded object; below the second it is largely occluded. KITTI
    /// defines no numbers.
    /// </summary>
    private const float FullyVisible = 0.9f, PartlyVisible = 0.5f;

    private readonly KittiObjectFormat format;
    private readonly Dictionary<string, StreamWriter> lists = [];

    public KittiObjectWriter(KittiObjectFormat format, ExportTarget target) : base(format, target) {
        this.format = format;
        foreach (string split in target.Splits) lists.Add(split, new(target.At("ImageSets", (split.Length == 0 ? "all" : split) + ".txt")));
    }

    public override void Add(FrameImages image, string split) {
        FrameRecord record = image.Record;
        string number = format.NameOf(record);
        lists[split].Write(number + "\n");
        Target.Place(image, FrameImages.PictureName, "training", "image_2", number + ".png");
        Affine3 cameraFromWorld = RecordMath.Transform(record.Camera.WorldFromCamera).Inverse();
        var text = new StringBuilder();
        foreach (ObjectRecord o in Objects(record)) {
            text.Append(format.Spell(Target.Classes[o.ClassId]!));
            text.Append(' ').Append(Number(Truncated(o), Decimals)).Append(CultureInfo.InvariantCulture, $" {Occluded(o)}");
            int[] box = o.AmodalBox ?? o.VisibleBox!;
            if (o.OrientedBox is { } oriented) {
                var b = UprightBox.Around(oriented, cameraFromWorld);
                double alpha = Math.IEEERemainder(b.RotationY - Math.Atan2(b.Bottom.X, b.Bottom.Z), 2 * Math.PI);
                Fields(text, alpha, box, b.Height, b.Width, b.Length, b.Bottom.X, b.Bottom.Y, b.Bottom.Z, b.RotationY);
            } else Fields(text, -10, box, -1, -1, -1, -1000, -1000, -1000, -10);
        }
        File.WriteAllText(Target.At("training", "label_2", number + ".txt"), text.ToString());
        File.WriteAllText(Target.At("training", "calib", number + ".txt"), Calibration(record.Camera.K!));
    }

    /// <summary>
    /// Appends angle, box and 3D fields of a line; left and top are the first pixel of the box, right and bottom the last.
    /// </summary>
    private static void Fields(StringBuilder text, double alpha, int[] box, params ReadOnlySpan<double> threeD) {
        text.Append(' ').Append(Number(alpha, Decimals));
        foreach (int v in (ReadOnlySpan<int>)[box[0], box[1], box[2] - 1, box[3] - 1])
            text.Append(' ').Append(v.ToString("0.00", CultureInfo.InvariantCulture));
        foreach (double v in threeD) text.Append(' ').Append(Number(v, Decimals));
        text.Append('\n');
    }

    /// <summary>Fraction of the object's box that is outside the image.</summary>
    private static double Truncated(ObjectRecord o) {
        if (o.Truncated != true) return 0;
        if (o.AmodalBoxUntruncated is not { } whole || o.AmodalBox is not { } inside) return 1;
        double Area(int[] b) => Math.Max(0, b[2] - b[0]) * (double)Math.Max(0, b[3] - b[1]);
        return Area(whole) > 0 ? Math.Clamp(1 - Area(inside) / Area(whole), 0, 1) : 1;
    }

    /// <summary>Occlusion level of an object; 3 means unknown, not hidden.</summary>
    private static int Occluded(ObjectRecord o) => o.VisibleFraction switch {
        null => 3,
        >= FullyVisible => 0,
        >= PartlyVisible => 1,
        _ => 2,
    };

    /// <summary>
    /// Text of the calibration file: pixel centres at integers, as in OpenCV; the laser scanner is placed in the camera, its X axis forward
    /// and Z up.
    /// </summary>
    private static string Calibration(double[][] k) {
        string p = string.Create(CultureInfo.InvariantCulture,
            $"{k[0][0]:R} 0 {k[0][2] - 0.5:R} 0 0 {k[1][1]:R} {k[1][2] - 0.5:R} 0 0 0 1 0");
        return $"P0: {p}\nP1: {p}\nP2: {p}\nP3: {p}\nR0_rect: 1 0 0 0 1 0 0 0 1\nTr_velo_to_cam: 0 -1 0 0 0 0 -1 0 1 0 0 "
            + $"0\nTr_imu_to_velo: 1 0 0 0 0 1 0 0 0 0 1 0\n";
    }

    public override void Finish() {
        Close();
        foreach (string folder in new[] { "image_2", "label_2", "calib" }) Directory.CreateDirectory(Target.At("training", folder));
    }

    protected override void Close() {
        foreach (StreamWriter list in lists.Values) list.Dispose();
    }
}
