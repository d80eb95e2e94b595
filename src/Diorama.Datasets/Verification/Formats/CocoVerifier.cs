using System.Text.Json;
using Diorama.Core;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Verification.Formats;

/// <summary>
/// Checks a COCO file of instances or keypoints, written by Diorama or another tool, for what makes clients fail or miscount
/// (cocodataset.org/#format-data; pycocotools).
/// </summary>
internal sealed class CocoVerifier {
    private readonly string file;
    private readonly VerifyOptions options;
    private readonly Rules rules;
    private readonly Findings schema, ids, references, boxes, masks, keypoints, files;
    private readonly Dictionary<long, (int Width, int Height)> images = [];
    private readonly Dictionary<long, int> categories = [];
    private readonly HashSet<long> annotations = [];

    private CocoVerifier(string path, VerifyOptions options) {
        (file, this.options) = (path, options);
        rules = new(Path.GetDirectoryName(Path.GetFullPath(path))!);
        schema = rules.State("schema",
            "The file is a JSON object with images, annotations and categories, whose members have the types that clients expect.");
        ids = rules.State("ids", "Ids of images, annotations and categories are unique and from 1: an annotation 0 is never matched.");
        references = rules.State("references", "Every annotation is of an image and a category of the file.");
        boxes = rules.State("boxes", "A box is [x, y, width, height] within its image, and the extent of its run lengths.");
        masks = rules.State("masks",
            "Run lengths cover their image and have the stated area; polygons have three points or more, within the image.");
        keypoints = rules.State("keypoints",
            "There are three numbers for each keypoint of the category, 0, 1 or 2 is the third, and num_keypoints counts those above 0.");
        files = rules.State("files", "Every image file is there, can be decoded and has the stated size.");
    }

    public static VerificationReport Verify(string path, VerifyOptions options) => new CocoVerifier(path, options).Run();

    /// <summary>
    /// Whether a JSON file looks like COCO: the first item of its arrays images, annotations and categories has the member that COCO
    /// requires of it.
    /// </summary>
    public static bool Is(string path) {
        try {
            return JsonItems.Read(path, "images", "annotations", "categories").Take(1)
                .Any(i => i.Array == "images" ? i.Item.Has("file_name", out _)
                : i.Item.ValueKind == JsonValueKind.Object && i.Item.Has(i.Array == "annotations" ? "image_id" : "name", out _));
        } catch (Exception e) when (e is BadInputException or IOException or UnauthorizedAccessException) {
            return false;
        }
    }

    private VerificationReport Run() {
        string name = rules.Short(file);
        try {
            // Annotations may precede the images and categories that they refer to.
            foreach ((string array, JsonElement item) in JsonItems.Read(file, "images", "categories")) {
                Rules.Attempt(schema, name, array, () => {
                    if (array == "images") Image(item);
                    else Category(item);
                });
            }
            long done = 0;
            foreach ((_, JsonElement item) in JsonItems.Read(file, "annotations")) {
                options.Cancellation.ThrowIfCancellationRequested();
                Rules.Attempt(schema, name, "annotations", () => Annotation(item));
                if (++done % 1000 == 0) options.Progress?.Invoke(0);
            }
        } catch (BadInputException e) {
            schema.Add(name, "", "a JSON object", e.Message.TrimEnd('.'));
        }
        schema.Expect(images.Count > 0, name, "images", "images", "none");
        schema.Expect(categories.Count > 0, name, "categories", "categories", "none");
        return rules.Report("coco", images.Count);
    }

    private string Name => rules.Short(file);

    private void Image(JsonElement i) {
        if (Member(i, "id", JsonValueKind.Number, "image") is not { } id || Member(i, "width", JsonValueKind.Number, "image") is not { } w
            || Member(i, "height", JsonValueKind.Number, "image") is not { } h) return;
        long number = id.TryGetInt64(out long n) ? n : -1;
        (int width, int height) = (w.TryGetInt32(out int a) ? a : 0, h.TryGetInt32(out int b) ? b : 0);
        ids.Expect(number >= 1 && images.TryAdd(number, (width, height)), Name, $"image {id}", "an id of its own from 1", $"{id}");
        schema.Expect(width > 0 && height > 0, Name, $"image {number}", "a width and a height in pixels", $"{w} and {h}");
        if (Member(i, "file_name", JsonValueKind.String, $"image {number}") is not { } fileName || !options.Takes(number)) return;
        if (Find(fileName.Text() ?? "") is not { } path) return;
        if (rules.Size(files, path, options.Quick) is { } size && size != (width, height))
            files.Add(rules.Short(path), $"image {number}", $"{width}×{height} pixels", $"{size.Width}×{size.Height}");
    }

