using System.Globalization;
using System.Text.Json;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Core.Json;

namespace Diorama.Datasets.Verification.Formats;

/// <summary>
/// Checks BOP's scene-wise format (bop_toolkit, docs/bop_datasets_format.md), written by Diorama or another tool:
/// <c>train_pbr/000000/{rgb,depth,mask,mask_visib,scene_*.json}</c>. Scenes are read one at a time.
/// </summary>
internal sealed class BopVerifier {
    private static readonly string[] PictureFolders = ["rgb", "gray"], PictureTypes = [".png", ".jpg", ".tif"];

    private readonly VerifyOptions options;
    private readonly Rules rules;
    private readonly Findings schema, poses, info, masks, models, geometry, coco, files;
    private readonly BopModelFolders shapes;
    private readonly BopMasks drawn;
    private readonly BopCoco annotations;
    private BopGeometry? placed;
    /// <summary>Number of poses of all images.</summary>
    private long all;

    private BopVerifier(string root, VerifyOptions options) {
        this.options = options;
        rules = new(root, options.Kept);
        schema = rules.State("schema",
            "scene_camera, scene_gt and scene_gt_info are of the same images, with a camera matrix or model, as many infos as poses, and a "
            + "depth_scale above 0 where there is depth.");
        poses = rules.State("poses",
            "cam_R_m2c is a rotation, cam_t_m2c a place before the camera in millimetres; cam_R_w2c is a rotation where it is given.");
        info = rules.State("infos",
            "visib_fract is px_count_visib over px_count_all, and boxes are [x, y, width, height], or −1 where nothing is seen.");
        masks = rules.State("masks",
            "There is a mask and a visible mask for each pose; the latter lies in the former and has px_count_visib pixels with the extent "
            + "of bbox_visib, the former px_count_all and px_count_valid within the image with the extent of bbox_obj.",
            BopMasks.Tolerance);
        models = rules.State("models",
            "Every obj_id is in models_info, with a diameter above 0, and has a model file that can be read, with the diameter and the "
            + "extent that models_info states.", BopModelFolders.Tolerance);
        geometry = rules.State("geometry",
            "The model of each pose, seen through cam_K, covers its masks and not much else, has the extent of bbox_obj and the distances "
            + "of the depth image.", BopGeometry.Tolerance);
        coco = rules.State("coco",
            "scene_gt_coco, where there is one, has an annotation of each visible pose, with its px_count_visib and its box.",
            BopCoco.Tolerance);
        files = rules.State("files", "Images, depths and masks are there, can be decoded and have one size.");
        shapes = new(rules, schema, models, options.Quick);
        drawn = new(rules, masks, options.Quick);
        annotations = new(rules, coco);
    }

    /// <summary>
    /// Returns the folders of scenes in and below a folder: those with scene_gt.json or scene_camera.json, at most two levels down.
    /// </summary>
    public static IReadOnlyList<string> Scenes(string root) =>
        [.. new[] { root }.Concat(Folders(root)).Concat(Folders(root).SelectMany(Folders))
        .Where(f => File.Exists(Path.Combine(f, "scene_gt.json")) || File.Exists(Path.Combine(f, "scene_camera.json")))
        .Order(StringComparer.Ordinal)];

    private static string[] Folders(string root) => Directory.Exists(root) ? Directory.GetDirectories(root) : [];

    public static VerificationReport Verify(string root, VerifyOptions options) => new BopVerifier(root, options).Run();

    private VerificationReport Run() {
        shapes.Check();
        using BopGeometry? own = placed = shapes.Folder is { } folder && !options.Quick ? new(folder) : null;
        IReadOnlyList<string> scenes = Scenes(rules.Root);
        long images = 0;
        for (int i = 0; i < scenes.Count; i++) {
            string scene = scenes[i];
            Rules.Attempt(schema, rules.Short(scene), "", () => images += Scene(scene));
            options.Progress?.Invoke((i + 1.0) / scenes.Count);
        }
        if (shapes.Folder is null && all > 0)
            rules.Note($"No model was checked: {rules.Root} and the two folders above it have no folder models or models_eval, so the "
                + $"{all} poses were not compared with masks, boxes and depth.");
        return rules.Report("bop", images);
    }

