using System.Globalization;
using System.Numerics;
using Diorama.Core;
using Diorama.Core.Files;

namespace Diorama.Datasets.Formats.KittiObject;

/// <summary>
/// Reads KITTI's object labels as the readme of its development kit describes them: 15 fields separated by single spaces (16 with a score),
/// boxes given by their first and last pixel, 3D boxes by the centre of their lower face and a rotation about Y.
/// </summary>
public static class KittiObjectReader {
    public static IEnumerable<ImageContents> Read(string folder) {
        string lists = Path.Combine(folder, "ImageSets"), training = Path.Combine(folder, "training");
        if (!Directory.Exists(Path.Combine(training, "label_2")))
            throw new BadInputException($"{folder} holds no KITTI dataset: it has no training/label_2.");
        foreach ((string split, string number) in KittiLists.Read(lists, Path.Combine(training, "label_2"), ".txt")) {
            string path = Path.Combine(training, "label_2", number + ".txt");
            if (!File.Exists(path)) throw new BadInputException($"{path} does not exist.");
            string[] lines = File.ReadAllLines(RegularFile.At(path));
            yield return new() {
                Name = number, Split = split, PicturePath = Path.Combine(training, "image_2", number + ".png"),
                Intrinsics = Intrinsics(Path.Combine(training, "calib", number + ".txt")),
                Objects = [.. lines.Select((line, i) => Line($"{path}, line {i + 1}", line)).Where(o => o.Class != "DontCare")],
            };
        }
    }

    private static ObjectContents Line(string place, string line) {
        string[] fields = line.Split(' ');
        if (fields.Length is not (15 or 16)) throw new BadInputException($"{place}: 15 fields were expected, found {fields.Length}.");
        double[] v = [0, .. fields.Skip(1).Select(f => double.TryParse(f, NumberStyles.Float, CultureInfo.InvariantCulture,
            out double number) ? number
            : throw new BadInputException($"{place}: a number was expected, found '{f}'."))];
        if (fields[0] == "DontCare") return new() { Class = fields[0] };
        if (v[1] is < 0 or > 1) throw new BadInputException($"{place}: truncated must be from 0 to 1, found {fields[1]}.");
        if (v[2] is not (0 or 1 or 2 or 3)) throw new BadInputException($"{place}: occluded must be 0, 1, 2 or 3, found {fields[2]}.");
        if (v[6] < v[4] || v[7] < v[5]) throw new BadInputException($"{place}: right and bottom are smaller than left and top.");
        bool known = v[8] >= 0;
        // Rounded to two decimals, π may become slightly larger.
        if (known && (Math.Abs(v[3]) > 3.15 || Math.Abs(v[14]) > 3.15))
            throw new BadInputException($"{place}: angles must be from -pi to pi.");
        return new() { Class = fields[0], AmodalBox = [v[4], v[5], v[6] + 1, v[7] + 1],
            CameraBox = known ? Corners(v[8], v[9], v[10], new((float)v[11], (float)v[12], (float)v[13]), v[14]) : null };
    }

    /// <summary>
    /// Corners of a 3D box: x_corners, y_corners and z_corners of computeBox3D in the development kit; bits 0, 1, 2 of the index select the
    /// side in x, y, z.
    /// </summary>
    private static Vector3[] Corners(double h, double w, double l, Vector3 bottom, double ry) => [.. Enumerable.Range(0, 8).Select(k => {
        double x = (k & 1) != 0 ? l / 2 : -l / 2, y = (k & 2) != 0 ? 0 : -h, z = (k & 4) != 0 ? w / 2 : -w / 2;
        return bottom + new Vector3((float)(Math.Cos(ry) * x + Math.Sin(ry) * z), (float)y, (float)(-Math.Sin(ry) * x + Math.Cos(ry) * z));
    })];

    private static double[] Intrinsics(string path) {
        if (!File.Exists(path)) throw new BadInputException($"{path} does not exist.");
        string? line = File.ReadLines(RegularFile.At(path)).FirstOrDefault(l => l.StartsWith("P2:", StringComparison.Ordinal));
        string[] fields = line?[3..].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        double[] p = [.. fields.Select(f => double.TryParse(f, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v
            : double.NaN)];
        if (p.Length != 12 || p.Any(double.IsNaN)) throw new BadInputException($"{path}: P2: twelve numbers were expected.");
        return [p[0], p[5], p[2] + 0.5, p[6] + 0.5];
    }
}
