using System.Globalization;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Core.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Diorama.Datasets.Formats.Yolo;

/// <summary>
/// Reads YOLO as Ultralytics does: data.yaml names folders of pictures, and the labels of images/…/a.png are in labels/…/a.txt; without
/// that file the image has no objects. It refuses what trainers refuse or miscount: classes without a name, coordinates outside [0, 1],
/// lines of another length.
/// </summary>
/// <param name="folder">Folder with data.yaml.</param>
/// <param name="kind">Kind of the label files, which the files themselves do not tell.</param>
public sealed class YoloReader(string folder, YoloKind kind) {
    private static readonly string[] Pictures = [".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp"];

    private readonly string yaml = Path.Combine(folder, "data.yaml");

    public IEnumerable<ImageContents> Read() {
        YamlMappingNode root = Root();
        IReadOnlyDictionary<int, string> names = Names(root);
        int[] shape = kind == YoloKind.Pose ? Shape(root) : [0, 0];
        // Trainers read train, val and test; other keys that name folders of pictures are splits too.
        var folders = new List<(string Split, string Path)>();
        foreach ((YamlNode key, YamlNode value) in root.Children) {
            if (key is not YamlScalarNode { Value: { } split } || split == "path" || value is not YamlScalarNode { Value: { } path }
                || !path.Contains("images", StringComparison.Ordinal)) continue;
            string full = Path.GetFullPath(Path.Combine(folder, path));
            if (!Directory.Exists(full)) throw new BadInputException($"{yaml}: {split}: there is no folder {full}.");
            if (!folders.Exists(f => f.Path == full)) folders.Add((path == "images" ? "" : split, full));
        }
        foreach ((string split, string path) in folders) {
            string[] pictures =
                [.. Directory.EnumerateFiles(path).Where(f => Pictures.Contains(Path.GetExtension(f).ToLowerInvariant()))
                .Order(StringComparer.Ordinal)];
            foreach (string picture in pictures) {
                string name = Path.GetFileNameWithoutExtension(picture), text = LabelsOf(picture);
                int width, height;
                using (var reader = ImageReader.Open(picture)) (width, height) = (reader.Width, reader.Height);
                var objects = new List<ObjectContents>();
                if (File.Exists(text)) {
                    string[] lines = File.ReadAllLines(RegularFile.At(text));
                    for (int i = 0; i < lines.Length; i++)
                        objects.Add(Line($"{text}, line {i + 1}", lines[i], names, shape, width, height));
                }
                yield return new() { Name = name, Split = split, PicturePath = picture, Width = width, Height = height, Objects = objects };
            }
        }
    }

    /// <summary>Path of a picture's label file: the last folder named "images" becomes "labels".</summary>
    private static string LabelsOf(string picture) {
        int at = picture.LastIndexOf("/images/", StringComparison.Ordinal);
        return Path.ChangeExtension($"{picture[..at]}/labels/{picture[(at + "/images/".Length)..]}", ".txt");
    }

