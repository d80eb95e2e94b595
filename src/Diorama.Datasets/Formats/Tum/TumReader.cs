using System.Globalization;
using System.Numerics;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Images;

namespace Diorama.Datasets.Formats.Tum;

/// <summary>Reads TUM RGB-D sequences: the entries of depth.txt and groundtruth.txt, matched by timestamp.</summary>
internal static class TumReader {
    public static IEnumerable<ImageContents> Read(string folder) {
        if (!Directory.Exists(folder)) throw new BadInputException($"{folder} does not exist.");
        foreach (string list in Directory.EnumerateFiles(folder, "groundtruth.txt", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)) {
            string sequence = Path.GetDirectoryName(list)!, split = Path.GetRelativePath(folder, Path.GetDirectoryName(sequence)!);
            Dictionary<string, string[]> pictures = Lines(Path.Combine(sequence, "rgb.txt"), 2),
                depths = Lines(Path.Combine(sequence, "depth.txt"), 2);
            foreach (var (time, words) in Lines(list, 8)) {
                if (!depths.TryGetValue(time, out string[]? depth))
                    throw new BadInputException($"{sequence}/depth.txt has nothing for the time {time}, which groundtruth.txt lists.");
                double[] n = [.. words.Skip(1).Select(w => double.Parse(w, CultureInfo.InvariantCulture))];
                Matrix4x4 r = Matrix4x4.CreateFromQuaternion(new((float)n[3], (float)n[4], (float)n[5], (float)n[6]));
                using var reader = ImageReader.Open(Path.Combine(sequence, depth[1]));
                yield return new() {
                    Name = $"{Path.GetFileName(sequence)}/{time}", Split = split == "." ? "" : split, Width = reader.Width,
                    Height = reader.Height,
                    PicturePath = pictures.TryGetValue(time, out string[]? picture) ? Path.Combine(sequence, picture[1]) : null,
                    DepthZ = new(reader.Width, reader.Height,
                        Array.ConvertAll(reader.ReadUInt16(), v => v == 0 ? float.NaN : (float)(v / TumFormat.StepsPerMetre))),
                    WorldFromCamera = [r.M11, r.M21, r.M31, n[0], r.M12, r.M22, r.M32, n[1], r.M13, r.M23, r.M33, n[2]],
                };
            }
        }
    }

    private static Dictionary<string, string[]> Lines(string path, int words) {
        if (!File.Exists(path)) throw new BadInputException($"{path} does not exist.");
        var lines = new Dictionary<string, string[]>();
        int number = 0;
        foreach (string line in File.ReadLines(RegularFile.At(path))) {
            number++;
            if (line.Length == 0 || line[0] == '#') continue;
            string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length != words || !lines.TryAdd(parts[0], parts))
                throw new BadInputException($"{path}, line {number}: {words} words were expected, and no time twice.");
        }
        return lines;
    }
}
