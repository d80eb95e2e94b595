using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Diorama.Core;
using Diorama.Core.Json;
using Diorama.Datasets.Formats.Coco;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Verification.Formats;

/// <summary>
/// Checks a COCO file of instances, keypoints, captions or segments, written by Diorama or another tool, for what makes clients fail or
/// miscount (cocodataset.org/#format-data; pycocotools); also LVIS (lvisdataset.org), whose images have an address instead of a name.
/// </summary>
internal sealed class CocoVerifier {
    private static readonly string[] Kinds = ["instances", "person_keypoints", "keypoints", "captions", "panoptic", "stuff", "lvis"];

    private readonly string file;
    private readonly VerifyOptions options;
    private readonly Rules rules;
    private readonly Findings schema, ids, references, boxes, masks, keypoints, files;
    private readonly Dictionary<long, (int Width, int Height)> images = [];
    private readonly Dictionary<long, int> categories = [];
    private readonly HashSet<long> annotations = [];
    private readonly HashSet<string> pictures = new(StringComparer.Ordinal);
    /// <summary>Hashes of annotations without their ids.</summary>
    private readonly HashSet<UInt128> contents = [];
    private readonly HashSet<long> segmented = [];
    private readonly List<string> withoutShape = [];
    private readonly CocoSegments drawn;
    /// <summary>True for LVIS, whose images have no file_name and whose annotations no iscrowd.</summary>
    private bool isLvis;
    private long shapes, captions;

    private CocoVerifier(string path, VerifyOptions options) {
        (file, this.options) = (path, options);
        rules = new(Path.GetDirectoryName(Path.GetFullPath(path))!, options.Kept);
        schema = rules.State("schema",
            "The file is a JSON object with images, annotations and categories, whose members have the types that clients expect.");
        ids = rules.State("ids",
            "Ids of images, annotations and categories are unique and not negative; annotations count from 1, as 0 is never matched, but "
            + "where images count from 0 too.");
        references = rules.State("references", "Every annotation is of an image and a category of the file.");
        boxes = rules.State("boxes",
            "A box is [x, y, width, height] within its image, and the extent of its run lengths, polygons or segment.",
            "1 pixel", "pixels");
        masks = rules.State("masks",
            "Run lengths cover their image and have the stated area; polygons have three points or more, within the "
            + "image, and about the stated area; where objects have masks, all have. The segments of a panoptic file are those of its PNG "
            + "files and have their areas.", "of a polygon's area, the pixels along its edges");
        keypoints = rules.State("keypoints",
            "There are three numbers for each keypoint of the category, 0, 1 or 2 is the third, and num_keypoints counts those above 0; a "
            + "skeleton is of pairs of keypoints, counted from 1.");
        files = rules.State("files", "Every image file is there, can be decoded and has the stated size.");
        drawn = new(path, rules, masks, boxes, files);
    }

    public static VerificationReport Verify(string path, VerifyOptions options) => new CocoVerifier(path, options).Run();

    /// <summary>
    /// Whether a JSON file looks like COCO: the first item of its arrays images, annotations and categories has the member that COCO
    /// requires of it, or the file has a name of COCO's, whatever it holds.
    /// </summary>
    public static bool Is(string path) {
        if (IsName(Path.GetFileName(path))) return true;
        try {
            return JsonItems.Read(path, "images", "annotations", "categories").Take(1)
                .Any(i => i.Array == "images" ? i.Item.Has("file_name", out _) || i.Item.Has("coco_url", out _)
                : i.Item.ValueKind == JsonValueKind.Object && i.Item.Has(i.Array == "annotations" ? "image_id" : "name", out _));
        } catch (Exception e) when (e is BadInputException or IOException or UnauthorizedAccessException) {
            return false;
        }
    }

