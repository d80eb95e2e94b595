using System.Globalization;
using System.Runtime.InteropServices;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Core.Quoting;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;
using Google.Protobuf;

namespace Diorama.Datasets.Formats.TfRecord;

/// <summary>
/// Writes <c>data.tfrecord-00000-of-00002</c> (the name of a split stands in place of data), 1000 images each, and <c>label_map.pbtxt</c>.
/// Masks are PNG files, one per object; depth, if the dataset has it, is raw 32-bit floats.
/// </summary>
internal sealed class TfRecordWriter : FormatWriter {
    private const int ImagesPerShard = 1000;

    private sealed class Shards {
        public FileStream? Stream { get; set; }
        public int Images { get; set; }
        public List<string> Paths { get; } = [];
    }

    private readonly Dictionary<string, Shards> open = [];

    public TfRecordWriter(TfRecordFormat format, ExportTarget target) : base(format, target) {
        foreach (string split in target.Splits) open.Add(split, new());
        AtomicFile.Write(target.At("label_map.pbtxt"),
            path => File.WriteAllText(path, string.Concat(target.Classes.Classes.Where(c => c.IsThing)
            .Select(c => string.Create(CultureInfo.InvariantCulture,
            $"item {{\n  id: {c.Id}\n  name: {ProtobufText.Quoted(c.Name)}\n}}\n")))));
    }

    public override void Add(FrameImages image, string split) {
        Shards shards = open[split];
        if (shards.Stream is null || shards.Images == ImagesPerShard) {
            shards.Stream?.Dispose();
            string path = Target.At(string.Create(CultureInfo.InvariantCulture,
                $"{(split.Length == 0 ? "data" : split)}.tfrecord-{shards.Paths.Count:00000}"));
            shards.Paths.Add(path);
            (shards.Stream, shards.Images) = (new(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16), 0);
        }
        shards.Images++;
        RecordFile.Append(shards.Stream, Describe(image).ToByteArray());
    }

    private Example Describe(FrameImages image) {
        FrameRecord record = image.Record;
        ObjectRecord[] objects = [.. Objects(record)];
        var example = new Example();
        example.Add("image/height", (long)record.Height);
        example.Add("image/width", (long)record.Width);
        example.Add("image/filename", image.Stem + ".png");
        example.Add("image/source_id", record.ImageId.ToString(CultureInfo.InvariantCulture));
        if (image.PathOf(FrameImages.PictureName) is { } picture) {
            example.Add("image/encoded", File.ReadAllBytes(RegularFile.At(picture)));
            example.Add("image/format", "png");
        }
        foreach ((string name, int at) in ((string, int)[])[("xmin", 0), ("ymin", 1), ("xmax", 2), ("ymax", 3)]) {
            float size = at % 2 == 0 ? record.Width : record.Height;
            example.Add($"image/object/bbox/{name}", [.. objects.Select(o => o.VisibleBox![at] / size)]);
        }
        example.Add("image/object/class/text", [.. objects.Select(o => Target.Classes[o.ClassId]!.Name)]);
        example.Add("image/object/class/label", [.. objects.Select(o => (long)o.ClassId)]);
        example.Add("image/object/is_crowd", new long[objects.Length]);
        example.Add("image/object/area", [.. objects.Select(o => (float)o.VisiblePixels!.Value)]);
        example.Add("image/object/mask", [.. objects.Select(o => {
            Image<byte> mask = RunLengths.ToMask(RunLengths.Decompress(o.VisibleMask!.Counts), record.Width, record.Height);
            return PngEncoder.Encode(mask.Width, mask.Height, 1, mask.Pixels);
        })]);
        if (record.Camera.K is { } k) example.Add("image/camera/K", [.. k.SelectMany(row => row.Select(v => (float)v))]);
        if (image.Has(LabelTable.DepthZ))
            example.Add("image/depth_z", MemoryMarshal.AsBytes(image.Read(LabelTable.DepthZ).Pixels.AsSpan()).ToArray());
        return example;
    }

    public override void Finish() {
        foreach (Shards shards in open.Values) {
            shards.Stream?.Dispose();
            foreach (string path in shards.Paths)
                File.Move(path, string.Create(CultureInfo.InvariantCulture, $"{path}-of-{shards.Paths.Count:00000}"));
        }
    }

    protected override void Close() {
        foreach (Shards shards in open.Values) shards.Stream?.Dispose();
    }
}
