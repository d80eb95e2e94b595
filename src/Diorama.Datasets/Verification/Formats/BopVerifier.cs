using System.Globalization;
using System.Text.Json;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Core.Json;
using Diorama.Rendering.SceneFiles;

namespace Diorama.Datasets.Verification.Formats;

/// <summary>
/// Checks BOP's scene-wise format (bop_toolkit, docs/bop_datasets_format.md), written by Diorama or another tool:
/// <c>train_pbr/000000/{rgb,depth,mask,mask_visib,scene_*.json}</c>. Scenes are read one at a time.
/// </summary>
internal sealed class BopVerifier {
    private static readonly string[] ModelFolders = ["models", "models_eval"], PictureFolders = ["rgb", "gray"], PictureTypes =
        [".png", ".jpg", ".tif"];

    private readonly VerifyOptions options;
    private readonly Rules rules;
    private readonly Findings schema, poses, info, masks, models, geometry, files;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private bool hasModels;
    private BopGeometry? shapes;
    /// <summary>Objects whose model is their box, as Diorama says where it has no better one.</summary>
    private readonly HashSet<string> boxes = new(StringComparer.Ordinal);

    private BopVerifier(string root, VerifyOptions options) {
        this.options = options;
        rules = new(root, options.Kept);
        schema = rules.State("schema",
            "scene_camera, scene_gt and scene_gt_info are of the same images, with a camera matrix or model, and as many infos as poses.");
        poses = rules.State("poses", "cam_R_m2c is a rotation, cam_t_m2c a place before the camera in millimetres.");
        info = rules.State("infos",
            "visib_fract is px_count_visib over px_count_all, and boxes are [x, y, width, height], or −1 where nothing is seen.");
        masks = rules.State("masks",
            "There is a mask and a visible mask for each pose, and the latter has px_count_visib pixels with the extent of bbox_visib.");
        models = rules.State("models", "Every obj_id is in models_info, with a diameter above 0, and has a model file that can be read.");
        geometry = rules.State("geometry",
            "The model of each pose, seen through cam_K, covers its visible mask, has the extent of bbox_obj and "
            + "the distances of the depth image.", BopGeometry.Tolerance);
        files = rules.State("files", "Images, depths and masks are there, can be decoded and have one size.");
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
        if (ModelFolders.Select(f => Path.Combine(rules.Root, f, "models_info.json")).FirstOrDefault(File.Exists) is { } path)
            Rules.Attempt(schema, rules.Short(path), "", () => Models(path));
        using BopGeometry? own = shapes;
        IReadOnlyList<string> scenes = Scenes(rules.Root);
        long images = 0;
        for (int i = 0; i < scenes.Count; i++) {
            string scene = scenes[i];
            Rules.Attempt(schema, rules.Short(scene), "", () => images += Scene(scene));
            options.Progress?.Invoke((i + 1.0) / scenes.Count);
        }
        return rules.Report("bop", images);
    }

    private void Models(string path) {
        using JsonDocument? json = Json(path);
        if (json is null) return;
        hasModels = true;
        string folder = Path.GetDirectoryName(path)!;
        if (!options.Quick) shapes = new(folder);
        if (File.Exists(Path.Combine(folder, "objects.json"))) Rules.Attempt(schema, rules.Short(folder), "", () => Boxes(folder));
        foreach (JsonProperty model in json.RootElement.EnumerateObject()) {
            known.Add(model.Name);
            string file = Path.Combine(folder, $"obj_{model.Name.PadLeft(6, '0')}.ply");
            models.Expect(File.Exists(file), rules.Short(file), "", $"the model of object {model.Name}", "no such file");
            if (!options.Quick && File.Exists(file)) Rules.Attempt(models, rules.Short(file), "", () => Readable(file));
            models.Expect(Number(model.Value, "diameter") is > 0 and < double.PositiveInfinity, rules.Short(path), $"object {model.Name}",
                "a diameter in millimetres", "none");
        }
    }

    private void Readable(string file) {
        try {
            PlyReader.Read(file);
        } catch (BadInputException e) {
            models.Add(rules.Short(file), "", "a model that can be read",
                e.Message.Replace(file, "one that", StringComparison.Ordinal).TrimEnd('.'));
        }
    }