    /// <summary>Whether a file is named as COCO's, LVIS's or Roboflow's annotations are; results of a detector are not.</summary>
    private static bool IsName(string name) => name.EndsWith(".coco.json", StringComparison.Ordinal)
        || name.EndsWith(".json", StringComparison.Ordinal) && !name.Contains("results", StringComparison.Ordinal)
        && Array.Exists(Kinds, k => name.StartsWith(k, StringComparison.Ordinal) && name[k.Length] is '.' or '_');

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
            schema.Expect(false, name, e.InnerException is JsonException json ? JsonRecord.Place(json) : "",
                "a JSON object with images, annotations and categories",
                e.Message.Replace(file, "one that", StringComparison.Ordinal).TrimEnd('.'));
            return rules.Report("coco", images.Count);
        }
        schema.Expect(images.Count > 0, name, "images", "images", "none");
        if (captions == 0) schema.Expect(categories.Count > 0, name, "categories", "categories", "none");
        // A file for detection has no masks at all.
        if (shapes > 0) foreach (string place in withoutShape) masks.Add(name, $"{place}, segmentation", "a mask", "none");
        return rules.Report("coco", images.Count);
    }

    private string Name => rules.Short(file);

    private void Image(JsonElement i) {
        if (Member(i, "id", JsonValueKind.Number, "image") is not { } id || Member(i, "width", JsonValueKind.Number, "image") is not { } w
            || Member(i, "height", JsonValueKind.Number, "image") is not { } h) return;
        long number = Whole(id);
        (int width, int height) = (w.TryGetInt32(out int a) ? a : 0, h.TryGetInt32(out int b) ? b : 0);
        ids.Expect(number >= 0 && images.TryAdd(number, (width, height)), Name, $"image {id}", "an id of its own from 0", $"{id}");
        schema.Expect(width > 0 && height > 0, Name, $"image {number}", "a width and a height in pixels", $"{w} and {h}");
        if (FileOf(i, $"image {number}") is not { } name) return;
        ids.Expect(pictures.Add(Path.GetFullPath(name.Replace('\\', '/'), "/")), Name, $"image {number}", "a file of its own",
            $"{name}, that of another image too");
        if (!options.Takes(number)) return;
        if (CocoImages.Find(file, name) is not { } path) return;
        if (rules.Size(files, path, options.Quick) is { } size && size != (width, height))
            files.Add(rules.Short(path), $"image {number}", $"{width}×{height} pixels", $"{size.Width}×{size.Height}");
    }

    /// <summary>
    /// Returns the name of an image's file; of LVIS's images it is the end of their address, "train2017/000000391895.jpg".
    /// </summary>
    private string? FileOf(JsonElement image, string place) {
        if (!image.Has("file_name", out _) && image.Has("coco_url", out JsonElement url) && url.Text() is { } address) {
            isLvis = true;
            return string.Join('/', address.Split('/').TakeLast(2));
        }
        return Member(image, "file_name", JsonValueKind.String, place) is { } name ? name.Text() ?? "" : null;
    }

    /// <summary>Returns a whole number; −1 for any other.</summary>
    private static long Whole(JsonElement number) => number.TryGetInt64(out long n) ? n : -1;

    private void Category(JsonElement c) {
        if (Member(c, "id", JsonValueKind.Number, "category") is not { } id || Member(c, "name", JsonValueKind.String, "category") is null)
            return;
        int points = c.Has("keypoints", out JsonElement k) && k.ValueKind == JsonValueKind.Array ? k.GetArrayLength() : 0;
        long number = Whole(id);
        ids.Expect(number >= 0 && categories.TryAdd(number, points), Name, $"category {id}", "an id of its own from 0", $"{id}");
        if (!c.Has("skeleton", out JsonElement skeleton) || skeleton.ValueKind == JsonValueKind.Null) return;
        bool sound = skeleton.ValueKind == JsonValueKind.Array
            && skeleton.EnumerateArray().All(bone => bone.Numbers() is [var from, var to] && IsPoint(from) && IsPoint(to));
        keypoints.Expect(sound, Name, $"category {id}, skeleton",
            points > 0 ? $"pairs of keypoints from 1 to {points}" : "none, as there are no keypoints", skeleton.GetRawText());

        bool IsPoint(double n) => n >= 1 && n <= points && n == Math.Floor(n);
    }

    private void Annotation(JsonElement a) {
        if (a.Has("segments_info", out JsonElement segments)) {
            Panoptic(a, segments);
            return;
        }
        if (Member(a, "id", JsonValueKind.Number, "annotation") is not { } idValue || !idValue.TryGetInt64(out long id)) return;
        string place = $"annotation {id}";
        long first = images.ContainsKey(0) ? 0 : 1;
        ids.Expect(id >= first && annotations.Add(id), Name, place, $"an id of its own from {first}", $"{id}");
        if (id == 0 && first == 0) rules.Note($"{Name} has an annotation 0, which pycocotools never matches: it takes 0 for 'no match'.");
        if (a.Has("caption", out JsonElement caption)) {
            captions++;
            schema.Expect(caption.ValueKind == JsonValueKind.String, Name, place, "a caption", caption.ValueKind.ToString());
            if (Member(a, "image_id", JsonValueKind.Number, place) is { } described)
                references.Expect(images.ContainsKey(Whole(described)), Name, place, "an image of the file",
                    $"image_id {described}");
            return;
        }
        ids.Expect(contents.Add(Content(a)), Name, place, "an annotation of its own", "that of another id once more");
        if (Member(a, "image_id", JsonValueKind.Number, place) is not { } image
            || Member(a, "category_id", JsonValueKind.Number, place) is not { } category) return;
        bool hasImage = images.TryGetValue(Whole(image), out (int Width, int Height) size);
        bool hasCategory = categories.TryGetValue(Whole(category), out int points);
        references.Expect(hasImage, Name, place, "an image of the file", $"image_id {image}");
        references.Expect(hasCategory, Name, place, "a category of the file", $"category_id {category}");
        double? area = Member(a, "area", JsonValueKind.Number, place)?.GetDouble();
        // pycocotools' COCOeval reads it of every annotation.
        if (!isLvis && Member(a, "iscrowd", JsonValueKind.Number, place) is { } crowd)
            schema.Expect(crowd.GetDouble() is 0 or 1, Name, $"{place}, iscrowd", "0 or 1", crowd.GetRawText());
        double[]? box = Member(a, "bbox", JsonValueKind.Array, place) is { } b ? b.Numbers() : null;
        if (!hasImage) return;
        if (box is not null) {
            bool inside = box is [var x, var y, var w, var h] && w > 0 && h > 0 && x >= -1 && y >= -1 && x + w <= size.Width + 1
                && y + h <= size.Height + 1;
            boxes.Expect(inside, Name, place, $"[x, y, width, height] within {size.Width}×{size.Height} pixels",
                $"[{string.Join(", ", box)}]");
            if (!inside) box = null;
        }
        if (a.Has("segmentation", out JsonElement shape)) {
            if (shape.ValueKind == JsonValueKind.Array && shape.GetArrayLength() == 0) {
                withoutShape.Add(place);
            } else {
                shapes++;
                Shape(shape, place, size, box, area);
            }
        }
        if (a.Has("keypoints", out JsonElement k)) Keypoints(a, k, place, hasCategory ? points : -1, size, box);
    }

    private void Shape(JsonElement shape, string place, (int Width, int Height) size, double[]? box, double? area) {
        if (shape.ValueKind == JsonValueKind.Array) {
            var rings = new List<double[]>();
            foreach (JsonElement ring in shape.EnumerateArray()) {
                double[]? p = ring.ValueKind == JsonValueKind.Array ? ring.Numbers() : null;
                bool sound = p is { Length: >= 6 } && p.Length % 2 == 0
                    && !p.Where((v, i) => v < -1 || v > (i % 2 == 0 ? size.Width : size.Height) + 1).Any();
                masks.Expect(sound, Name, place, "polygons of three points or more within the image",
                    p is null ? ring.ValueKind.ToString() : $"one of {p.Length} numbers");
                if (!sound) return;
                rings.Add(p!);
            }
            Polygons(rings, place, size, box, area);
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

    /// <summary>Compares the polygons of an annotation with its box and its area.</summary>
    private void Polygons(List<double[]> rings, string place, (int Width, int Height) size, double[]? box, double? area) {
        double x0 = rings.Min(r => r.Where((_, i) => i % 2 == 0).Min()), x1 = rings.Max(r => r.Where((_, i) => i % 2 == 0).Max());
        double y0 = rings.Min(r => r.Where((_, i) => i % 2 == 1).Min()), y1 = rings.Max(r => r.Where((_, i) => i % 2 == 1).Max());
        if (box is not null) {
            double[] extent = [x0, y0, x1 - x0, y1 - y0];
            // Where a polygon reaches out of the image, the box may end at its edge. Corners of pixels or their centres: a pixel of width.
            double[] corners = [box[0], box[1], box[0] + box[2], box[1] + box[3]], found = [
                Math.Clamp(x0, 0, size.Width), Math.Clamp(y0, 0, size.Height), Math.Clamp(x1, 0, size.Width),
                    Math.Clamp(y1, 0, size.Height)];
            double off = corners.Zip(found, (u, v) => Math.Abs(u - v)).Max();
            boxes.Deviate(off);
            boxes.Expect(off <= 1 + 1e-6, Name, place, $"[{string.Join(", ", extent)}], the extent of its polygons",
                $"[{string.Join(", ", box)}]");
        }
        if (area is not { } stated) return;
        double pixels = PolygonArea.Of(rings, size.Width, size.Height), along = rings.Sum(Length);
        masks.Expect(Math.Abs(stated - pixels) <= along + 2, Name, $"{place}, area", $"about {pixels}, the pixels of its polygons",
            $"{stated}");

        static double Length(double[] p) {
            double sum = 0;
            for (int i = 0, j = p.Length - 2; i < p.Length; j = i, i += 2) sum += Math.Sqrt((p[i] - p[j]) * (p[i] - p[j])
                + (p[i + 1] - p[j + 1]) * (p[i + 1] - p[j + 1]));
            return sum;
        }
    }

    /// <summary>Checks an entry of a panoptic file: the segments of one image (cocodataset.org/#format-data, section 4).</summary>
    private void Panoptic(JsonElement a, JsonElement segments) {
        JsonElement? image = Member(a, "image_id", JsonValueKind.Number, "annotation");
        long of = image is { } number ? Whole(number) : -1;
        string place = image is null ? "annotation" : $"image {image}";
        bool known = images.TryGetValue(of, out (int Width, int Height) size);
        if (image is not null) {
            references.Expect(known, Name, place, "an image of the file", $"image_id {image}");
            ids.Expect(segmented.Add(of), Name, place, "one list of segments", "another");
        }
        JsonElement? fileName = Member(a, "file_name", JsonValueKind.String, place);
        schema.Expect(segments.ValueKind == JsonValueKind.Array, Name, place, "'segments_info', an array", segments.ValueKind.ToString());
        if (segments.ValueKind != JsonValueKind.Array) return;
        var own = new Dictionary<long, JsonElement>();
        foreach (JsonElement segment in segments.EnumerateArray()) {
            if (Member(segment, "id", JsonValueKind.Number, place) is not { } id) continue;
            string at = $"{place}, segment {id}";
            ids.Expect(Whole(id) is >= 1 and < 1 << 24 && own.TryAdd(Whole(id), segment), Name, at, "an id of its own from 1 to 16777215",
                $"{id}");
            if (Member(segment, "category_id", JsonValueKind.Number, at) is { } category)
                references.Expect(categories.ContainsKey(Whole(category)), Name, at, "a category of the file", $"category_id {category}");
            if (Member(segment, "area", JsonValueKind.Number, at) is { } area)
                masks.Expect(area.TryGetDouble(out double pixels) && pixels > 0, Name, at, "an area above 0", $"{area}");
        }
        if (known && !options.Quick && options.Takes(of) && fileName?.Text() is { } name) drawn.Check(name, size, own, place);
    }

    /// <summary>Returns a hash of what an annotation says, without its id.</summary>
    private static UInt128 Content(JsonElement a) {
        var hash = new XxHash128();
        foreach (string name in (string[])["image_id", "category_id", "bbox", "segmentation", "keypoints"]) {
            if (a.Has(name, out JsonElement value)) hash.Append(Encoding.UTF8.GetBytes(name + value.GetRawText()));
        }
        return BinaryPrimitives.ReadUInt128BigEndian(hash.GetHashAndReset());
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

    private void Keypoints(JsonElement a, JsonElement k, string place, int points, (int Width, int Height) size, double[]? box) {
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
        if (box is [var left, var top, > 0 and var across, > 0 and var down] && labelled > 0) {
            keypoints.Expect(NearBox.HasOne(v, left, top, across, down), Name, place, "a keypoint in the box, or near it",
                "all far from it, as if they were another object's");
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
