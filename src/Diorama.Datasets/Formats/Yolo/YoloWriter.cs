using System.Globalization;
using System.Text;
using Diorama.Core.Files;
using Diorama.Core.Quoting;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.Yolo;

/// <summary>
/// Writes <c>images/</c> and <c>labels/</c> with a folder per split and the same stems, and <c>data.yaml</c>. Classes are numbered from 0
/// without gaps.
/// </summary>
internal sealed class YoloWriter : FormatWriter {
    private const int Decimals = 6;
    /// <summary>Keys of data.yaml that are not splits.</summary>
    private static readonly string[] Keys = ["path", "nc", "names", "kpt_shape", "kpt_names", "flip_idx", "download", "channels",
        "yaml_file", "task"];

    private readonly YoloKind kind;
    private readonly DatasetClass[] classes;
    private readonly Dictionary<int, int> index = [];
    private readonly int keypoints;

    public YoloWriter(YoloFormat format, ExportTarget target, YoloKind kind) : base(format, target) {
        this.kind = kind;
        IReadOnlyDictionary<int, string[]> points = target.Survey.Keypoints;
        // All things, visible or not, so that a class keeps its number when the dataset grows.
        classes = [.. target.Classes.Classes.Where(c => c.IsThing && (kind != YoloKind.Pose || points.ContainsKey(c.Id)))];
        for (int i = 0; i < classes.Length; i++) index.Add(classes[i].Id, i);
        keypoints = kind == YoloKind.Pose ? points.Values.Select(names => names.Length).DefaultIfEmpty(0).Max() : 0;
    }

    public override void Add(FrameImages image, string split) {
        FrameRecord record = image.Record;
        Target.Place(image, FrameImages.PictureName, "images", split,
            image.Stem + Path.GetExtension(image.PathOf(FrameImages.PictureName)));
        var text = new StringBuilder();
        foreach (ObjectRecord o in Objects(record)) {
            text.Append(CultureInfo.InvariantCulture, $"{index[o.ClassId]}");
            if (kind is YoloKind.Detect or YoloKind.Pose) Box(text, o.VisibleBox!, record);
            if (kind == YoloKind.Pose) Keypoints(text, o, record);
            if (kind == YoloKind.Segment) Ring(text, o, record);
            if (kind == YoloKind.Obb) Corners(text, o, record);
            text.Append('\n');
        }
        // An image without objects has an empty file, to show that its labels were not forgotten.
        File.WriteAllText(Target.At("labels", split, image.Stem + ".txt"), text.ToString());
    }

    private static void Share(StringBuilder text, double value, int of) => text.Append(' ').Append(Number(value / of, Decimals));

    private static void Box(StringBuilder text, int[] box, FrameRecord image) {
        Share(text, (box[0] + box[2]) / 2.0, image.Width);
        Share(text, (box[1] + box[3]) / 2.0, image.Height);
        Share(text, box[2] - box[0], image.Width);
        Share(text, box[3] - box[1], image.Height);
    }

    /// <summary>
    /// Appends as many keypoints as the class with the most has; keypoints that an object lacks or that are outside the image are 0 0 0.
    /// </summary>
    private void Keypoints(StringBuilder text, ObjectRecord o, FrameRecord image) {
        string[] names = Target.Survey.Keypoints[o.ClassId];
        for (int i = 0; i < keypoints; i++) {
            KeypointRecord? point = i < names.Length ? o.Keypoints?.FirstOrDefault(k => k.Name == names[i]) : null;
            if (point is not { Visibility: > 0, Pixel: [{ } x, { } y] }) text.Append(" 0 0 0");
            else {
                Share(text, x, image.Width);
                Share(text, y, image.Height);
                text.Append(CultureInfo.InvariantCulture, $" {point.Visibility}");
            }
        }
    }

    private void Ring(StringBuilder text, ObjectRecord o, FrameRecord image) {
        IReadOnlyList<Outline> outlines = MaskOutline.Of(ObjectMap.Mask(o));
        if (outlines.Any(l => l.IsHole)) Note("objects with holes, joined to their ring");
        if (outlines.Count(l => !l.IsHole) > 1) Note("objects of several parts, joined to one ring");
        IReadOnlyList<int> ring = JoinedPolygon.Of(outlines);
        for (int i = 0; i < ring.Count; i++) Share(text, ring[i], i % 2 == 0 ? image.Width : image.Height);
    }

