using System.Text.Json;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.Coco;

/// <summary>
/// Writes <c>instances.json</c> (per split <c>instances_train.json</c> …) and <c>images/</c>. An annotation is an object whose class is a
/// thing, with at least one visible pixel; its area is the number of visible pixels.
/// </summary>
internal sealed class CocoWriter : FormatWriter {
    /// <summary>
    /// Number of annotation ids reserved per image: the ids of an image start at (image id − 1) · 65536 + 1, so that shards of a dataset
    /// can be merged without renumbering.
    /// </summary>
    private const long IdsPerImage = 65536;
    private const int Images = 0, Annotations = 1;

    private readonly CocoKind kind;
    private readonly Dictionary<string, JsonArrayFile> files = [];

    public CocoWriter(CocoFormat format, ExportTarget target, CocoKind kind) : base(format, target) {
        this.kind = kind;
        foreach (string split in target.Splits)
            files.Add(split, new(target.At(SplitFiles.Name(FileStem(kind), split, ".json")), "images", "annotations"));
    }

    internal static string FileStem(CocoKind kind) => kind == CocoKind.Keypoints ? "keypoints" : "instances";

    public override void Add(FrameImages image, string split) {
        FrameRecord record = image.Record;
        JsonArrayFile file = files[split];
        string name = image.Stem + ".png";
        Target.Place(image, FrameImages.PictureName, "images", split, name);
        // A dataset of labels alone has no picture; the name is the one that it would have.
        file.Add(Images, json => {
            json.WriteNumber("id", record.ImageId);
            json.WriteNumber("width", record.Width);
            json.WriteNumber("height", record.Height);
            json.WriteString("file_name", name);
        });
        foreach (ObjectRecord o in Objects(record)) file.Add(Annotations, json => Annotation(json, record, o));
    }

    private void Annotation(Utf8JsonWriter json, FrameRecord image, ObjectRecord o) {
        json.WriteNumber("id", checked((image.ImageId - 1) * IdsPerImage + o.Id));
        json.WriteNumber("image_id", image.ImageId);
        json.WriteNumber("category_id", o.ClassId);
        int[] box = o.VisibleBox!;
        json.WriteStartArray("bbox");
        foreach (int v in (ReadOnlySpan<int>)[box[0], box[1], box[2] - box[0], box[3] - box[1]]) json.WriteNumberValue(v);
        json.WriteEndArray();
        json.WriteNumber("area", o.VisiblePixels!.Value);
        json.WriteNumber("iscrowd", 0);
        if (kind is CocoKind.Polygons or CocoKind.PolygonsOnly) PolygonShape(json, o);
        else RunLengthShape(json, o.VisibleMask!);
        if (Target.Survey.Keypoints.TryGetValue(o.ClassId, out string[]? names)) Keypoints(json, o, names);
    }

    /// <summary>
    /// Writes one polygon per connected part. COCO's polygons have no holes: an object with a hole keeps its run lengths, or a seam leads
    /// to the hole where nothing but polygons is wanted.
    /// </summary>
    private void PolygonShape(Utf8JsonWriter json, ObjectRecord o) {
        IReadOnlyList<Outline> outlines = MaskOutline.Of(ObjectMap.Mask(o));
        if (kind == CocoKind.PolygonsOnly && outlines.Any(l => l.IsHole)) Note("objects with holes, to which seams lead");
        else if (outlines.Any(l => l.IsHole)) {
            Note("objects with holes kept as run lengths");
            RunLengthShape(json, o.VisibleMask!);
            return;
        }
        if (outlines.Count(l => !l.IsHole) > 1) Note("objects of several parts, a ring for each");
        json.WriteStartArray("segmentation");
        foreach (IReadOnlyList<int> points in MaskOutline.WithoutHoles(outlines)) {
            json.WriteStartArray();
            foreach (int v in points) json.WriteNumberValue(v);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void RunLengthShape(Utf8JsonWriter json, MaskRecord mask) {
        json.WriteStartObject("segmentation");
        json.WriteStartArray("size");
        foreach (int v in mask.Size) json.WriteNumberValue(v);
        json.WriteEndArray();
        json.WriteString("counts", mask.Counts);
        json.WriteEndObject();
    }

    /// <summary>
    /// Writes x, y, v for each keypoint name of the class; 0, 0, 0 for keypoints that the object lacks or that are outside the image.
    /// </summary>
    private static void Keypoints(Utf8JsonWriter json, ObjectRecord o, string[] names) {
        int count = 0;
        json.WriteStartArray("keypoints");
        foreach (string name in names) {
            KeypointRecord? point = o.Keypoints?.FirstOrDefault(k => k.Name == name);
            bool labelled = point is { Visibility: > 0, Pixel: [not null, not null] };
            json.WriteNumberValue(labelled ? point!.Pixel[0]!.Value : 0);
            json.WriteNumberValue(labelled ? point!.Pixel[1]!.Value : 0);
            json.WriteNumberValue(labelled ? point!.Visibility : 0);
            if (labelled) count++;
        }
        json.WriteEndArray();
        json.WriteNumber("num_keypoints", count);
    }

    public override void Finish() {
        foreach (string split in Target.Splits) {
            files[split].Finish(json => {
                json.WriteStartObject("info");
                json.WriteString("description", $"{Target.Info.Recipe}, seed {Target.Info.Seed}");
                json.WriteString("contributor", Target.Info.Software);
                json.WriteString("version", "1.0");
                json.WriteEndObject();
                json.WriteStartArray("licenses");
                json.WriteEndArray();
            }, Categories);
        }
    }

    private void Categories(Utf8JsonWriter json) {
        json.WriteStartArray("categories");
        foreach (DatasetClass c in Target.Classes.Classes) {
            string[]? keypoints = Target.Survey.Keypoints.GetValueOrDefault(c.Id);
            if (!c.IsThing || (kind == CocoKind.Keypoints && keypoints is null)) continue;
            json.WriteStartObject();
            json.WriteNumber("id", c.Id);
            json.WriteString("name", c.Name);
            json.WriteString("supercategory", c.Group);
            if (keypoints is not null) {
                json.WriteStartArray("keypoints");
                foreach (string name in keypoints) json.WriteStringValue(name);
                json.WriteEndArray();
                json.WriteStartArray("skeleton");
                foreach ((int from, int to) in Target.Survey.SkeletonOf(c.Id)) {
                    json.WriteStartArray();
                    // COCO counts from 1.
                    json.WriteNumberValue(from + 1);
                    json.WriteNumberValue(to + 1);
                    json.WriteEndArray();
                }
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    protected override void Close() {
        foreach (JsonArrayFile file in files.Values) file.Dispose();
    }
}
