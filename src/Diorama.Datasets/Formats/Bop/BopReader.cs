using System.Globalization;
using System.Text.Json;
using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Datasets.Formats.Coco;
using Diorama.Datasets.Formats.WebDataset;

namespace Diorama.Datasets.Formats.Bop;

/// <summary>Reads BOP datasets as bop_datasets_format.md describes them, ours or another tool's: folders per scene, or tar files.</summary>
internal static class BopReader {
    private const double Metres = 0.001;
    private static readonly string[] pictures = ["rgb/{0}.png", "rgb/{0}.jpg", "gray/{0}.png", "gray/{0}.tif"];

    public static IEnumerable<ImageContents> ReadScenes(string folder) {
        string[] names = Names(folder);
        foreach ((string split, string path) in Splits(folder)) {
            foreach (string scene in Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal)) {
                using JsonDocument cameras = Open(Path.Combine(scene, "scene_camera.json")), poses = Open(Path.Combine(scene, "scene_gt.json")), infos = Open(Path.Combine(scene, "scene_gt_info.json"));
                foreach (JsonProperty camera in cameras.RootElement.EnumerateObject().OrderBy(p => int.Parse(p.Name, CultureInfo.InvariantCulture)).ToArray()) {
                    string stem = int.Parse(camera.Name, CultureInfo.InvariantCulture).ToString("000000", CultureInfo.InvariantCulture);
                    string Where(string file) => Path.Combine(scene, file);
                    string? picture = pictures.Select(name => Where(string.Format(CultureInfo.InvariantCulture, name, stem))).FirstOrDefault(File.Exists);
                    yield return Image(scene, $"{Path.GetFileName(scene)}_{stem}", split, camera.Value, Member(poses, camera.Name, scene), Member(infos, camera.Name, scene),
                        ImageReader.Open(Where($"depth/{stem}.png")), i => Mask(ImageReader.Open(Where($"mask_visib/{stem}_{i:000000}.png"))), names) with { PicturePath = picture };
                }
            }
        }
    }

    public static IEnumerable<ImageContents> ReadShards(string folder) {
        string[] names = Names(folder);
        foreach ((string split, string path) in Splits(folder)) {
            using JsonDocument index = Open(Path.Combine(path, "key_to_shard.json"));
            foreach (string shard in Directory.EnumerateFiles(path, "shard-*.tar").Order(StringComparer.Ordinal)) {
                // Files of an image stand together.
                string key = "";
                var files = new Dictionary<string, byte[]>();
                foreach ((string name, byte[] content) in TarShard.Read(shard).Append(("", []))) {
                    int dot = name.IndexOf('.', StringComparison.Ordinal);
                    string next = dot < 0 ? "" : name[..dot];
                    if (next != key && files.Count > 0) {
                        if (!index.RootElement.TryGetProperty(key, out _)) throw new BadInputException($"{path}/key_to_shard.json does not list {key}, which is in {Path.GetFileName(shard)}.");
                        yield return Sample(shard, key, split, files, names);
                        files.Clear();
                    }
                    key = next;
                    if (dot >= 0) files[name[(dot + 1)..]] = content;
                }
            }
        }
    }

    private static ImageContents Sample(string shard, string key, string split, Dictionary<string, byte[]> files, string[] names) {
        JsonElement Json(string name) => JsonDocument.Parse(files.GetValueOrDefault(name) ?? throw new BadInputException($"{shard}: {key} has no {name}.")).RootElement;
        JsonElement masks = Json("mask_visib.json");
        ImageContents image = Image(shard, key, split, Json("camera.json"), Json("gt.json"), Json("gt_info.json"), ImageReader.Open($"{key}.depth.png", files["depth.png"]), i => {
            JsonElement mask = masks.GetProperty(i.ToString(CultureInfo.InvariantCulture));
            double[] size = Numbers(mask.GetProperty("size"));
            return RunLengths.ToMask([.. mask.GetProperty("counts").EnumerateArray().Select(c => c.GetInt32())], (int)size[1], (int)size[0]);
        }, names);
        return files.TryGetValue("rgb.png", out byte[]? png) ? image with { Picture = PictureBytes.Rgb($"{key}.rgb.png", png) } : image;
    }

    private static ImageContents Image(string where, string name, string split, JsonElement camera, JsonElement poses, JsonElement infos, ImageReader depthFile, Func<int, Image<byte>> mask, string[] names) {
        using (depthFile) {
            double[] k = Numbers(camera.GetProperty("cam_K"));
            double scale = camera.GetProperty("depth_scale").GetDouble();
            if (poses.GetArrayLength() != infos.GetArrayLength()) throw new BadInputException($"{where}: image {name} has {poses.GetArrayLength()} poses and {infos.GetArrayLength()} entries in scene_gt_info.");
            return new() {
                Name = name, Split = split, Width = depthFile.Width, Height = depthFile.Height, Intrinsics = [k[0], k[4], k[2] + 0.5, k[5] + 0.5],
                WorldFromCamera = camera.TryGetProperty("cam_R_w2c", out JsonElement r) ? PinholeCamera.Inverse(Pose(r, camera.GetProperty("cam_t_w2c"))) : null,
                DepthZ = new(depthFile.Width, depthFile.Height, Array.ConvertAll(depthFile.ReadUInt16(), v => v == 0 ? float.NaN : (float)(v * scale * Metres))),
                Objects = [.. poses.EnumerateArray().Select((p, i) => {
                    double[] box = Numbers(infos[i].GetProperty("bbox_visib"));
                    int id = p.GetProperty("obj_id").GetInt32();
                    return new ObjectContents {
                        Class = id <= names.Length ? names[id - 1] : id.ToString(CultureInfo.InvariantCulture), VisibleBox = [box[0], box[1], box[0] + box[2] + 1, box[1] + box[3] + 1],
                        Mask = mask(i), CameraFromObject = Pose(p.GetProperty("cam_R_m2c"), p.GetProperty("cam_t_m2c")), VisibleFraction = infos[i].GetProperty("visib_fract").GetDouble(),
                    };
                })],
            };
        }
    }

    private static Image<byte> Mask(ImageReader reader) {
        using (reader) return new(reader.Width, reader.Height, Array.ConvertAll(reader.ReadBytes(), v => v == 0 ? (byte)0 : (byte)1));
    }

    private static double[] Pose(JsonElement rotation, JsonElement translation) => PinholeCamera.Pose(Numbers(rotation), Array.ConvertAll(Numbers(translation), v => v * Metres));

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetDouble())];

    private static JsonElement Member(JsonDocument document, string key, string where) =>
        document.RootElement.TryGetProperty(key, out JsonElement value) ? value : throw new BadInputException($"{where}: image {key} is in scene_camera.json and not in the others.");

    /// <summary>train_pbr alone is a dataset that is not split.</summary>
    private static IEnumerable<(string Split, string Path)> Splits(string folder) {
        string[] found = Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder, "*_pbr").Order(StringComparer.Ordinal)] : [];
        if (found.Length == 0) throw new BadInputException($"{folder} is no BOP dataset: it has no folder train_pbr.");
        foreach (string path in found) {
            string split = Path.GetFileName(path)[..^"_pbr".Length];
            yield return (found.Length == 1 && split == "train" ? "" : split, path);
        }
    }

    /// <summary>Classes by object, which Diorama adds; without them objects are called by their numbers.</summary>
    private static string[] Names(string folder) {
        string path = Path.Combine(folder, "models", "objects.json");
        if (!File.Exists(path)) return [];
        using JsonDocument document = Open(path);
        return [.. document.RootElement.EnumerateArray().Select(o => o.GetProperty("class").GetString() ?? "")];
    }

    private static JsonDocument Open(string path) {
        if (!File.Exists(path)) throw new BadInputException($"{path} does not exist.");
        try {
            return JsonDocument.Parse(File.ReadAllBytes(path));
        } catch (JsonException e) {
            throw new BadInputException($"{path} is damaged: {e.Message.Split('\n')[0]}", e);
        }
    }
}