    private ObjectContents Line(string place, string line, IReadOnlyDictionary<int, string> names, int[] shape, int width, int height) {
        string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length == 0 || !int.TryParse(fields[0], CultureInfo.InvariantCulture, out int id)
            || !names.TryGetValue(id, out string? name)) {
            throw new BadInputException(
                $"{place}: a class from 0 to {names.Count - 1} was expected, found '{(fields.Length > 0 ? fields[0] : "")}'.");
        }
        var values = new double[fields.Length - 1];
        for (int i = 0; i < values.Length; i++) {
            if (!double.TryParse(fields[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]))
                throw new BadInputException($"{place}: a number was expected, found '{fields[i + 1]}'.");
        }
        (bool fits, string expected) = kind switch {
            YoloKind.Detect => (values.Length == 4, "four numbers"),
            YoloKind.Obb => (values.Length == 8, "eight numbers"),
            YoloKind.Segment => (values.Length >= 6 && values.Length % 2 == 0, "x and y of three corners or more"),
            _ => (values.Length == 4 + shape[0] * shape[1], $"{4 + shape[0] * shape[1]} numbers"),
        };
        if (!fits) throw new BadInputException($"{place}: {expected} were expected behind the class, found {values.Length}.");
        for (int i = 0; i < values.Length; i++) {
            bool state = kind == YoloKind.Pose && shape[1] == 3 && i >= 4 && (i - 4) % 3 == 2;
            if (!(state ? values[i] is 0 or 1 or 2 : values[i] is >= 0 and <= 1))
                throw new BadInputException(
                    $"{place}: {(state ? "0, 1 or 2" : "a share from 0 to 1")} was expected, found {fields[i + 1]}.");
        }
        double[] pixels = [.. values.Select((v, i) => v * (i % 2 == 0 ? width : height))];
        return kind switch {
            YoloKind.Segment => new() { Class = name, Mask = EvenOdd(pixels, width, height) },
            YoloKind.Obb => new() { Class = name, OrientedBox = pixels },
            _ => new() {
                Class = name, VisibleBox = [pixels[0] - pixels[2] / 2, pixels[1] - pixels[3] / 2, pixels[0] + pixels[2] / 2,
                    pixels[1] + pixels[3] / 2],
                Keypoints = kind == YoloKind.Pose ? [.. Enumerable.Range(0, shape[0]).SelectMany(k => {
                    int at = 4 + k * shape[1];
                    return new[] { values[at] * width, values[at + 1] * height, shape[1] == 3 ? values[at + 2] : 2 };
                })] : null,
            },
        };
    }

    /// <summary>
    /// Fills a polygon by the even-odd rule: pixels with an odd number of crossings to their left in the row are inside, tested at pixel
    /// centres.
    /// </summary>
    private static Image<byte> EvenOdd(double[] ring, int width, int height) {
        var mask = new Image<byte>(width, height);
        for (int y = 0; y < height; y++) {
            var crossings = new List<double>();
            for (int i = 0; i < ring.Length; i += 2) {
                double x0 = ring[i], y0 = ring[i + 1], x1 = ring[(i + 2) % ring.Length], y1 = ring[(i + 3) % ring.Length];
                if (y0 > y + 0.5 != y1 > y + 0.5) crossings.Add(x0 + (y + 0.5 - y0) / (y1 - y0) * (x1 - x0));
            }
            crossings.Sort();
            for (int i = 0; i + 1 < crossings.Count; i += 2) {
                for (int x = (int)Math.Ceiling(crossings[i] - 0.5); x < width && x + 0.5 < crossings[i + 1]; x++) mask[x, y] = 1;
            }
        }
        return mask;
    }

    private YamlMappingNode Root() {
        if (!File.Exists(yaml)) throw new BadInputException($"{folder} holds no YOLO dataset: it has no data.yaml.");
        try {
            return YamlInput.Load(YamlInput.ReadText(yaml)).Documents is [{ RootNode: YamlMappingNode root }] ? root
                : throw new BadInputException($"{yaml} was expected to hold names and values.");
        } catch (YamlException e) {
            throw new BadInputException($"{yaml}, line {e.Start.Line}: {e.Message}", e);
        }
    }

    private static YamlNode? Find(YamlMappingNode root, string key) =>
        root.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? node) ? node : null;

    /// <summary>Class names by number: data.yaml has a mapping from 0, or a list.</summary>
    private Dictionary<int, string> Names(YamlMappingNode root) {
        var names = new Dictionary<int, string>();
        YamlNode? node = Find(root, "names");
        if (node is YamlSequenceNode list) {
            foreach (YamlNode n in list) names.Add(names.Count, ((YamlScalarNode)n).Value!);
        } else if (node is YamlMappingNode map) {
            foreach ((YamlNode key, YamlNode value) in map.Children) names.Add(int.Parse(((YamlScalarNode)key).Value!,
                CultureInfo.InvariantCulture), ((YamlScalarNode)value).Value!);
        } else throw new BadInputException($"{yaml}: names: the classes were expected.");
        return names.Keys.Order().SequenceEqual(Enumerable.Range(0, names.Count)) ? names
            : throw new BadInputException($"{yaml}: names: classes must be numbered from 0 without gaps.");
    }

    private int[] Shape(YamlMappingNode root) {
        int[] shape = Find(root, "kpt_shape") is YamlSequenceNode list
            ? [.. list.Select(n => int.TryParse(((YamlScalarNode)n).Value, CultureInfo.InvariantCulture, out int v) ? v : -1)] : [];
        return shape is [>= 0, 2 or 3] ? shape
            : throw new BadInputException($"{yaml}: kpt_shape: [number of keypoints, 2 or 3] was expected.");
    }
}
