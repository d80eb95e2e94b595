using System.Text.Json;
using Diorama.Core.Colors;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.Cityscapes;

/// <summary>
/// Writes <c>leftImg8bit/SPLIT/CITY/</c> and <c>gtFine/SPLIT/CITY/</c> with <c>_gtFine_labelIds.png</c> (8 bits),
/// <c>_gtFine_instanceIds.png</c> (16 bits: class id · 1000 + index for things, the class id for the rest) and <c>_gtFine_color.png</c>;
/// <c>labels.json</c> has the columns of labels.py. The split is "train" if the dataset is not split.
/// </summary>
internal sealed class CityscapesWriter : FormatWriter {
    private readonly CityscapesFormat format;
    private readonly ClassIndex classes;
    private readonly Rgb8[] colors;

    public CityscapesWriter(CityscapesFormat format, ExportTarget target) : base(format, target) {
        this.format = format;
        // 16-bit ids hold a thousand instances for each of 64 classes (ids up to 64999).
        classes = new(format.Name, target, limit: byte.MaxValue, limitOfThings: ushort.MaxValue / CityscapesFormat.InstancesPerClass - 1,
            withStructure: true);
        colors = [default, .. classes.Classes.Select(c => c.PictureColor)];
    }

    public override void Add(FrameImages image, string split) {
        FrameRecord record = image.Record;
        string city = CityscapesFormat.City(record), stem = format.NameOf(record), folder = split.Length == 0 ? "train" : split;
        Target.Place(image, FrameImages.PictureName, "leftImg8bit", folder, city, stem + "_leftImg8bit.png");
        var seen = new Dictionary<int, int>();
        Image<ushort> instances = ObjectMap.Paint(record, o => {
            int number = classes[o.ClassId];
            if (number == 0 || !DatasetFormat.IsInstance(o, Target.Classes)) return (ushort)number;
            int place = seen.GetValueOrDefault(number);
            seen[number] = place + 1;
            if (place < CityscapesFormat.InstancesPerClass) return (ushort)(number * CityscapesFormat.InstancesPerClass + place);
            Note("instances beyond a thousand of a class in an image, written as a group");
            return (ushort)number;
        });
        var ids = new Image<byte>(instances.Width, instances.Height,
            Array.ConvertAll(instances.Pixels,
                v => (byte)(v < CityscapesFormat.InstancesPerClass ? v : v / CityscapesFormat.InstancesPerClass)));
        string At(string what) => Target.At("gtFine", folder, city, $"{stem}_gtFine_{what}.png");
        ImageFile.WritePng(At("labelIds"), ids);
        ImageFile.WritePng(At("instanceIds"), instances);
        ImageFile.WriteFlatPng(At("color"), new(ids.Width, ids.Height, Array.ConvertAll(ids.Pixels, id => colors[id])));
    }

    public override void Finish() {
        foreach (string split in Target.Splits) {
            foreach (string kind in new[] { "leftImg8bit", "gtFine" })
                Directory.CreateDirectory(Target.At(kind, split.Length == 0 ? "train" : split));
        }
        AtomicFile.WriteStream(Target.At("labels.json"), stream => {
            using var json = new Utf8JsonWriter(stream, new() { Encoder = DatasetJson.Page.Encoder, Indented = true, NewLine = "\n" });
            json.WriteStartArray();
            Label("unlabeled", 0, 255, "void", false, true, default);
            for (int i = 0; i < classes.Classes.Count; i++) Label(classes.Classes[i].Name, i + 1, i, classes.Classes[i].Group,
                classes.Classes[i].IsThing, false, colors[i + 1]);
            json.WriteEndArray();

            void Label(string name, int id, int trainId, string category, bool instances, bool ignore, Rgb8 color) {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteNumber("id", id);
                json.WriteNumber("trainId", trainId);
                json.WriteString("category", category);
                json.WriteBoolean("hasInstances", instances);
                json.WriteBoolean("ignoreInEval", ignore);
                json.WriteStartArray("color");
                foreach (int v in (ReadOnlySpan<int>)[color.R, color.G, color.B]) json.WriteNumberValue(v);
                json.WriteEndArray();
                json.WriteEndObject();
            }
        });
    }
}
