using Diorama.Core;
using Diorama.Core.Json;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.Nerf;

/// <summary>Reads transforms.json as instant-ngp describes it; intrinsics are given per frame or once for all frames.</summary>
internal static class NerfReader {
    public static IEnumerable<ImageContents> Read(string folder) {
        if (!Directory.Exists(folder)) throw new BadInputException($"{folder} does not exist.");
        foreach (string path in Directory.EnumerateFiles(folder, "transforms.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)) {
            string scene = Path.GetDirectoryName(path)!, split = Path.GetRelativePath(folder, Path.GetDirectoryName(scene)!);
            JsonPlace root = JsonPlace.Read(path);
            foreach (JsonPlace frame in root.Need("frames").Items()) {
                JsonPlace Value(string name) => frame.Find(name) ?? root.Need(name);
                double Number(string name) => Value(name).Number();
                int Side(string name) => (int)Value(name).Whole(1, RecordShape.MaxPixels);
                string file = frame.Text("file_path");
                double[] m = [.. frame.Need("transform_matrix").Items().Take(3).SelectMany(row => row.Numbers(4))];
                if (m.Length != 12) throw frame.Bad($"the transform_matrix of {file} is not 4×4");
                yield return new() {
                    Name = $"{Path.GetFileName(scene)}/{Path.GetFileNameWithoutExtension(file)}", Split = split == "." ? "" : split,
                    Width = Side("w"), Height = Side("h"),
                    PicturePath = Path.Combine(scene, file), Intrinsics = [Number("fl_x"), Number("fl_y"), Number("cx"), Number("cy")],
                    WorldFromCamera = PinholeCamera.Flipped(m),
                };
            }
        }
    }
}
