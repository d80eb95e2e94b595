using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Quoting;
using Diorama.Datasets.Formats.Hdf5;

namespace Diorama.Datasets.Formats.Hypersim;

/// <summary>Reads the images that Hypersim's list of splits names.</summary>
internal static class HypersimReader {
    public static IEnumerable<ImageContents> Read(string folder) {
        string list = Path.Combine(folder, HypersimWriter.SplitFile);
        if (!File.Exists(list)) throw new BadInputException($"{list} does not exist; it lists the images.");
        var names = new string?[ushort.MaxValue + 1];
        foreach (string line in File.ReadLines(RegularFile.At(Path.Combine(folder, HypersimWriter.ClassFile))).Skip(1)) {
            if (line.Split(',', 2) is not [var number, var name] || !ushort.TryParse(number, CultureInfo.InvariantCulture, out ushort id)) {
                throw new BadInputException($"{Path.Combine(folder, HypersimWriter.ClassFile)}: a number from 0 to {ushort.MaxValue} and "
                    + $"a name were expected, found '{line}'.");
            }
            names[id] = CsvText.Read(name);
        }
        int row = 1;
        foreach (string line in File.ReadLines(RegularFile.At(list)).Skip(1)) {
            row++;
            string[] words = line.Split(',');
            if (words.Length != 6 || !int.TryParse(words[2], CultureInfo.InvariantCulture, out int index) || index is < 0 or > 99_999_999)
                throw new BadInputException($"{list}, line {row}: six values were expected, the third a number.");
            yield return Image(folder, words[0], words[1], index, words[5], names);
        }
    }

    private static ImageContents Image(string folder, string scene, string camera, int index, string split, string?[] names) {
        string frame = HypersimFormat.Frame(index), detail = Path.Combine(folder, scene, "_detail", camera);
        (T[] Values, int[] Shape)? Array<T>(string key, string kind = "geometry") where T : unmanaged {
            string path = Path.Combine(folder, scene, "images", $"scene_{camera}_{kind}_hdf5", $"{frame}.{key}.hdf5");
            return File.Exists(path) ? One<T>(path) : null;
        }
        var (metres, shape) =
            Array<float>("depth_meters") ?? throw new BadInputException($"{folder}: {scene}/{camera}/{frame} has no depth_meters.");
        if (shape is not [var height, var width]) throw new BadInputException($"{folder}: depth_meters of {scene}/{camera}/{frame} has "
            + $"{shape.Length} dimensions; height and width were expected.");
        float[] turn = One<float>(Path.Combine(detail, "camera_keyframe_orientations.hdf5")).Values,
            at = One<float>(Path.Combine(detail, "camera_keyframe_positions.hdf5")).Values;
        if (turn.Length / 9 <= index || at.Length / 3 <= index) throw new BadInputException($"{detail} has no pose of {frame}.");
        double[] rotation = [.. turn[(9 * index)..(9 * index + 9)].Select(v => (double)v)],
            position = [.. at[(3 * index)..(3 * index + 3)].Select(v => (double)v)];
        string picture = Path.Combine(folder, scene, "images", $"scene_{camera}_final_preview", frame + ".color.png");
        return new() {
            Name = $"{scene}/{camera}/{frame}", Split = split, Width = width, Height = height, PicturePath = picture,
            Distance = new(width, height, metres), ClassNames = names,
            Classes = Array<int>("semantic") is { } c ? new(width, height, System.Array.ConvertAll(c.Values, id => id < 0 ? 0u : (uint)id))
                : null,
            Normals = Array<float>("normal_bump_cam") is { } n
                ? new(width, height, System.Array.ConvertAll(MemoryMarshal.Cast<float, Vector3>(n.Values).ToArray(), PinholeCamera.Flipped))
                : null,
            Radiance = Array<float>("color", "final") is { } l ? new(width, height, MemoryMarshal.Cast<float, Vector3>(l.Values).ToArray())
                : null,
            WorldFromCamera = PinholeCamera.Flipped(PinholeCamera.Pose(rotation, position)),
        };
    }

    private static (T[] Values, int[] Shape) One<T>(string path) where T : unmanaged =>
        Hdf5Reader.Read(path, file => file.Array<T>(HypersimWriter.Key));
}
