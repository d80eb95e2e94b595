using System.Globalization;
using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Core.Json;
using Diorama.Datasets.Formats.WebDataset;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.Bop;

/// <summary>
/// Reads BOP datasets as bop_datasets_format.md describes them, written by Diorama or another tool: folders per scene, or tar files.
/// </summary>
internal static class BopReader {
    private const double Metres = 0.001;
    private static readonly string[] pictures = ["rgb/{0}.png", "rgb/{0}.jpg", "gray/{0}.png", "gray/{0}.tif"];

    public static IEnumerable<ImageContents> ReadScenes(string folder) {
        string[] names = Names(folder);
        foreach ((string split, string path) in Splits(folder)) {
            foreach (string scene in Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal)) {
                JsonPlace cameras = JsonPlace.Read(Path.Combine(scene, "scene_camera.json")), poses =
                    JsonPlace.Read(Path.Combine(scene, "scene_gt.json")), infos = JsonPlace.Read(Path.Combine(scene, "scene_gt_info.json"));
                foreach (var camera in cameras.Members().OrderBy(m => Number(m.Name, m.Value)).ToArray()) {
                    string stem = Number(camera.Name, camera.Value).ToString("000000", CultureInfo.InvariantCulture);
                    string Where(string file) => Path.Combine(scene, file);
                    string? picture = pictures.Select(name => Where(string.Format(CultureInfo.InvariantCulture, name, stem)))
                        .FirstOrDefault(File.Exists);
                    yield return Image(scene, $"{Path.GetFileName(scene)}_{stem}", split, camera.Value, poses.Need(camera.Name),
                        infos.Need(camera.Name),
                        ImageReader.Open(Where($"depth/{stem}.png")),
                            i => Mask(ImageReader.Open(Where($"mask_visib/{stem}_{i:000000}.png"))), names) with { PicturePath = picture };
                }
            }
        }
    }

    public static IEnumerable<ImageContents> ReadShards(string folder) {
        string[] names = Names(folder);
        foreach ((string split, string path) in Splits(folder)) {
            JsonPlace index = JsonPlace.Read(Path.Combine(path, "key_to_shard.json"));
            foreach (string shard in Directory.EnumerateFiles(path, "shard-*.tar").Order(StringComparer.Ordinal)) {
                // The files of an image are consecutive.
                string key = "";
                var files = new Dictionary<string, byte[]>();
                foreach ((string name, byte[] content) in TarShard.Read(shard).Append(("", []))) {
                    int dot = name.IndexOf('.', StringComparison.Ordinal);
                    string next = dot < 0 ? "" : name[..dot];
                    if (next != key && files.Count > 0) {
                        if (index.Find(key) is null) throw new BadInputException($"{path}/key_to_shard.json does not list {key}, which "
                            + $"is in {Path.GetFileName(shard)}.");
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
        byte[] Need(string name) => files.GetValueOrDefault(name) ?? throw new BadInputException($"{shard}: {key} has no {name}.");
        JsonPlace Json(string name) => JsonPlace.Parse(Need(name), $"{shard}: {key}.{name}");
        JsonPlace masks = Json("mask_visib.json");
        ImageContents image = Image(shard, key, split, Json("camera.json"), Json("gt.json"), Json("gt_info.json"),
            ImageReader.Open($"{key}.depth.png", Need("depth.png")), i => {
            JsonPlace mask = masks.Need(i.ToString(CultureInfo.InvariantCulture));
            (double height, double width) = mask.Numbers("size", 2) is var s
                && Array.TrueForAll(s, v => v is >= 1 and <= 1 << 28 && Math.Floor(v) == v) ? (s[0], s[1])
                : throw mask.Bad("a size of height and width was expected");
            int[] counts = [.. mask.Need("counts").Items().Select(c => (int)c.Whole(0, int.MaxValue))];
            return counts.Sum(c => (long)c) == (long)width * (long)height ? RunLengths.ToMask(counts, (int)width, (int)height)
                : throw mask.Bad($"run lengths of {width}×{height} pixels were expected");
        }, names);
        return files.TryGetValue("rgb.png", out byte[]? png) ? image with { Picture = PictureBytes.Rgb($"{key}.rgb.png", png) } : image;
    }

    private static ImageContents Image(string where, string name, string split, JsonPlace camera, JsonPlace poses, JsonPlace infos,
        ImageReader depthFile, Func<int, Image<byte>> mask, string[] names) {
        using (depthFile) {
            double[] k = camera.Numbers("cam_K", 9);
            double scale = camera.Number("depth_scale");
            (IReadOnlyList<JsonPlace> all, IReadOnlyList<JsonPlace> details) = (poses.Items(), infos.Items());
            if (all.Count != details.Count)
                throw new BadInputException($"{where}: image {name} has {all.Count} poses and {details.Count} entries in scene_gt_info.");
            return new() {
                Name = name, Split = split, Width = depthFile.Width, Height = depthFile.Height,
                Intrinsics = [k[0], k[4], k[2] + 0.5, k[5] + 0.5],
                WorldFromCamera = camera.Find("cam_R_w2c") is { } r ? PinholeCamera.Inverse(Pose(r, camera.Need("cam_t_w2c"))) : null,
                DepthZ = new(depthFile.Width, depthFile.Height,
                    Array.ConvertAll(depthFile.ReadUInt16(), v => v == 0 ? float.NaN : (float)(v * scale * Metres))),
                Objects = [.. all.Select((p, i) => {
                    double[] box = details[i].Numbers("bbox_visib", 4);
                    int id = (int)p.Whole("obj_id", 1, int.MaxValue);
                    return new ObjectContents {
                        Class = id <= names.Length ? names[id - 1] : id.ToString(CultureInfo.InvariantCulture),
                        VisibleBox = [box[0], box[1], box[0] + box[2] + 1, box[1] + box[3] + 1],
                        Mask = mask(i), CameraFromObject = Pose(p.Need("cam_R_m2c"), p.Need("cam_t_m2c")),
                        VisibleFraction = details[i].Number("visib_fract"),
                    };
                })],
            };
        }
    }

    private static Image<byte> Mask(ImageReader reader) {
        using (reader) return new(reader.Width, reader.Height, Array.ConvertAll(reader.ReadBytes(), v => v == 0 ? (byte)0 : (byte)1));
    }

    private static double[] Pose(JsonPlace rotation, JsonPlace translation) =>
        PinholeCamera.Pose(rotation.Numbers(9), Array.ConvertAll(translation.Numbers(3), v => v * Metres));

    /// <summary>Number of an image, from its key in a JSON file.</summary>
    private static int Number(string name, JsonPlace place) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
        : throw place.Bad("the number of an image was expected");

    /// <summary>Finds the splits and their folders; <c>train_pbr</c> alone is a dataset that is not split.</summary>
    private static IEnumerable<(string Split, string Path)> Splits(string folder) {
        string[] found = Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder, "*_pbr").Order(StringComparer.Ordinal)] : [];
        if (found.Length == 0) throw new BadInputException($"{folder} is no BOP dataset: it has no folder train_pbr.");
        foreach (string path in found) {
            string split = Path.GetFileName(path)[..^"_pbr".Length];
            yield return (found.Length == 1 && split == "train" ? "" : split, path);
        }
    }

    /// <summary>
    /// Class names by obj_id − 1, from Diorama's addition objects.json; empty without that file, and objects are then named by their
    /// numbers.
    /// </summary>
    private static string[] Names(string folder) {
        string path = Path.Combine(folder, "models", "objects.json");
        if (!File.Exists(path)) return [];
        return [.. JsonPlace.Read(path).Items().Select(o => o.Text("class"))];
    }
}
