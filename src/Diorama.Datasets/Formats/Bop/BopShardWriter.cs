using System.Globalization;
using System.Text.Json.Nodes;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Datasets.Formats.WebDataset;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.Bop;

/// <summary>
/// Writes BOP-webdataset (bop_webdataset.py of bop_toolkit): the data of BOP in tar files of at most 1000 images, with an index of the tar
/// file of each image.
/// </summary>
internal sealed class BopShardWriter : FormatWriter {
    private sealed class Shards {
        public TarShard? Tar { get; set; }
        public int Next { get; set; }
        public int Images { get; set; }
        public JsonObject ShardOf { get; } = [];
    }

    private readonly BopModels models;
    private readonly Dictionary<string, Shards> open = [];
    private FrameRecord? first;

    public BopShardWriter(BopFormat format, ExportTarget target) : base(format, target) {
        models = new(target.Folder, target.Classes, target.Source);
        foreach (string split in target.Splits) {
            open.Add(split, new());
            Directory.CreateDirectory(Path.Combine(target.Folder, BopWriter.FolderOf(split)));
        }
    }

    public override void Add(FrameImages image, string split) {
        first ??= image.Record;
        Shards shards = open[split];
        if (shards.Tar is null || shards.Images == BopWriter.ImagesPerScene) {
            shards.Tar?.Finish();
            shards.Tar = new(Target.At(BopWriter.FolderOf(split), $"shard-{shards.Next++:000000}.tar"));
            shards.Images = 0;
        }
        shards.Images++;
        var (scene, number) = BopWriter.NumberOf(image.Record);
        string key = string.Create(CultureInfo.InvariantCulture, $"{scene:000000}_{number:000000}");
        shards.ShardOf[key] = shards.Next - 1;
        var bop = new BopImage(image, Objects(image.Record), models);
        Put("camera.json", BopJson.Bytes(bop.Camera));
        Put("depth.png", PngEncoder.Encode(bop.Depth));
        Put("gt.json", BopJson.Bytes(bop.Poses));
        Put("gt_info.json", BopJson.Bytes(bop.Infos));
        Put("mask.json", BopJson.Bytes(bop.RunLengthsOf(visible: false)));
        Put("mask_visib.json", BopJson.Bytes(bop.RunLengthsOf(visible: true)));
        if (image.PathOf(FrameImages.PictureName) is { } picture) Put("rgb.png", File.ReadAllBytes(RegularFile.At(picture)));

        void Put(string extension, byte[] content) => shards.Tar.Add($"{key}.{extension}", content);
    }

    public override void Finish() {
        foreach (var (split, shards) in open) {
            shards.Tar?.Finish();
            BopJson.Write(Target.At(BopWriter.FolderOf(split), "key_to_shard.json"), shards.ShardOf);
        }
        BopWriter.FinishModels(models, first, Target);
        if (models.Boxes > 0) Note("objects whose model is a box, for want of their asset's model", models.Boxes);
    }

    protected override void Close() {
        foreach (Shards shards in open.Values) shards.Tar?.Dispose();
    }
}