    /// <summary>
    /// Finds an image where clients would be configured to look: beside the file, or in a folder of images beside or above it. Null if
    /// there are no images at all.
    /// </summary>
    private string? Find(string fileName) {
        string stem = Path.GetFileNameWithoutExtension(file), split = stem.Contains('_') ? stem[(stem.LastIndexOf('_') + 1)..] : "";
        string[] roots = [rules.Root, Path.GetDirectoryName(rules.Root) ?? rules.Root];
        string[] folders = [
            .. roots.SelectMany(r => new[] { Path.Combine(r, "images", split), Path.Combine(r, "images"), Path.Combine(r, "data"),
                Path.Combine(r, split), r })];
        foreach (string folder in folders) {
            string path = Path.Combine(folder, fileName);
            if (File.Exists(path)) return path;
        }
        // A dataset of labels alone has no folder of images.
        return folders.Where(f => !roots.Contains(f) && Directory.Exists(f)).Select(f => Path.Combine(f, fileName)).FirstOrDefault();
    }

    private void Category(JsonElement c) {
        if (Member(c, "id", JsonValueKind.Number, "category") is not { } id || Member(c, "name", JsonValueKind.String, "category") is null)
            return;
        int points = c.Has("keypoints", out JsonElement k) && k.ValueKind == JsonValueKind.Array ? k.GetArrayLength() : 0;
        ids.Expect(id.TryGetInt64(out long n) && n >= 1 && categories.TryAdd(n, points), Name, $"category {id}", "an id of its own from 1",
            $"{id}");
    }

    private void Annotation(JsonElement a) {
        if (Member(a, "id", JsonValueKind.Number, "annotation") is not { } idValue || !idValue.TryGetInt64(out long id)) return;
        string place = $"annotation {id}";
        ids.Expect(id >= 1 && annotations.Add(id), Name, place, "an id of its own from 1", $"{id}");
        if (Member(a, "image_id", JsonValueKind.Number, place) is not { } image
            || Member(a, "category_id", JsonValueKind.Number, place) is not { } category) return;
        bool hasImage = images.TryGetValue(image.TryGetInt64(out long imageId) ? imageId : 0, out (int Width, int Height) size);
        bool hasCategory = categories.TryGetValue(category.TryGetInt64(out long categoryId) ? categoryId : 0, out int points);
        references.Expect(hasImage, Name, place, "an image of the file", $"image_id {image}");
        references.Expect(hasCategory, Name, place, "a category of the file", $"category_id {category}");
        double? area = Member(a, "area", JsonValueKind.Number, place)?.GetDouble();
        Member(a, "iscrowd", JsonValueKind.Number, place);
        double[]? box = Member(a, "bbox", JsonValueKind.Array, place) is { } b ? b.Numbers() : null;
        if (!hasImage) return;
        if (box is not null) {
            bool inside = box is [var x, var y, var w, var h] && w > 0 && h > 0 && x >= -1 && y >= -1 && x + w <= size.Width + 1
                && y + h <= size.Height + 1;
            boxes.Expect(inside, Name, place, $"[x, y, width, height] within {size.Width}×{size.Height} pixels",
                $"[{string.Join(", ", box)}]");
            if (!inside) box = null;
        }
        if (a.Has("segmentation", out JsonElement shape)) Shape(shape, place, size, box, area);
        if (a.Has("keypoints", out JsonElement k)) Keypoints(a, k, place, hasCategory ? points : -1, size);
    }

