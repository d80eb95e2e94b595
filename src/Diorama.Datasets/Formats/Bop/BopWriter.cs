using System.Globalization;
using System.Text.Json.Nodes;
using Diorama.Core.Images;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.Bop;

/// <summary>
/// Writes BOP in folders (bop_datasets_format.md of bop_toolkit): a folder for every 1000 images of a split, and the models.
/// </summary>
internal sealed class BopWriter : FormatWriter {
    public const int ImagesPerScene = 1000;

    private sealed class Chunk(string folder) {
        public string Folder => folder;
        public JsonObject Camera { get; } = [];
        public JsonObject Poses { get; } = [];
        public JsonObject Infos { get; } = [];
        public JsonArray CocoImages { get; } = [];
        public JsonArray CocoAnnotations { get; } = [];
        public SortedSet<int> Objects { get; } = [];
    }

    private readonly BopModels models;
    private readonly Dictionary<string, Chunk> open = [];
    private FrameRecord? first;

    public BopWriter(BopFormat format, ExportTarget target) : base(format, target) {
        models = new(target.Folder, target.Classes, target.Source);
        foreach (string split in target.Splits) Directory.CreateDirectory(Path.Combine(target.Folder, FolderOf(split)));
    }

    internal static string FolderOf(string split) => split.Length == 0 ? "train_pbr" : split + "_pbr";

    internal static (long Scene, int Image) NumberOf(FrameRecord record) =>
        ((record.ImageId - 1) / ImagesPerScene, (int)((record.ImageId - 1) % ImagesPerScene));

    public override void Add(FrameImages image, string split) {
        FrameRecord record = image.Record;
        first ??= record;
        var (scene, number) = NumberOf(record);
        string folder = Path.Combine(FolderOf(split), scene.ToString("000000", CultureInfo.InvariantCulture)),
            name = number.ToString("000000", CultureInfo.InvariantCulture);
        if (!open.TryGetValue(split, out Chunk? chunk) || chunk.Folder != folder) {
            if (chunk is not null) Finish(chunk);
            open[split] = chunk = new(folder);
        }
        var bop = new BopImage(image, Objects(record), models);
        Target.Place(image, FrameImages.PictureName, folder, "rgb", name + ".png");
        ImageFile.WritePng(Target.At(folder, "depth", name + ".png"), bop.Depth);
        for (int i = 0; i < bop.Objects.Count; i++) {
            WriteMask(Target.At(folder, "mask", $"{name}_{i:000000}.png"), bop.Objects[i].Mask);
            WriteMask(Target.At(folder, "mask_visib", $"{name}_{i:000000}.png"), bop.Objects[i].Visible);
        }
        string key = number.ToString(CultureInfo.InvariantCulture);
        AddCoco(chunk, number, record, bop);
        chunk.Camera[key] = bop.Camera;
        chunk.Poses[key] = bop.Poses;
        chunk.Infos[key] = bop.Infos;
    }

    private static void WriteMask(string path, Image<byte> mask) =>
        ImageFile.WritePng(path, new Image<byte>(mask.Width, mask.Height,
        Array.ConvertAll(mask.Pixels, v => v == 0 ? (byte)0 : (byte)255)));

    /// <summary>
    /// Adds an image to scene_gt_coco: the visible mask, and the box of the whole object with width and height as in COCO.
    /// </summary>
    private static void AddCoco(Chunk chunk, int number, FrameRecord record, BopImage bop) {
        chunk.CocoImages.Add(new JsonObject { ["id"] = number, ["file_name"] = $"rgb/{number:000000}.png", ["width"] = record.Width,
            ["height"] = record.Height });
        for (int i = 0; i < bop.Objects.Count; i++) {
            var (id, o, _, visible) = bop.Objects[i];
            chunk.Objects.Add(id);
            int[] span = [.. bop.Infos[i]!["bbox_obj"]!.AsArray().Select(v => (int)v!)];
            chunk.CocoAnnotations.Add(new JsonObject {
                ["id"] = chunk.CocoAnnotations.Count + 1, ["image_id"] = number, ["category_id"] = id, ["iscrowd"] = 0,
                ["area"] = o.VisiblePixels,
                ["bbox"] = BopJson.Numbers([span[0], span[1], span[2] + 1, span[3] + 1]), ["segmentation"] = BopImage.RunLengthsOf(visible),
                ["width"] = record.Width, ["height"] = record.Height, ["ignore"] = (double)bop.Infos[i]!["visib_fract"]! < 0.1,
            });
        }
    }

    private void Finish(Chunk chunk) {
        Put("scene_camera.json", chunk.Camera);
        Put("scene_gt.json", chunk.Poses);
        Put("scene_gt_info.json", chunk.Infos);
        Put("scene_gt_coco.json", new JsonObject {
            ["info"] = new JsonObject { ["description"] = $"{Target.Info.Recipe}, seed {Target.Info.Seed}" },
            ["licenses"] = new JsonArray(),
            ["categories"] = new JsonArray(
                [.. chunk.Objects.Select(id => new JsonObject { ["id"] = id, ["name"] = id.ToString(CultureInfo.InvariantCulture),
                    ["supercategory"] = "bop" })]),
            ["images"] = chunk.CocoImages, ["annotations"] = chunk.CocoAnnotations,
        });

        void Put(string name, JsonNode node) => BopJson.Write(Target.At(chunk.Folder, name), node);
    }

    public override void Finish() {
        foreach (Chunk chunk in open.Values) Finish(chunk);
        FinishModels(models, first, Target);
        if (models.Boxes > 0) Note("objects whose model is a box, for want of their asset's model", models.Boxes);
    }

    /// <summary>Writes the models, and camera.json with the camera of the first image.</summary>
    internal static void FinishModels(BopModels models, FrameRecord? first, ExportTarget target) {
        models.Finish();
        if (first is null) return;
        double[] k = new PinholeCamera(first).CentredK;
        BopJson.Write(target.At("camera.json"), new JsonObject { ["cx"] = k[2], ["cy"] = k[5], ["depth_scale"] = 0.1, ["fx"] = k[0],
            ["fy"] = k[4], ["height"] = first.Height, ["width"] = first.Width });
    }
}
