using System.Numerics;
using System.Text.Json;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.WebDataset;

/// <summary>
/// Writes tar shards; a new shard begins after 1000 images or 512 MiB. A key is everything before the first dot of a name, so the camera is
/// part of the key. Labels are .npy files, because readers decode PNG to 8-bit pictures.
/// </summary>
internal sealed class WebDatasetWriter : FormatWriter {
    private const int ImagesPerShard = 1000;
    private const long BytesPerShard = 512L << 20;

    private sealed class Shards {
        public TarShard? Tar { get; set; }
        public int Next { get; set; }
        public int Images { get; set; }
        public long Bytes { get; set; }
    }

    private readonly Dictionary<string, Shards> open = [];
    /// <summary>Buffer for one file of a sample at a time.</summary>
    private readonly MemoryStream content = new();

    public WebDatasetWriter(WebDatasetFormat format, ExportTarget target) : base(format, target) {
        foreach (string split in target.Splits) open.Add(split, new());
        // The meaning of object and class ids is the same for all samples.
        target.Info.Write(target.At("dataset.json"));
    }

    public override void Add(FrameImages image, string split) {
        Shards shards = open[split];
        if (shards.Tar is null || shards.Images == ImagesPerShard || shards.Bytes > BytesPerShard) {
            shards.Tar?.Finish();
            shards.Tar = new(Target.At($"{(split.Length == 0 ? "data" : split)}-{shards.Next++:000000}.tar"));
            (shards.Images, shards.Bytes) = (0, 0);
        }
        var labels = new SortedDictionary<string, string?>(StringComparer.Ordinal) { ["json"] = null };
        foreach (string name in image.Record.Files.Keys) labels[name == FrameImages.PictureName ? "rgb.png" : name + ".npy"] = name;
        shards.Images++;
        foreach (var (extension, label) in labels) {
            content.SetLength(0);
            if (label is null) JsonSerializer.Serialize(content, image.Record, DatasetJson.Line);
            else if (label == FrameImages.PictureName) content.Write(File.ReadAllBytes(RegularFile.At(image.PathOf(label)!)));
            else if (LabelTable.FindImage(label) is { } row) Array(content, image.Read(row));
            shards.Tar.Add($"{WebDatasetFormat.Key(image.Stem)}.{extension}", content);
            shards.Bytes += content.Length;
        }
    }

    private static void Array(MemoryStream bytes, object image) {
        switch (image) {
            case Image<uint> ids: Npy.Write(bytes, ids); break;
            case Image<byte> states: Npy.Write(bytes, states); break;
            case Image<float> scalar: Npy.Write(bytes, scalar); break;
            case Image<Vector2> pair: Npy.Write<Vector2>(bytes, pair); break;
            case Image<Vector3> vector: Npy.Write<Vector3>(bytes, vector); break;
        }
    }

    public override void Finish() {
        foreach (Shards shards in open.Values) shards.Tar?.Finish();
    }

    protected override void Close() {
        foreach (Shards shards in open.Values) shards.Tar?.Dispose();
    }
}
