using System.Globalization;
using System.Text.Json;
using Diorama.Core;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Verification.Formats;

/// <summary>
/// Compares scene_gt_coco.json of a BOP scene (calc_gt_coco.py of bop_toolkit) with the poses and the numbers of the scene's other files.
/// </summary>
/// <param name="rules">The rules of the dataset.</param>
/// <param name="coco">Findings about such files.</param>
internal sealed class BopCoco(Rules rules, Findings coco) {
    /// <summary>
    /// How far a box may be from that of scene_gt_info.json, pixels: COCO's width has a pixel more, which some tools leave out.
    /// </summary>
    private const double Pixels = 2;
    /// <summary>Smallest visible fraction for which every tool writes an annotation.</summary>
    private const double Seen = 0.1;

    public const string Tolerance = "2 pixels of a box, 1 pixel of an area";

    /// <summary>A pose with a visible mask that no annotation has been found for yet.</summary>
    private sealed record Pose(int Number, string Object, double Visible, double Fraction, double[]? Whole, double[]? Seen);

    /// <param name="path">Path of the file; nothing is checked if it is not there.</param>
    /// <param name="gt">scene_gt.json.</param>
    /// <param name="infos">scene_gt_info.json.</param>
    public void Check(string path, JsonElement gt, JsonElement infos) {
        if (!File.Exists(path)) return;
        string file = rules.Short(path);
        var open = new Dictionary<string, List<Pose>>(StringComparer.Ordinal);
        foreach (JsonProperty image in gt.EnumerateObject()) open[image.Name] = Poses(image, infos);
        try {
            foreach ((_, JsonElement item) in JsonItems.Read(path, "annotations"))
                Rules.Attempt(coco, file, "annotations", () => Annotation(file, item, open));
        } catch (BadInputException e) {
            coco.Expect(false, file, "", "a JSON object of COCO",
                e.Message.Replace(path, "one that", StringComparison.Ordinal).TrimEnd('.'));
            return;
        }
        foreach ((string image, List<Pose> left) in open) {
            coco.CountChecked();
            if (left.Find(p => p.Fraction >= Seen) is { } pose)
                coco.Add(file, $"image {image}", $"an annotation of pose {pose.Number}, object {pose.Object}", "none");
        }
    }

    private static List<Pose> Poses(JsonProperty image, JsonElement infos) {
        var poses = new List<Pose>();
        if (image.Value.ValueKind != JsonValueKind.Array || !infos.Has(image.Name, out JsonElement details)
            || details.ValueKind != JsonValueKind.Array) return poses;
        for (int i = 0; i < Math.Min(image.Value.GetArrayLength(), details.GetArrayLength()); i++) {
            JsonElement detail = details[i];
            double[]? Box(string name) => detail.Has(name, out JsonElement b) ? b.Numbers() : null;
            if (detail.Number("px_count_visib") > 0) poses.Add(new(i, image.Value[i].Has("obj_id", out JsonElement id) ? id.ToString() : "",
                detail.Number("px_count_visib"), detail.Number("visib_fract"), Box("bbox_obj"), Box("bbox_visib")));
        }
        return poses;
    }

    private void Annotation(string file, JsonElement a, Dictionary<string, List<Pose>> open) {
        string place = $"annotation {(a.Has("id", out JsonElement id) ? id.ToString() : "without an id")}";
        string image = a.Has("image_id", out JsonElement of) ? of.ToString() : "", category = a.Has("category_id", out JsonElement c)
            ? c.ToString() : "";
        bool known = open.TryGetValue(image, out List<Pose>? poses);
        coco.Expect(known, file, place, "an image of scene_gt.json", $"image_id {(image.Length > 0 ? image : "none")}");
        if (!known) return;
        double area = a.Number("area");
        if (Mask(a) is { } pixels)
            coco.Expect(Math.Abs(area - pixels) <= 1, file, $"{place}, area", $"{pixels}, the pixels of its mask", $"{area}");
        Pose? pose = poses!.Find(p => p.Object == category && Math.Abs(p.Visible - area) <= 1);
        coco.Expect(pose is not null, file, $"{place}, area",
            $"px_count_visib of a pose of image {image} with obj_id {(category.Length > 0 ? category : "none")}", $"{area}");
        if (pose is null) {
            // Named here already.
            if (poses.Find(p => p.Object == category) is { } other) poses.Remove(other);
            return;
        }
        poses.Remove(pose);
        double[]? box = a.Has("bbox", out JsonElement b) ? b.Numbers() : null;
        coco.Expect(box is { Length: 4 } && (Near(box, pose.Whole) || Near(box, pose.Seen)), file, $"{place}, bbox",
            $"[{string.Join(", ", (pose.Whole ?? []).Select(v => v.ToString(CultureInfo.InvariantCulture)))}], the bbox_obj of pose "
                + $"{pose.Number}, or its bbox_visib",
            box is null ? "something else" : $"[{string.Join(", ", box)}]");

        static bool Near(double[] box, double[]? other) =>
            other is { Length: 4 } && Math.Abs(box[0] - other[0]) <= Pixels && Math.Abs(box[1] - other[1]) <= Pixels
            && Math.Abs(box[2] - other[2]) <= Pixels && Math.Abs(box[3] - other[3]) <= Pixels;
    }

    /// <summary>Returns the number of pixels of an annotation's run lengths; null if it has none.</summary>
    private static long? Mask(JsonElement a) {
        if (!a.Has("segmentation", out JsonElement shape) || !shape.Has("counts", out JsonElement counts)) return null;
        List<int> runs = counts.Text() is { } text ? RunLengths.Decompress(text)
            : [.. (counts.Numbers() ?? throw new FormatException("counts that are no numbers")).Select(c => checked((int)c))];
        long pixels = 0;
        for (int i = 1; i < runs.Count; i += 2) pixels += runs[i];
        return pixels;
    }
}