    private void Boxes(string folder) {
        string path = Path.Combine(folder, "objects.json");
        foreach (JsonPlace place in JsonPlace.Read(path).Items()) {
            JsonElement o = place.Element;
            if (place.IsObject && o.Has("box", out JsonElement box) && box.ValueKind == JsonValueKind.True
                && o.Has("obj_id", out JsonElement id))
                boxes.Add(id.ToString());
        }
    }

    private long Scene(string folder) {
        using JsonDocument? camera = Json(Path.Combine(folder, "scene_camera.json")), gt = Json(Path.Combine(folder, "scene_gt.json")),
            infos = Json(Path.Combine(folder, "scene_gt_info.json"));
        if (camera is null || gt is null) return 0;
        foreach (JsonProperty image in camera.RootElement.EnumerateObject()) {
            bool intrinsics = image.Value.Has("cam_K", out JsonElement k) && k.Numbers() is { Length: 9 } m && m[0] > 0 && m[4] > 0,
                model = image.Value.Has("cam_model", out _);
            schema.Expect(intrinsics != model, rules.Short(Path.Combine(folder, "scene_camera.json")), $"image {image.Name}",
                "cam_K of 9 numbers, or cam_model", intrinsics ? "both" : "neither");
            schema.Expect(gt.RootElement.Has(image.Name, out _), rules.Short(Path.Combine(folder, "scene_gt.json")), $"image {image.Name}",
                "a list of poses", "none");
        }
        long images = 0;
        foreach (JsonProperty image in gt.RootElement.EnumerateObject()) {
            options.Cancellation.ThrowIfCancellationRequested();
            images++;
            schema.Expect(camera.RootElement.Has(image.Name, out _), rules.Short(Path.Combine(folder, "scene_camera.json")),
                $"image {image.Name}", "a camera", "none");
            Rules.Attempt(schema, rules.Short(Path.Combine(folder, "scene_gt.json")), $"image {image.Name}",
                () => Image(folder, image, infos, camera.RootElement.Has(image.Name, out JsonElement c) ? c : default));
        }
        return images;
    }

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
            Pose(image.Value[i], gtFile, place);
            JsonElement? detail = detailed && i < details.GetArrayLength() ? details[i] : null;
            if (detail is { } d) Info(d, infoFile, place);
            bool[]? visible = look ? Masks(folder, number, i, detail, size) : null;
            if (view is not null && shapes is not null) Geometry(image.Value[i], view, visible, detail, gtFile, place);
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
        double scale = Number(camera, "depth_scale");
        double[]? millimetres = depth is null || !(scale > 0) ? null : Array.ConvertAll(depth, d => d * scale);
        return new([m[0], m[4], m[2], m[5]], size.Width, size.Height, millimetres);
    }

    private void Geometry(JsonElement pose, BopGeometry.View view, bool[]? visible, JsonElement? detail, string file, string place) {
        if (!pose.Has("cam_R_m2c", out JsonElement rotation) || rotation.Numbers() is not { Length: 9 } r
            || !pose.Has("cam_t_m2c", out JsonElement translation) || translation.Numbers() is not { Length: 3 } t || Skew(r) > 0.1) return;
        string id = pose.Has("obj_id", out JsonElement o) ? o.ToString() : "";
        // The box of an object is no likeness of it.
        if (!known.Contains(id) || boxes.Contains(id)) return;
        double[]? box = detail is { } d && d.Has("bbox_obj", out JsonElement b) ? b.Numbers() : null;
        shapes!.Check(id, r, t, view, visible, box is [-1, -1, -1, -1] ? null : box,
            (what, holds, expected, found) => geometry.Expect(holds, file, $"{place}, {what}", expected, found));
    }

    /// <summary>Checks the picture and the depth of an image; returns the picture's size.</summary>
    private (int Width, int Height)? Pictures(string folder, int number, out ushort[]? distances) {
        distances = null;
        string stem = number.ToString("000000", CultureInfo.InvariantCulture);
        string[] candidates = [.. PictureFolders.SelectMany(f => PictureTypes.Select(e => Path.Combine(folder, f, stem + e)))];
        (int, int)? size = rules.Size(files, candidates.FirstOrDefault(File.Exists) ?? candidates[0], options.Quick);
        string depth = Path.Combine(folder, "depth", stem + ".png");
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
        double off = r is { Length: 9 } ? Skew(r) : double.NaN;
        if (!double.IsNaN(off)) poses.Deviate(off);
        // Files of other tools have four decimals.
        poses.Expect(off <= 2e-3, file, $"{place}, cam_R_m2c", "a rotation, 9 numbers row by row",
            r is { Length: 9 } ? string.Create(CultureInfo.InvariantCulture, $"one that is off by {off:g3}") : "something else");
        poses.Expect(t is [_, _, > 0], file, $"{place}, cam_t_m2c", "three numbers, millimetres, before the camera",
            t is null ? "something else" : $"[{string.Join(", ", t)}]");
        string id = pose.Has("obj_id", out JsonElement o) ? o.ToString() : "none";
        if (hasModels) models.Expect(known.Contains(id), file, place, "an obj_id of models_info.json", id);
        else models.Expect(int.TryParse(id, CultureInfo.InvariantCulture, out int number) && number >= 1, file, place, "an obj_id from 1",
            id);
    }

    /// <summary>Returns how far the rows are from being unit, perpendicular and right-handed.</summary>
    private static double Skew(double[] r) {
        double off = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = i; j < 3; j++) {
                double dot = r[3 * i] * r[3 * j] + r[3 * i + 1] * r[3 * j + 1] + r[3 * i + 2] * r[3 * j + 2];
                off = Math.Max(off, Math.Abs(dot - (i == j ? 1 : 0)));
            }
        }
        double determinant = r[0] * (r[4] * r[8] - r[5] * r[7]) - r[1] * (r[3] * r[8] - r[5] * r[6]) + r[2] * (r[3] * r[7] - r[4] * r[6]);
        return Math.Max(off, Math.Abs(determinant - 1));
    }

    private void Info(JsonElement i, string file, string place) {
        double all = Number(i, "px_count_all"), visible = Number(i, "px_count_visib"), fraction = Number(i, "visib_fract"),
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

    /// <summary>Checks the masks of a pose; returns the visible one.</summary>
    private bool[]? Masks(string folder, int image, int pose, JsonElement? detail, (int Width, int Height)? size) {
        string name = string.Create(CultureInfo.InvariantCulture, $"{image:000000}_{pose:000000}.png");
        bool[]? visible = null;
        foreach (string kind in (string[])["mask", "mask_visib"]) {
            string path = Path.Combine(folder, kind, name);
            // Some test sets have no masks.
            if (!Directory.Exists(Path.GetDirectoryName(path))) continue;
            using ImageReader? reader = rules.Open(masks, path, options.Quick);
            if (reader is null) continue;
            if (size is { } s && s != (reader.Width, reader.Height))
                masks.Add(rules.Short(path), "", $"{s.Width}×{s.Height} pixels", $"{reader.Width}×{reader.Height}");
            else if (kind == "mask_visib") {
                float[] values = reader.ReadFloats();
                visible = new bool[reader.Width * reader.Height];
                for (int i = 0; i < visible.Length; i++) visible[i] = values[i * reader.Channels] != 0;
                if (detail is { } d) Visible(visible, reader.Width, path, d);
            }
        }
        return visible;
    }

    private void Visible(bool[] mask, int width, string path, JsonElement detail) {
        int x0 = int.MaxValue, y0 = int.MaxValue, x1 = -1, y1 = -1, pixels = 0;
        for (int i = 0; i < mask.Length; i++) {
            if (!mask[i]) continue;
            (int x, int y) = (i % width, i / width);
            (x0, y0, x1, y1) = (Math.Min(x0, x), Math.Min(y0, y), Math.Max(x1, x), Math.Max(y1, y));
            pixels++;
        }
        double stated = Number(detail, "px_count_visib");
        masks.Expect(pixels == stated, rules.Short(path), "", $"{stated} pixels, the px_count_visib of scene_gt_info.json", $"{pixels}");
        double[]? box = detail.Has("bbox_visib", out JsonElement b) ? b.Numbers() : null;
        // BOP's width is xmax − xmin, without the 1 that other formats add.
        double[] extent = [x0, y0, x1 - x0, y1 - y0];
        if (box is { Length: 4 } && pixels == stated && pixels > 0)
            masks.Expect(box.AsSpan().SequenceEqual(extent), rules.Short(path), "", $"the extent [{string.Join(", ", box)}] of bbox_visib",
                $"[{string.Join(", ", extent)}]");
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
            schema.Add(rules.Short(path), "", "a JSON object", JsonRecord.Reason(e));
        }
        return null;
    }

    private static double Number(JsonElement item, string name) =>
        item.Has(name, out JsonElement v) && v.ValueKind == JsonValueKind.Number && v.TryGetDouble(out double number) ? number : double.NaN;
}
