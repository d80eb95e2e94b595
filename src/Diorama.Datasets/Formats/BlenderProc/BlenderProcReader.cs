using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Json;
using Diorama.Datasets.Formats.Hdf5;

namespace Diorama.Datasets.Formats.BlenderProc;

/// <summary>Reads BlenderProc's containers, written by Diorama or by BlenderProc itself; data that a file lacks is left out.</summary>
internal static class BlenderProcReader {
    public static IEnumerable<ImageContents> Read(string folder) {
        if (!Directory.Exists(folder)) throw new BadInputException($"{folder} does not exist.");
        foreach (string path in Directory.EnumerateFiles(folder, "*.hdf5", SearchOption.AllDirectories)
            .OrderBy(p => Path.GetDirectoryName(p), StringComparer.Ordinal)
            .ThenBy(p => int.TryParse(Path.GetFileNameWithoutExtension(p), CultureInfo.InvariantCulture, out int n) ? n : int.MaxValue)) {
            string split = Path.GetRelativePath(folder, Path.GetDirectoryName(path)!);
            yield return Hdf5Reader.Read(path, file => Image(file, Path.GetFileNameWithoutExtension(path), split == "." ? "" : split));
        }
    }

    private static ImageContents Image(Hdf5Reader file, string name, string split) {
        var there = file.Names.ToHashSet(StringComparer.Ordinal);
        int width = 0, height = 0;
        JsonPlace Json(string key) => JsonPlace.Parse(Encoding.UTF8.GetBytes(file.Text(key)), $"{file.Path}: {key}");
        T[]? Array<T>(string key, int channels = 1) where T : unmanaged {
            if (!there.Contains(key)) return null;
            var (values, shape) = file.Array<T>(key);
            int[] wanted = width > 0 ? [height, width] : shape is [> 0, > 0, ..] ? shape[..2] : [];
            if (!shape.SequenceEqual(channels > 1 ? [.. wanted, channels] : wanted))
                throw new BadInputException($"{file.Path}: '{key}' has the shape [{string.Join(", ", shape)}]; height, "
                    + $"width{(channels > 1 ? $" and {channels}" : "")}, the same for all, were expected.");
            (height, width) = (shape[0], shape[1]);
            return values;
        }
        Image<float>? Metres(string key) => Array<float>(key) is { } z
            ? new(width, height, System.Array.ConvertAll(z, v => v >= 1e9f ? float.NaN : v)) : null;
        byte[]? colors = Array<byte>("colors", 3);
        ushort[]? classes = Array<ushort>("class_segmaps");
        float[]? normals = Array<float>("normals", 3);
        var names = new string?[ushort.MaxValue + 1];
        if (there.Contains("instance_attribute_maps")) {
            foreach (JsonPlace o in Json("instance_attribute_maps").Items())
                names[o.Whole("category_id", 0, ushort.MaxValue)] = o.Find("class")?.Text();
        }
        double[]? intrinsics = null, pose = null;
        if (there.Contains("campose")) {
            JsonPlace cameras = Json("campose");
            if (cameras.Items() is not [var camera, ..]) throw cameras.Bad("a camera was expected, found none");
            double[] Numbers(string key, int rows, int columns) =>
                camera.Need(key).Items() is var all && all.Count == rows ? [.. all.SelectMany(row => row.Numbers(columns))]
                : throw camera.Bad($"{key}: {rows} rows were expected, found {all.Count}");
            pose = PinholeCamera.Flipped(Numbers("cam2world_matrix", 4, 4)[..12]);
            if (camera.Find("cam_K") is not null && Numbers("cam_K", 3, 3) is var k) intrinsics = [k[0], k[4], k[2] + 0.5, k[5] + 0.5];
        }
        var image = new ImageContents { Name = name, Split = split, Intrinsics = intrinsics, WorldFromCamera = pose,
            DepthZ = Metres("depth"), Distance = Metres("distance") };
        return image with {
            Width = width, Height = height,
            Picture = colors is null ? null : new(width, height, MemoryMarshal.Cast<byte, Rgb8>(colors).ToArray()),
            Classes = classes is null ? null : new(width, height, System.Array.ConvertAll(classes, v => (uint)v)), ClassNames = names,
            Normals = normals is null ? null : new(width, height,
                System.Array.ConvertAll(MemoryMarshal.Cast<float, Vector3>(normals).ToArray(),
                n => n == Vector3.Zero ? n : PinholeCamera.Flipped(2 * n - Vector3.One))),
        };
    }
}
