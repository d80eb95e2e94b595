using System.Text.Json;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.CocoPanoptic;

/// <summary>
/// Writes <c>panoptic.json</c> (per split <c>panoptic_train.json</c> …), the PNG files of segments in a folder of the same name, and
/// <c>images/</c>. A segment's id is R + 256 G + 65536 B: the object's id for things, 65536 + the class id for structure, with one segment
/// per class; 0 marks pixels without a class.
/// </summary>
internal sealed class CocoPanopticWriter : FormatWriter {
    private const int FirstStuff = 65536;
    private const int Images = 0, Annotations = 1;

    private readonly Dictionary<string, JsonArrayFile> files = [];

    public CocoPanopticWriter(CocoPanopticFormat format, ExportTarget target) : base(format, target) {
        foreach (string split in target.Splits)
            files.Add(split, new(target.At(SplitFiles.Name("panoptic", split, ".json")), "images", "annotations"));
    }

    private sealed record Segment(int Id, int ClassId) {
        public int[] Box { get; set; } = [int.MaxValue, int.MaxValue, 0, 0];
        public long Area { get; set; }

        public void Add(ObjectRecord o) {
            int[] box = o.VisibleBox!;
            Area += o.VisiblePixels!.Value;
            Box = [Math.Min(Box[0], box[0]), Math.Min(Box[1], box[1]), Math.Max(Box[2], box[2]), Math.Max(Box[3], box[3])];
        }
    }

    public override void Add(FrameImages image, string split) {
        FrameRecord record = image.Record;
        var segments = new SortedDictionary<int, Segment>();
        Image<uint> ids = ObjectMap.Paint(record, o => {
            if (Target.Classes[o.ClassId] is not { } c) return 0u;
            int id = c.IsThing ? o.Id : FirstStuff + c.Id;
            if (!segments.TryGetValue(id, out Segment? segment)) segments.Add(id, segment = new(id, c.Id));
            segment.Add(o);
            return (uint)id;
        });
        string name = image.Stem + ".png";
        Target.Place(image, FrameImages.PictureName, "images", split, name);
        ImageFile.WriteFlatPng(Target.At(SplitFiles.Name("panoptic", split, ""), name),
            new(ids.Width, ids.Height, Array.ConvertAll(ids.Pixels, id => new Rgb8((byte)id, (byte)(id >> 8), (byte)(id >> 16)))));
        JsonArrayFile file = files[split];
        file.Add(Images, json => {
            json.WriteNumber("id", record.ImageId);
            json.WriteNumber("width", record.Width);
            json.WriteNumber("height", record.Height);
            json.WriteString("file_name", name);
        });
        file.Add(Annotations, json => {
            json.WriteNumber("image_id", record.ImageId);
            json.WriteString("file_name", name);
            json.WriteStartArray("segments_info");
            foreach (Segment s in segments.Values) {
                json.WriteStartObject();
                json.WriteNumber("id", s.Id);
                json.WriteNumber("category_id", s.ClassId);
                json.WriteNumber("area", s.Area);
                json.WriteStartArray("bbox");
                foreach (int v in (ReadOnlySpan<int>)[s.Box[0], s.Box[1], s.Box[2] - s.Box[0], s.Box[3] - s.Box[1]])
                    json.WriteNumberValue(v);
                json.WriteEndArray();
                json.WriteNumber("iscrowd", 0);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }

    public override void Finish() {
        foreach (string split in Target.Splits) {
            Directory.CreateDirectory(Target.At(SplitFiles.Name("panoptic", split, "")));
            files[split].Finish(json => {
                json.WriteStartObject("info");
                json.WriteString("description", $"{Target.Info.Recipe}, seed {Target.Info.Seed}");
                json.WriteString("contributor", Target.Info.Software);
                json.WriteString("version", "1.0");
                json.WriteEndObject();
            }, Categories);
        }
    }

    private void Categories(Utf8JsonWriter json) {
        json.WriteStartArray("categories");
        foreach (DatasetClass c in Target.Classes.Classes) {
            Rgb8 color = c.PictureColor;
            json.WriteStartObject();
            json.WriteNumber("id", c.Id);
            json.WriteString("name", c.Name);
            json.WriteString("supercategory", c.Group);
            json.WriteNumber("isthing", c.IsThing ? 1 : 0);
            json.WriteStartArray("color");
            foreach (int v in (ReadOnlySpan<int>)[color.R, color.G, color.B]) json.WriteNumberValue(v);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    protected override void Close() {
        foreach (JsonArrayFile file in files.Values) file.Dispose();
    }
}