    private long Scene(string folder) {
        string cameraFile = Path.Combine(folder, "scene_camera.json"), gtFile = Path.Combine(folder, "scene_gt.json"),
            infoFile = Path.Combine(folder, "scene_gt_info.json");
        using JsonDocument? camera = Json(cameraFile);
        if (camera is null) return 0;
        foreach (JsonProperty image in camera.RootElement.EnumerateObject())
            Rules.Attempt(schema, rules.Short(cameraFile), $"image {image.Name}", () => Camera(folder, rules.Short(cameraFile), image));
        if (!File.Exists(gtFile) && !File.Exists(infoFile)) {
            rules.Note($"No poses were checked in {rules.Short(folder)}: it has no scene_gt.json.");
            return WithoutPoses(folder, camera.RootElement);
        }
        using JsonDocument? gt = Json(gtFile), infos = File.Exists(infoFile) ? Json(infoFile) : null;
        if (!File.Exists(infoFile))
            rules.Note($"No boxes and numbers of pixels were checked in {rules.Short(folder)}: it has no scene_gt_info.json.");
        if (gt is null) return 0;
        foreach (JsonProperty image in camera.RootElement.EnumerateObject())
            schema.Expect(gt.RootElement.Has(image.Name, out _), rules.Short(gtFile), $"image {image.Name}", "a list of poses", "none");
        long images = 0;
        foreach (JsonProperty image in gt.RootElement.EnumerateObject()) {
            options.Cancellation.ThrowIfCancellationRequested();
            images++;
            schema.Expect(camera.RootElement.Has(image.Name, out _), rules.Short(cameraFile), $"image {image.Name}", "a camera", "none");
            Rules.Attempt(schema, rules.Short(gtFile), $"image {image.Name}",
                () => Image(folder, image, infos, camera.RootElement.Has(image.Name, out JsonElement c) ? c : default));
        }
        string path = Path.Combine(folder, "scene_gt_coco.json");
        if (infos is not null)
            Rules.Attempt(coco, rules.Short(path), "", () => annotations.Check(path, gt.RootElement, infos.RootElement));
        return images;
    }

