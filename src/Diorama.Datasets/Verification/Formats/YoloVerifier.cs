using System.Globalization;
using Diorama.Core.Files;
using Diorama.Core.Names;
using Diorama.Core.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Diorama.Datasets.Verification.Formats;

/// <summary>
/// Checks a YOLO dataset as Ultralytics reads it (docs.ultralytics.com/datasets): detect, segment, pose or obb, written by Diorama or
/// another tool.
/// </summary>
internal sealed class YoloVerifier {
    /// <summary>Tolerance of coordinates outside [0, 1]: trainers clip what is slightly outside.</summary>
    private const double Outside = 1e-3;
    private static readonly string[] Names = ["data.yaml", "dataset.yaml"];
    private static readonly string[] Pictures = [".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp"];

    private readonly string yaml;
    private readonly VerifyOptions options;
    private readonly Rules rules;
    private readonly Findings schema, lines, classes, numbers, files;
    private int names;
    private int[]? keypoints;

    private YoloVerifier(string yaml, VerifyOptions options) {
        (this.yaml, this.options) = (yaml, options);
        rules = new(Path.GetDirectoryName(Path.GetFullPath(yaml))!);
        schema = rules.State("schema", "The YAML file names classes from 0 without a gap, and folders of images that are there.");
        lines = rules.State("lines", "A line has a class and 4 numbers (detect), 8 (obb) or three points or more (segment), or a box and "
            + "the keypoints that kpt_shape asks for.");
        classes = rules.State("classes", "The class of a line is one that the YAML file names.");
        numbers = rules.State("numbers",
            "Coordinates are shares of the image from 0 to 1, boxes have a size, and visibilities are 0, 1 or 2.");
        files = rules.State("files", "Every label file has an image beside it, and images can be decoded.");
    }

    public static VerificationReport Verify(string yaml, VerifyOptions options) => new YoloVerifier(yaml, options).Run();

