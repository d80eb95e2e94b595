using System.Globalization;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Images;

namespace Diorama.Datasets.Formats.KittiDepth;

/// <summary>Reads KITTI's depth from every folder that holds a <c>groundtruth_depth/</c>.</summary>
public static class KittiDepthReader {
    public static IEnumerable<ImageContents> Read(string folder) {
        if (!Directory.Exists(folder)) throw new BadInputException($"{folder} does not exist.");
        string[] roots = [.. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Prepend(folder)
            .Where(f => Directory.Exists(Path.Combine(f, "groundtruth_depth")))];
        if (roots.Length == 0) throw new BadInputException($"{folder} holds no KITTI depth: it has no groundtruth_depth.");
        foreach (string root in roots) {
            foreach (string path in Directory.EnumerateFiles(Path.Combine(root, "groundtruth_depth"), "*.png")
                .Order(StringComparer.Ordinal)) {
                string name = Path.GetFileNameWithoutExtension(path);
                Image<float> depth = FixedPointPng.Read(path);
                yield return new() {
                    Name = name, Split = root == folder ? "" : Path.GetFileName(root),
                    PicturePath = Path.Combine(root, "image", name + ".png"),
                    Width = depth.Width, Height = depth.Height, DepthZ = depth,
                    Intrinsics = Intrinsics(Path.Combine(root, "intrinsics", name + ".txt")),
                };
            }
        }
    }

    private static double[] Intrinsics(string path) {
        if (!File.Exists(path)) throw new BadInputException($"{path} does not exist.");
        double[] k = [.. File.ReadAllText(RegularFile.At(path)).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(f => double.TryParse(f, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v : double.NaN)];
        if (k.Length != 9 || k.Any(double.IsNaN)) throw new BadInputException($"{path}: nine numbers were expected.");
        return [k[0], k[4], k[2] + 0.5, k[5] + 0.5];
    }
}