    private void Corners(StringBuilder text, ObjectRecord o, FrameRecord image) {
        double[] corners = SmallestRectangle.Around(ObjectMap.Mask(o));
        bool outside = false;
        for (int i = 0; i < corners.Length; i++) {
            int limit = i % 2 == 0 ? image.Width : image.Height;
            outside |= corners[i] < -1e-9 || corners[i] > limit + 1e-9;
        }
        // Clients refuse coordinates outside [0, 1], and a rectangle whose corners are moved inwards no longer encloses the object.
        if (outside) {
            Note("rectangles that would leave the image, written upright");
            int[] b = o.VisibleBox!;
            corners = [b[0], b[1], b[2], b[1], b[2], b[3], b[0], b[3]];
        }
        for (int i = 0; i < corners.Length; i++) Share(text, corners[i], i % 2 == 0 ? image.Width : image.Height);
    }

    public override void Finish() {
        var text = new StringBuilder(YamlText.Comment($"{Target.Info.Recipe}, seed {Target.Info.Seed}. Paths are from this file's folder.")
            + "\n");
        string[] splits = [.. Target.Splits];
        foreach (string split in splits) Directory.CreateDirectory(Target.At("images", split));
        foreach (string split in splits) Directory.CreateDirectory(Target.At("labels", split));
        string At(string split) => split.Length == 0 ? "images" : $"images/{split}";
        // Trainers require both keys; a missing split is replaced by an existing one.
        string train = splits.Contains("train") ? "train" : splits[0],
            val = splits.Contains("val") ? "val" : splits.FirstOrDefault(s => s != train) ?? train;
        text.Append(CultureInfo.InvariantCulture, $"train: {YamlText.Of(At(train))}\nval: {YamlText.Of(At(val))}\n");
        foreach (string split in splits.Where(s => s is not ("" or "train" or "val"))) {
            // A split with such a name would be read as another setting.
            if (Keys.Contains(split)) Note("splits whose name is a key of data.yaml, which lists them not");
            else text.Append(CultureInfo.InvariantCulture, $"{YamlText.Of(split)}: {YamlText.Of(At(split))}\n");
        }
        if (kind == YoloKind.Pose) {
            text.Append(CultureInfo.InvariantCulture, $"kpt_shape: [{keypoints}, 3]\n");
            if (FlipIndex() is { } flip) text.Append(CultureInfo.InvariantCulture, $"flip_idx: [{string.Join(", ", flip)}]\n");
            text.Append(classes.Length > 0 ? "kpt_names:\n" : "");
            for (int i = 0; i < classes.Length; i++) {
                text.Append(CultureInfo.InvariantCulture,
                    $"  {i}: [{string.Join(", ", Target.Survey.Keypoints[classes[i].Id].Select(YamlText.Quoted))}]\n");
            }
        }
        text.Append(classes.Length > 0 ? "names:\n" : "names: {}\n");
        for (int i = 0; i < classes.Length; i++) text.Append(CultureInfo.InvariantCulture, $"  {i}: {YamlText.Quoted(classes[i].Name)}\n");
        AtomicFile.Write(Target.At("data.yaml"), path => File.WriteAllText(path, text.ToString()));
    }

    /// <summary>
    /// Permutation of the keypoints when the picture is mirrored, from "left" and "right" in their names. Null if classes disagree, which
    /// disables mirroring in trainers.
    /// </summary>
    private int[]? FlipIndex() {
        int[]? all = null;
        foreach (string[] names in Target.Survey.Keypoints.Values) {
            int[] flip = [.. Enumerable.Range(0, keypoints).Select(i => {
                if (i >= names.Length) return i;
                string mirrored = names[i].Contains("left", StringComparison.Ordinal)
                    ? names[i].Replace("left", "right", StringComparison.Ordinal)
                    : names[i].Replace("right", "left", StringComparison.Ordinal);
                int at = Array.IndexOf(names, mirrored);
                return at >= 0 ? at : i;
            })];
            if (all is not null && !all.SequenceEqual(flip)) return null;
            all = flip;
        }
        return all;
    }
}
