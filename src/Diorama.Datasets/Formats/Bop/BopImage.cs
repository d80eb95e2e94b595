using System.Text.Json.Nodes;
using Diorama.Core.Images;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.Bop;

/// <summary>
/// Data of one image in BOP's terms, with the field names of bop_datasets_format.md; lengths in millimetres, pixel centres at integers.
/// </summary>
internal sealed class BopImage {
    /// <summary>
    /// Depth steps in millimetres (16-bit values in steps of 0.1 mm reach 6.5 m, in steps of 1 mm 65 m), and millimetres per metre.
    /// </summary>
    private const double FineScale = 0.1, CoarseScale = 1, Millimetres = 1000;

    public JsonObject Camera { get; }
    public JsonArray Poses { get; } = [];
    public JsonArray Infos { get; } = [];
    public Image<ushort> Depth { get; }
    /// <summary>Object id, record, amodal mask and visible mask of each object, in the order of <see cref="Poses"/>.</summary>
    public List<(int ObjectId, ObjectRecord Record, Image<byte> Mask, Image<byte> Visible)> Objects { get; } = [];

    public BopImage(FrameImages image, IEnumerable<ObjectRecord> objects, BopModels models) {
        FrameRecord record = image.Record;
        var camera = new PinholeCamera(record);
        Image<float> metres = image.Read(LabelTable.DepthZ);
        double scale = metres.Pixels.Any(z => float.IsFinite(z) && z * Millimetres / FineScale > ushort.MaxValue) ? CoarseScale : FineScale;
        Depth = new(metres.Width, metres.Height, Array.ConvertAll(metres.Pixels, z => {
            double steps = Math.Round(z * Millimetres / scale);
            return steps is > 0 and <= ushort.MaxValue ? (ushort)steps : (ushort)0;
        }));
        double[] fromWorld = camera.CameraFromWorld;
        Camera = new() {
            ["cam_K"] = BopJson.Numbers(camera.CentredK), ["depth_scale"] = scale,
            ["cam_R_w2c"] = BopJson.Numbers(PinholeCamera.RotationOf(fromWorld)),
            ["cam_t_w2c"] = BopJson.Numbers(PinholeCamera.TranslationOf(fromWorld).Select(v => v * Millimetres)),
        };
        foreach (ObjectRecord o in objects) Add(o, record, camera, models);
    }

    private void Add(ObjectRecord o, FrameRecord record, PinholeCamera camera, BopModels models) {
        int id = models.IdOf(o);
        double[] pose = camera.CameraFromBox(o);
        Poses.Add(new JsonObject {
            ["cam_R_m2c"] = BopJson.Numbers(PinholeCamera.RotationOf(pose)),
            ["cam_t_m2c"] = BopJson.Numbers(PinholeCamera.TranslationOf(pose).Select(v => v * Millimetres)),
            ["obj_id"] = id,
        });
        Image<byte> mask = MaskOf(o.AmodalMask!, record), visible = MaskOf(o.VisibleMask!, record);
        int inside = o.AmodalPixels!.Value, valid = 0;
        for (int i = 0; i < mask.Pixels.Length; i++) if (mask.Pixels[i] != 0 && Depth.Pixels[i] > 0) valid++;
        int[] box = o.AmodalBox!;
        if (o.Truncated == true) {
            var (positions, indices) = models.Shape(id);
            var (pixels, extent) = Silhouette.Outside(positions, indices, camera, pose, record);
            inside += pixels;
            if (pixels > 0) box = [Math.Min(box[0], extent[0]), Math.Min(box[1], extent[1]), Math.Max(box[2], extent[2]),
                Math.Max(box[3], extent[3])];
        }
        Infos.Add(new JsonObject {
            ["bbox_obj"] = BopJson.Numbers(Span(box)), ["bbox_visib"] = BopJson.Numbers(Span(o.VisibleBox!)), ["px_count_all"] = inside,
            ["px_count_valid"] = valid,
            ["px_count_visib"] = o.VisiblePixels!.Value, ["visib_fract"] =
                Math.Round((double)o.VisiblePixels.Value / Math.Max(1, inside), 9),
        });
        Objects.Add((id, o, mask, visible));
    }

    private static Image<byte> MaskOf(MaskRecord mask, FrameRecord record) =>
        RunLengths.ToMask(RunLengths.Decompress(mask.Counts), record.Width, record.Height);

    /// <summary>
    /// Converts a box to BOP's x, y, width, height, where width and height are differences between the outermost pixels: 1 less than in
    /// COCO.
    /// </summary>
    private static int[] Span(int[] box) => [box[0], box[1], box[2] - box[0] - 1, box[3] - box[1] - 1];

    /// <summary>Returns the masks of all objects as uncompressed run lengths, by the index of the object.</summary>
    public JsonObject RunLengthsOf(bool visible) {
        var all = new JsonObject();
        for (int i = 0; i < Objects.Count; i++) {
            Image<byte> mask = visible ? Objects[i].Visible : Objects[i].Mask;
            all[i.ToString(System.Globalization.CultureInfo.InvariantCulture)] = RunLengthsOf(mask);
        }
        return all;
    }

    public static JsonObject RunLengthsOf(Image<byte> mask) =>
        new() { ["counts"] = BopJson.Numbers(RunLengths.Of(mask)), ["size"] = BopJson.Numbers([mask.Height, mask.Width]) };
}
