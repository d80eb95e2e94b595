using System.Text.Json;
using Diorama.Core;

namespace Diorama.Datasets.Formats.Nerf;

/// <summary>Reads transforms.json as instant-ngp describes it; intrinsics stand with a frame or once for all.</summary>
internal static class NerfReader {
    public static IEnumerable<ImageContents> Read(string folder) {
        if (!Directory.Exists(folder)) throw new BadInputException($"{folder} does not exist.");
        foreach (string path in Directory.EnumerateFiles(folder, "transforms.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)) {
            string scene = Path.GetDirectoryName(path)!, split = Path.GetRelativePath(folder, Path.GetDirectoryName(scene)!);
            using JsonDocument document = Open(path);
            JsonElement root = document.RootElement;
            foreach (JsonElement frame in root.GetProperty("frames").EnumerateArray()) {
                double Number(string name) => (frame.TryGetProperty(name, out JsonElement own) ? own : root.GetProperty(name)).GetDouble();
                string file = frame.GetProperty("file_path").GetString()!;
                double[] m = [.. frame.GetProperty("transform_matrix").EnumerateArray().Take(3).SelectMany(row => row.EnumerateArray().Select(v => v.GetDouble()))];
                if (m.Length != 12) throw new BadInputException($"{path}: the transform_matrix of {file} is not 4×4.");
                yield return new() {
                    Name = $"{Path.GetFileName(scene)}/{Path.GetFileNameWithoutExtension(file)}", Split = split == "." ? "" : split, Width = (int)Number("w"), Height = (int)Number("h"),
                    PicturePath = Path.Combine(scene, file), Intrinsics = [Number("fl_x"), Number("fl_y"), Number("cx"), Number("cy")], WorldFromCamera = PinholeCamera.Flipped(m),
                };
            }
        }
    }

    private static JsonDocument Open(string path) {
        try {
            return JsonDocument.Parse(File.ReadAllBytes(path));
        } catch (JsonException e) {
            throw new BadInputException($"{path} is damaged: {e.Message.Split('\n')[0]}", e);
        }
    }
}