    /// <summary>Returns the path of data.yaml or dataset.yaml in a folder; null if it has neither.</summary>
    public static string? Find(string folder) => Names.Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists);

    private VerificationReport Run() {
        List<string> folders = [];
        Rules.Attempt(schema, rules.Short(yaml), "", () => folders = Read());
        long images = 0;
        for (int f = 0; f < folders.Count; f++) {
            string folder = folders[f];
            string labels = LabelsOf(folder);
            string[] pictures =
                [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(f => Pictures.Contains(Path.GetExtension(f).ToLowerInvariant())).Order(StringComparer.Ordinal)];
            var stems = pictures.Select(p => Path.ChangeExtension(Path.GetRelativePath(folder, p), null)).ToHashSet(StringComparer.Ordinal);
            for (int i = 0; i < pictures.Length; i++) {
                options.Cancellation.ThrowIfCancellationRequested();
                if (options.Takes(images++)) rules.Size(files, pictures[i], options.Quick);
                options.Progress?.Invoke((f + (i + 1.0) / pictures.Length) / folders.Count);
            }
            if (!Directory.Exists(labels)) continue;
            foreach (string label in Directory.EnumerateFiles(labels, "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal)) {
                files.Expect(stems.Contains(Path.ChangeExtension(Path.GetRelativePath(labels, label), null)), rules.Short(label), "",
                    $"an image in {rules.Short(folder)}", "none");
                Rules.Attempt(lines, rules.Short(label), "", () => {
                    string[] text = File.ReadAllLines(RegularFile.At(label));
                    for (int i = 0; i < text.Length; i++) {
                        if (text[i].Trim().Length > 0) Line(rules.Short(label), $"line {i + 1}", text[i]);
                    }
                });
            }
        }
        return rules.Report("yolo", images);
    }

    /// <summary>Reads and checks the YAML file; returns its folders of images.</summary>
    private List<string> Read() {
        var folders = new List<string>();
        string name = rules.Short(yaml);
        YamlMappingNode root;
        try {
            YamlStream stream = YamlInput.Load(YamlInput.ReadText(yaml));
            root = stream.Documents.Count > 0 && stream.Documents[0].RootNode is YamlMappingNode map ? map
                : throw new YamlException("a mapping was expected");
        } catch (YamlException e) {
            schema.Expect(false, name, $"line {e.Start.Line}", "YAML", e.Message);
            return folders;
        }
        int[] listed = root.Children.TryGetValue("names", out YamlNode? node) ? node switch {
            YamlSequenceNode list => [.. Enumerable.Range(0, list.Children.Count)],
            YamlMappingNode map =>
                [.. map.Children.Keys.Select(k => int.TryParse(k.ToString(), CultureInfo.InvariantCulture, out int id) ? id : -1).Order()],
            _ => [],
        } : [];
        names = listed.Length;
        schema.Expect(names > 0 && listed.SequenceEqual(Enumerable.Range(0, names)), name, "names", "classes 0, 1, 2 … with their names",
            names == 0 ? "none" : $"{string.Join(", ", listed.Take(8))}");
        if (root.Children.TryGetValue("nc", out YamlNode? count))
            schema.Expect(count.ToString() == names.ToString(CultureInfo.InvariantCulture), name, "nc", $"{names}", count.ToString());
        if (root.Children.TryGetValue("kpt_shape", out YamlNode? shape)) {
            keypoints = shape is YamlSequenceNode s
                ? [.. s.Children.Select(v => int.TryParse(v.ToString(), CultureInfo.InvariantCulture, out int n) ? n : 0)] : [];
            schema.Expect(keypoints is [> 0, 2 or 3], name, "kpt_shape", "[number of keypoints, 2 or 3]", shape.ToString());
            if (keypoints is not [> 0, 2 or 3]) keypoints = null;
        }
        string from = root.Children.TryGetValue("path", out YamlNode? path) ? Path.Combine(rules.Root, path.ToString()) : rules.Root;
        // Many datasets contain the absolute path of another machine.
        if (!Directory.Exists(from)) from = rules.Root;
        foreach (string split in (string[])["train", "val", "test"]) {
            if (!root.Children.TryGetValue(split, out YamlNode? value)) continue;
            foreach (string part in value is YamlSequenceNode list ? list.Children.Select(c => c.ToString()) : [value.ToString()]) {
                if (part.Length == 0 || part.EndsWith(".txt", StringComparison.Ordinal)) continue;
                string folder = Path.GetFullPath(Path.Combine(from, part));
                // A path in the file must not lead to a search of other places on this machine.
                bool near = folder == rules.Root || PathBelow.IsIn(Surroundings(rules.Root), folder);
                schema.Expect(near, name, split, "a folder below that of the file, or beside it", part);
                if (!near) continue;
                schema.Expect(Directory.Exists(folder), name, split, $"a folder {part}", "none");
                if (Directory.Exists(folder) && !folders.Contains(folder)) folders.Add(folder);
            }
        }
        schema.Expect(folders.Count > 0, name, "train", "a folder of images", "none");
        return folders;
    }

    /// <summary>Returns the parent of a folder, or the folder itself if the parent is the root of the file system.</summary>
    private static string Surroundings(string folder) => Path.GetDirectoryName(folder) is { } around && Path.GetPathRoot(around) != around
        ? around : folder;

    /// <summary>Returns the folder of labels for a folder of images: the last folder named "images" becomes "labels".</summary>
    private static string LabelsOf(string folder) {
        int at = $"{folder}/".LastIndexOf("/images/", StringComparison.Ordinal);
        return at < 0 ? folder : $"{folder[..at]}/labels{folder[(at + "/images".Length)..]}";
    }

    private void Line(string file, string place, string line) {
        string[] fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        int wanted = keypoints is [var k, var d] ? 5 + k * d : 0;
        bool length = wanted > 0 ? fields.Length == wanted : fields.Length == 5 || fields.Length >= 7 && fields.Length % 2 == 1;
        lines.Expect(length, file, place, wanted > 0 ? $"{wanted} fields" : "5, 9 or an odd number of fields from 7", $"{fields.Length}");
        bool known = int.TryParse(fields[0], NumberStyles.Integer, CultureInfo.InvariantCulture, out int id) && id >= 0 && id < names;
        classes.Expect(known, file, place, $"a class from 0 to {names - 1}", fields[0]);
        if (!length) return;
        double[] v = [.. fields.Skip(1).Select(f => double.TryParse(f, NumberStyles.Float, CultureInfo.InvariantCulture, out double n) ? n
            : double.NaN)];
        bool box = wanted > 0 || v.Length == 4;
        int bad = -1;
        for (int i = 0; i < v.Length && bad < 0; i++) {
            bool state = wanted > 0 && keypoints![1] == 3 && i >= 4 && (i - 4) % 3 == 2;
            if (state ? v[i] is not (0 or 1 or 2) : !(v[i] >= -Outside && v[i] <= 1 + Outside)) bad = i;
        }
        if (bad < 0 && box && (v[2] <= 0 || v[3] <= 0)) bad = v[2] <= 0 ? 2 : 3;
        if (bad < 0 && box && (v[0] - v[2] / 2 < -Outside || v[0] + v[2] / 2 > 1 + Outside)) bad = 0;
        if (bad < 0 && box && (v[1] - v[3] / 2 < -Outside || v[1] + v[3] / 2 > 1 + Outside)) bad = 1;
        numbers.Expect(bad < 0, file, bad < 0 ? place : $"{place}, field {bad + 2}",
            "a share of the image, a size above 0 within it, or a visibility", bad < 0 ? "" : fields[bad + 1]);
    }
}
