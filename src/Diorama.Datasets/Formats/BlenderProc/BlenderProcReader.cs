using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Datasets.Formats.Hdf5;

namespace Diorama.Datasets.Formats.BlenderProc;

/// <summary>Reads BlenderProc's containers, ours or its own: what is not there is left out.</summary>
internal static class BlenderProcReader {
    public static IEnumerable<ImageContents> Read(string folder) {
        if (!Directory.Exists(folder)) throw new BadInputException($"{folder} does not exist.");
        foreach (string path in Directory.EnumerateFiles(folder, "*.hdf5", SearchOption.AllDirectories)
            .OrderBy(p => Path.GetDirectoryName(p), StringComparer.Ordinal).ThenBy(p => int.TryParse(Path.GetFileNameWithoutExtension(p), CultureInfo.InvariantCulture, out int n) ? n : int.MaxValue)) {
            string split = Path.GetRelativePath(folder, Path.GetDirectoryName(path)!);
            yield return Hdf5File.Read(path, file => Image(file, Path.GetFileNameWithoutExtension(path), split == "." ? "" : split));
        }
    }

    private static ImageContents Image(Hdf5File file, string name, string split) {
        var there = file.Names.ToHashSet(StringComparer.Ordinal);
        int width = 0, height = 0;
        T[]? Array<T>(string key) where T : unmanaged {
            if (!there.Contains(key)) return null;
            var (values, shape) = file.Array<T>(key);
            (height, width) = (shape[0], shape[1]);
            return values;
        }
        Image<float>? Metres(string key) => Array<float>(key) is { } z ? new(width, height, System.Array.ConvertAll(z, v => v >= 1e9f ? float.NaN : v)) : null;
        byte[]? colors = Array<byte>("colors");
        ushort[]? classes = Array<ushort>("class_segmaps");
        float[]? normals = Array<float>("normals");
        var names = new string?[ushort.MaxValue + 1];
        if (there.Contains("instance_attribute_maps")) {
            using JsonDocument maps = JsonDocument.Parse(file.Text("instance_attribute_maps"));
            foreach (JsonElement o in maps.RootElement.EnumerateArray()) names[o.GetProperty("category_id").GetInt32()] = o.TryGetProperty("class", out JsonElement c) ? c.GetString() : null;
        }
        double[]? intrinsics = null, pose = null;
        if (there.Contains("campose")) {
            using JsonDocument cameras = JsonDocument.Parse(file.Text("campose"));
            JsonElement camera = cameras.RootElement[0];
            double[] Numbers(string key) => [.. camera.GetProperty(key).EnumerateArray().SelectMany(row => row.EnumerateArray().Select(v => v.GetDouble()))];
            pose = PinholeCamera.Flipped(Numbers("cam2world_matrix")[..12]);
            if (camera.TryGetProperty("cam_K", out _) && Numbers("cam_K") is var k) intrinsics = [k[0], k[4], k[2] + 0.5, k[5] + 0.5];
        }
        var image = new ImageContents { Name = name, Split = split, Intrinsics = intrinsics, WorldFromCamera = pose, DepthZ = Metres("depth"), Distance = Metres("distance") };
        return image with {
            Width = width, Height = height, Picture = colors is null ? null : new(width, height, MemoryMarshal.Cast<byte, Rgb8>(colors).ToArray()),
            Classes = classes is null ? null : new(width, height, System.Array.ConvertAll(classes, v => (uint)v)), ClassNames = names,
            Normals = normals is null ? null : new(width, height, System.Array.ConvertAll(MemoryMarshal.Cast<float, Vector3>(normals).ToArray(),
                n => n == Vector3.Zero ? n : PinholeCamera.Flipped(2 * n - Vector3.One))),
        };
    }
}