    private void Shape(JsonElement shape, string place, (int Width, int Height) size, double[]? box, double? area) {
        if (shape.ValueKind == JsonValueKind.Array) {
            foreach (JsonElement ring in shape.EnumerateArray()) {
                double[]? p = ring.ValueKind == JsonValueKind.Array ? ring.Numbers() : null;
                bool sound = p is { Length: >= 6 } && p.Length % 2 == 0
                    && !p.Where((v, i) => v < -1 || v > (i % 2 == 0 ? size.Width : size.Height) + 1).Any();
                masks.Expect(sound, Name, place, "polygons of three points or more within the image",
                    p is null ? ring.ValueKind.ToString() : $"one of {p.Length} numbers");
            }
            return;
        }
        try {
            if (!shape.Has("counts", out JsonElement counts) || !shape.Has("size", out JsonElement sides))
                throw new FormatException("no size and counts");
            List<int> runs = counts.Text() is { } text ? RunLengths.Decompress(text)
                : [.. (counts.Numbers() ?? throw new FormatException("counts that are no numbers")).Select(c => checked((int)c))];
            double[]? stated = sides.Numbers();
            if (stated is not [var height, var width] || (width, height) != (size.Width, size.Height))
                throw new FormatException($"a size of [{string.Join(", ", stated ?? [])}]");
            if (runs.Exists(r => r < 0) || runs.Sum(r => (long)r) != (long)size.Width * size.Height)
                throw new FormatException("run lengths that do not cover the image");
            masks.CountChecked();
            (double[] extent, int pixels) = Extent(runs, size.Height);
            if (area is { } a && Math.Abs(a - pixels) > 0.5) masks.Add(Name, $"{place}, area", $"{pixels}, the pixels of its mask", $"{a}");
            if (box is not null) boxes.Expect(!box.Zip(extent, (u, v) => Math.Abs(u - v)).Any(d => d > 1), Name, place,
                $"[{string.Join(", ", extent)}], the extent of its mask", $"[{string.Join(", ", box)}]");
        } catch (Exception e) when (e is FormatException or OverflowException) {
            masks.Expect(false, Name, place, $"run lengths of {size.Width}×{size.Height} pixels", e.Message);
        }
    }

    private static (double[] Box, int Pixels) Extent(List<int> runs, int height) {
        int x0 = int.MaxValue, y0 = int.MaxValue, x1 = 0, y1 = 0, pixels = 0;
        for (int i = 0, at = 0; i < runs.Count; at += runs[i++]) {
            if (i % 2 == 0 || runs[i] == 0) continue;
            int last = at + runs[i] - 1;
            pixels += runs[i];
            (x0, x1) = (Math.Min(x0, at / height), Math.Max(x1, last / height + 1));
            (int top, int bottom) = at / height == last / height ? (at % height, last % height + 1) : (0, height);
            (y0, y1) = (Math.Min(y0, top), Math.Max(y1, bottom));
        }
        return (pixels == 0 ? [0, 0, 0, 0] : [x0, y0, x1 - x0, y1 - y0], pixels);
    }

    private void Keypoints(JsonElement a, JsonElement k, string place, int points, (int Width, int Height) size) {
        double[]? v = k.ValueKind == JsonValueKind.Array ? k.Numbers() : null;
        if (v is null || v.Length % 3 != 0 || points >= 0 && v.Length != 3 * points) {
            keypoints.Expect(false, Name, place, $"{3 * Math.Max(points, 0)} numbers", $"{v?.Length ?? 0}");
            return;
        }
        int labelled = 0;
        for (int i = 0; i < v.Length; i += 3) {
            if (v[i + 2] > 0) labelled++;
            bool inside = v[i + 2] == 0 || v[i] >= -1 && v[i + 1] >= -1 && v[i] <= size.Width + 1 && v[i + 1] <= size.Height + 1;
            keypoints.Expect(v[i + 2] is 0 or 1 or 2 && inside, Name, $"{place}, keypoint {i / 3 + 1}",
                "a place in the image and 0, 1 or 2", $"({v[i]}, {v[i + 1]}), {v[i + 2]}");
        }
        if (a.Has("num_keypoints", out JsonElement count))
            keypoints.Expect(count.ValueKind == JsonValueKind.Number && count.TryGetInt32(out int n) && n == labelled, Name,
                $"{place}, num_keypoints", $"{labelled}", $"{count}");
    }

    private JsonElement? Member(JsonElement item, string name, JsonValueKind kind, string place) {
        bool right = item.Has(name, out JsonElement value) && value.ValueKind == kind;
        schema.Expect(right, Name, place,
            $"'{name}', {(kind == JsonValueKind.Array ? "an array" : $"a {kind.ToString().ToLowerInvariant()}")}",
                value.ValueKind == JsonValueKind.Undefined ? "none" : value.GetRawText());
        return right ? value : null;
    }
}