    /// <summary>Checks the pictures of a test set whose poses are kept secret; returns their number.</summary>
    private long WithoutPoses(string folder, JsonElement cameras) {
        long images = 0;
        foreach (JsonProperty image in cameras.EnumerateObject()) {
            options.Cancellation.ThrowIfCancellationRequested();
            images++;
            if (int.TryParse(image.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && options.Takes(number))
                Pictures(folder, number, out _);
        }
        return images;
    }

    /// <summary>Checks an entry of scene_camera.json.</summary>
    private void Camera(string folder, string file, JsonProperty image) {
        string place = $"image {image.Name}";
        bool intrinsics = image.Value.Has("cam_K", out JsonElement k) && k.Numbers() is { Length: 9 } m && m[0] > 0 && m[4] > 0,
            model = image.Value.Has("cam_model", out _);
        schema.Expect(intrinsics != model, file, place, "cam_K of 9 numbers, or cam_model", intrinsics ? "both" : "neither");
        bool scaled = image.Value.Has("depth_scale", out JsonElement scale);
        if (scaled || File.Exists(Path.Combine(folder, "depth", image.Name.PadLeft(6, '0') + ".png")))
            schema.Expect(image.Value.Number("depth_scale") is > 0 and < double.PositiveInfinity, file, $"{place}, depth_scale",
                "a number above 0, the millimetres of a step of depth", scaled ? scale.GetRawText() : "none");
        if (image.Value.Has("cam_R_w2c", out JsonElement rotation) || image.Value.Has("cam_t_w2c", out _)) {
            double off = rotation.ValueKind == JsonValueKind.Undefined ? double.NaN : RotationMatrix.Deviation(rotation.Numbers());
            poses.Expect(off <= RotationMatrix.Allowed, file, $"{place}, cam_R_w2c", "a rotation, 9 numbers row by row", Skewed(off));
        }
        bool turned = image.Value.Has("cam_R_w2c", out _);
        if (image.Value.Has("cam_t_w2c", out JsonElement translation) || turned)
            poses.Expect(translation.Numbers() is { Length: 3 }, file, $"{place}, cam_t_w2c", "three numbers, millimetres",
                translation.ValueKind == JsonValueKind.Undefined ? "none" : "something else");
    }

    private static string Skewed(double off) => double.IsNaN(off) ? "something else"
        : string.Create(CultureInfo.InvariantCulture, $"one that is off by {off:g3}");

    private void Image(string folder, JsonProperty image, JsonDocument? infos, JsonElement camera) {
        string gtFile = rules.Short(Path.Combine(folder, "scene_gt.json")),
            infoFile = rules.Short(Path.Combine(folder, "scene_gt_info.json"));
        int number = int.TryParse(image.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : -1;
        schema.Expect(number >= 0 && image.Value.ValueKind == JsonValueKind.Array, gtFile, $"image {image.Name}", "a number, and a list",
            image.Value.ValueKind.ToString());
        if (number < 0 || image.Value.ValueKind != JsonValueKind.Array) return;
        bool look = options.Takes(number);
        (int Width, int Height)? size = look ? Pictures(folder, number, out ushort[]? depth) : Nothing(out depth);
        BopGeometry.View? view = size is { } s ? ViewOf(camera, s, depth) : null;
        JsonElement details = default;
        bool detailed = infos is not null && infos.RootElement.Has(image.Name, out details) && details.ValueKind == JsonValueKind.Array;
        int count = image.Value.GetArrayLength();
        if (infos is not null) schema.Expect(detailed && details.GetArrayLength() == count, infoFile, $"image {image.Name}",
            $"{count} infos, one for each pose", detailed ? $"{details.GetArrayLength()}" : "none");
        for (int i = 0; i < count; i++) {
            string place = $"image {image.Name}, pose {i}";
            all++;
            Pose(image.Value[i], gtFile, place);
            JsonElement? detail = detailed && i < details.GetArrayLength() ? details[i] : null;
            if (detail is { } d) Info(d, infoFile, place);
            (BopMask? whole, BopMask? visible) = look ? drawn.Check(folder, number, i, detail, size, depth) : (null, null);
            if (view is not null && placed is not null) Geometry(image.Value[i], view, whole, visible, detail, gtFile, place);
        }
    }

    private static (int, int)? Nothing(out ushort[]? depth) {
        depth = null;
        return null;
    }

    /// <summary>Returns what is known of an image; null without a camera matrix.</summary>
    private static BopGeometry.View? ViewOf(JsonElement camera, (int Width, int Height) size, ushort[]? depth) {
        if (camera.ValueKind != JsonValueKind.Object || !camera.Has("cam_K", out JsonElement k) || k.Numbers() is not { Length: 9 } m
            || !(m[0] > 0 && m[4] > 0) || m[1] != 0) return null;
        double scale = camera.Number("depth_scale");
        double[]? millimetres = depth is null || !(scale > 0) ? null : Array.ConvertAll(depth, d => d * scale);
        return new([m[0], m[4], m[2], m[5]], size.Width, size.Height, millimetres);
    }

    private void Geometry(JsonElement pose, BopGeometry.View view, BopMask? whole, BopMask? visible, JsonElement? detail, string file,
        string place) {
        if (!pose.Has("cam_R_m2c", out JsonElement rotation) || rotation.Numbers() is not { Length: 9 } r
            || !pose.Has("cam_t_m2c", out JsonElement translation) || translation.Numbers() is not { Length: 3 } t
            || RotationMatrix.Deviation(r) > 0.1) return;
        string id = pose.Has("obj_id", out JsonElement o) ? o.ToString() : "";
        // The box of an object is no likeness of it.
        if (!shapes.IsLikeness(id)) return;
        double[]? box = detail is { } d && d.Has("bbox_obj", out JsonElement b) ? b.Numbers() : null;
        placed!.Check(id, r, t, view, whole, visible, box is [-1, -1, -1, -1] ? null : box, shapes.IsSolid(id),
            (what, holds, expected, found) => geometry.Expect(holds, file, $"{place}, {what}", expected, found));
    }

    /// <summary>Checks the picture and the depth of an image; returns the picture's size.</summary>
    private (int Width, int Height)? Pictures(string folder, int number, out ushort[]? distances) {
        distances = null;
        string stem = number.ToString("000000", CultureInfo.InvariantCulture);
        string[] candidates = [.. PictureFolders.SelectMany(f => PictureTypes.Select(e => Path.Combine(folder, f, stem + e)))];
        string depth = Path.Combine(folder, "depth", stem + ".png");
        (int, int)? size = null;
        // Labels alone are a dataset too.
        if (!Array.Exists(PictureFolders, f => Directory.Exists(Path.Combine(folder, f)))
            && (Directory.Exists(Path.GetDirectoryName(depth)) || Directory.Exists(Path.Combine(folder, "mask"))))
            rules.Note($"There are no pictures in {rules.Short(folder)}: it has neither a folder rgb nor gray.");
        else size = rules.Size(files, candidates.FirstOrDefault(File.Exists) ?? candidates[0], options.Quick);
        if (!Directory.Exists(Path.GetDirectoryName(depth))) return size;
        using ImageReader? reader = rules.Open(files, depth, options.Quick);
        if (reader is null) return size;
        if (reader.Channels != 1 || reader.PixelType != PixelType.UInt16)
            files.Add(rules.Short(depth), "", "16 bits in one channel", $"{reader.Channels} channels of {reader.PixelType}");
        if (size is { } s && s != (reader.Width, reader.Height))
            files.Add(rules.Short(depth), "", $"{s.Item1}×{s.Item2} pixels", $"{reader.Width}×{reader.Height}");
        else if (reader.Channels == 1 && reader.PixelType == PixelType.UInt16)
            distances = reader.ReadUInt16();
        return size ?? (reader.Width, reader.Height);
    }

    private void Pose(JsonElement pose, string file, string place) {
        double[]? r = pose.Has("cam_R_m2c", out JsonElement rotation) ? rotation.Numbers() : null,
            t = pose.Has("cam_t_m2c", out JsonElement translation) ? translation.Numbers() : null;
        double off = RotationMatrix.Deviation(r);
        if (!double.IsNaN(off)) poses.Deviate(off);
        poses.Expect(off <= RotationMatrix.Allowed, file, $"{place}, cam_R_m2c", "a rotation, 9 numbers row by row", Skewed(off));
        poses.Expect(t is [_, _, > 0], file, $"{place}, cam_t_m2c", "three numbers, millimetres, before the camera",
            t is null ? "something else" : $"[{string.Join(", ", t)}]");
        string id = pose.Has("obj_id", out JsonElement o) ? o.ToString() : "none";
        if (shapes.Folder is not null) models.Expect(shapes.Knows(id), file, place, "an obj_id of models_info.json", id);
        else models.Expect(int.TryParse(id, CultureInfo.InvariantCulture, out int number) && number >= 1, file, place, "an obj_id from 1",
            id);
    }

    private void Info(JsonElement i, string file, string place) {
        double all = i.Number("px_count_all"), visible = i.Number("px_count_visib"), fraction = i.Number("visib_fract"),
            wanted = all > 0 ? visible / all : 0;
        info.Expect(visible >= 0 && visible <= all && Math.Abs(fraction - wanted) <= 1e-3, file, $"{place}, visib_fract",
            string.Create(CultureInfo.InvariantCulture, $"{visible}/{all} = {wanted:0.####}"), $"{fraction}");
        foreach (string key in (string[])["bbox_obj", "bbox_visib"]) {
            double[]? box = i.Has(key, out JsonElement b) ? b.Numbers() : null;
            info.Expect(box is [_, _, >= 0, >= 0] or [-1, -1, -1, -1]
                && (key == "bbox_obj" || visible == 0 == box is [-1, ..] and [_, _, -1, _]), file, $"{place}, {key}",
                key == "bbox_visib" && visible == 0 ? "[-1, -1, -1, -1]" : "[x, y, width, height]",
                    box is null ? "something else" : $"[{string.Join(", ", box)}]");
        }
    }

    private JsonDocument? Json(string path) {
        if (!File.Exists(path)) {
            schema.Expect(false, rules.Short(path), "", "a file", "none");
            return null;
        }
        schema.CountChecked();
        try {
            var json = JsonDocument.Parse(File.ReadAllBytes(RegularFile.At(path)));
            if (json.RootElement.ValueKind == JsonValueKind.Object) return json;
            json.Dispose();
            schema.Add(rules.Short(path), "", "a JSON object", "something else");
        } catch (JsonException e) {
            schema.Add(rules.Short(path), JsonRecord.Place(e), "a JSON object", JsonRecord.Reason(e));
        }
        return null;
    }
}
