using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
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
    /// <summary>How much larger than the image the box around an oriented box may be.</summary>
    private const double Larger = 0.02;
    private static readonly string[] Names = ["data.yaml", "dataset.yaml"];
    /// <summary>Lists of classes that tools for labelling put beside the labels, unless a picture has that name.</summary>
    private static readonly string[] ClassLists = ["classes.txt", "labels.txt", "names.txt", "predefined_classes.txt"];
    private static readonly string[] Pictures = [".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp"];

    private readonly string yaml;
    private readonly VerifyOptions options;
    private readonly Rules rules;
    private readonly Findings schema, lines, doubles, classes, numbers, files;
    /// <summary>Hashes of the pictures of each split.</summary>
    private readonly SortedDictionary<string, Dictionary<UInt128, string>> splits = new(StringComparer.Ordinal);
    private int names;
    private int[]? keypoints;

    private YoloVerifier(string yaml, VerifyOptions options) {
        (this.yaml, this.options) = (yaml, options);
        rules = new(Path.GetDirectoryName(Path.GetFullPath(yaml))!, options.Kept);
        schema = rules.State("schema", "The YAML file names classes from 0 without a gap, and folders of images that are there.");
        lines = rules.State("lines", "A line has a class and 4 numbers (detect), 8 (obb) or three points or more (segment), or a box and "
            + "the keypoints that kpt_shape asks for.");
        doubles = rules.State("doubles",
            "No line stands in a file twice, no picture in a split twice, and none in two splits unless all of one split are in the "
            + "other.");
        classes = rules.State("classes", "The class of a line is one that the YAML file names.");
        numbers = rules.State("numbers",
            "Coordinates are shares of the image from 0 to 1, boxes have a size, and visibilities are 0, 1 or 2; corners of oriented "
                + "boxes may "
            + "lie outside.", "1e-3 of the image", "of the image");
        files = rules.State("files", "Every label file has an image beside it, and images can be decoded.");
    }

    public static VerificationReport Verify(string yaml, VerifyOptions options) => new YoloVerifier(yaml, options).Run();

    /// <summary>
    /// Returns the path of data.yaml or dataset.yaml in a folder, or of its only other YAML file that names folders of images; null if it
    /// has none.
    /// </summary>
    public static string? Find(string folder) => Names.Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists)
        ?? (Directory.GetFiles(folder).Where(IsOne).ToArray() is [var only] ? only : null);

    /// <summary>Whether a file is data.yaml or dataset.yaml, or another YAML file that names folders of images, and classes.</summary>
    public static bool Is(string path) => Names.Contains(Path.GetFileName(path)) || IsOne(path);

    private static bool IsOne(string path) {
        if (Path.GetExtension(path) is not (".yaml" or ".yml")) return false;
        try {
            return YamlInput.Load(YamlInput.ReadText(path)).Documents is [{ RootNode: YamlMappingNode root }]
                && root.Children.ContainsKey("train") && (root.Children.ContainsKey("names") || root.Children.ContainsKey("nc"));
        } catch (Exception e) when (e is YamlException or Core.BadInputException) {
            return false;
        }
    }

    private VerificationReport Run() {
        List<Split> parts = [];
        Rules.Attempt(schema, rules.Short(yaml), "", () => parts = Read());
        long images = 0;
        HashSet<string> seen = new(StringComparer.Ordinal), looked = new(StringComparer.Ordinal);
        HashSet<(string, string)> listed = [];
        for (int f = 0; f < parts.Count; f++) {
            Split part = parts[f];
            for (int i = 0; i < part.Pictures.Length; i++) {
                options.Cancellation.ThrowIfCancellationRequested();
                string picture = part.Pictures[i];
                doubles.Expect(listed.Add((part.Name, picture)), rules.Short(part.Source), rules.Short(picture),
                    $"a picture of {part.Name} once", "once more");
                // Some datasets name one folder for two splits.
                if (looked.Add(picture) && options.Takes(images++)) rules.Size(files, picture, options.Quick);
                if (!options.Quick && File.Exists(picture)) Remember(part.Name, picture);
                options.Progress?.Invoke((f + (i + 1.0) / part.Pictures.Length) / parts.Count);
                string label = Path.ChangeExtension(LabelsOf(picture), ".txt");
                if (File.Exists(label) && seen.Add(label)) Labels(label);
            }
            string folder = part.Source;
            if (!Directory.Exists(folder) || !Directory.Exists(LabelsOf(folder))) continue;
            // Labels without a picture.
            var stems = part.Pictures.Select(p => Path.ChangeExtension(LabelsOf(p), ".txt")).ToHashSet(StringComparer.Ordinal);
            foreach (string label in Directory.EnumerateFiles(LabelsOf(folder), "*.txt", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)) {
                if (ClassLists.Contains(Path.GetFileName(label).ToLowerInvariant()) && !stems.Contains(label)) continue;
                files.Expect(stems.Contains(label), rules.Short(label), "", $"an image in {rules.Short(folder)}", "none");
                if (seen.Add(label)) Labels(label);
            }
        }
        CompareSplits();
        return rules.Report("yolo", images);
    }

    /// <summary>Checks a file of labels.</summary>
    private void Labels(string label) => Rules.Attempt(lines, rules.Short(label), "", () => {
        string[] text = File.ReadAllLines(RegularFile.At(label));
        var known = new HashSet<string>(StringComparer.Ordinal);
        int boxes = -1;
        for (int i = 0; i < text.Length; i++) {
            string[] fields = text[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length == 0) continue;
            doubles.Expect(known.Add(string.Join(' ', fields)), rules.Short(label), $"line {i + 1}", "a line of its own",
                "one that stands there before");
            // Trainers drop the polygons of a file that has boxes too.
            int box = fields.Length == 5 ? 1 : 0;
            if (keypoints is null && boxes >= 0 && boxes != box)
                lines.Add(rules.Short(label), $"line {i + 1}", boxes == 1 ? "a box, as above" : "a polygon, as above", "the other");
            boxes = box;
            Line(rules.Short(label), $"line {i + 1}", fields);
        }
    });

    private void Remember(string split, string picture) {
        var hash = new XxHash128();
        using (FileStream stream = RegularFile.Open(picture)) hash.Append(stream);
        if (!splits.TryGetValue(split, out Dictionary<UInt128, string>? known)) splits[split] = known = [];
        known.TryAdd(BinaryPrimitives.ReadUInt128BigEndian(hash.GetHashAndReset()), picture);
    }

    private void CompareSplits() {
        string[] names = [.. splits.Keys];
        for (int i = 0; i < names.Length; i++) {
            for (int k = i + 1; k < names.Length; k++) {
                (Dictionary<UInt128, string> a, Dictionary<UInt128, string> b) = (splits[names[i]], splits[names[k]]);
                UInt128[] both = [.. a.Keys.Where(b.ContainsKey)];
                doubles.CountChecked(a.Count);
                // Some datasets validate on what they train on, and mean it.
                if (both.Length == Math.Min(a.Count, b.Count)) continue;
                foreach (UInt128 hash in both)
                    doubles.Add($"{rules.Short(a[hash])} and {rules.Short(b[hash])}", "",
                        $"different pictures in {names[i]} and {names[k]}",
                        "the same one");
            }
        }
    }

    /// <summary>Pictures of a split.</summary>
    /// <param name="Name">train, val or test.</param>
    /// <param name="Source">Folder of the pictures, or the file that lists them.</param>
    /// <param name="Pictures">Paths of the pictures.</param>
    private sealed record Split(string Name, string Source, string[] Pictures);

    /// <summary>Reads and checks the YAML file; returns its splits.</summary>
    private List<Split> Read() {
        var folders = new List<Split>();
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
        // With nc alone, classes are called by their numbers.
        if (!root.Children.ContainsKey("names") && root.Children.TryGetValue("nc", out YamlNode? number)
            && int.TryParse(number.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int many)) names = many;
        else schema.Expect(names > 0 && listed.SequenceEqual(Enumerable.Range(0, names)), name, "names",
            "classes 0, 1, 2 … with their names", names == 0 ? "none" : $"{string.Join(", ", listed.Take(8))}");
        if (root.Children.TryGetValue("nc", out YamlNode? count))
            schema.Expect(count.ToString() == names.ToString(CultureInfo.InvariantCulture), name, "nc", $"{names}", count.ToString());
        if (root.Children.TryGetValue("kpt_shape", out YamlNode? shape)) {
            keypoints = shape is YamlSequenceNode s
                ? [.. s.Children.Select(v => int.TryParse(v.ToString(), CultureInfo.InvariantCulture, out int n) ? n : 0)] : [];
            schema.Expect(keypoints is [> 0, 2 or 3], name, "kpt_shape", "[number of keypoints, 2 or 3]", shape.ToString());
            if (keypoints is not [> 0, 2 or 3]) keypoints = null;
        }
        if (root.Children.TryGetValue("flip_idx", out YamlNode? flip) && keypoints is [var points, _]) {
            int[] mirrored = flip is YamlSequenceNode order
                ? [.. order.Children.Select(v => int.TryParse(v.ToString(), CultureInfo.InvariantCulture, out int n) ? n : -1)] : [];
            schema.Expect(mirrored.Order().SequenceEqual(Enumerable.Range(0, points)), name, "flip_idx",
                $"the {points} keypoints from 0, each once", flip.ToString());
        }
        string from = root.Children.TryGetValue("path", out YamlNode? path) ? Base(path.ToString()) : rules.Root;
        foreach (string split in (string[])["train", "val", "test"]) {
            if (!root.Children.TryGetValue(split, out YamlNode? value) || value is YamlScalarNode { Value: "" or "~" or "null" }) continue;
            foreach (string part in value is YamlSequenceNode list ? list.Children.Select(c => c.ToString()) : [value.ToString()]) {
                if (part.Length == 0) continue;
                string found = Path.GetFullPath(Path.Combine(from, part));
                // As Ultralytics does for files of Roboflow, which state one level too many.
                if (!Path.Exists(found) && part.StartsWith("../", StringComparison.Ordinal))
                    found = Path.GetFullPath(Path.Combine(from, part[3..]));
                // A path in the file must not lead to a search of other places on this machine.
                bool near = found == rules.Root || PathBelow.IsIn(Surroundings(rules.Root), found);
                schema.Expect(near, name, split, "a folder below that of the file, or beside it", part);
                if (!near) continue;
                // Trainers ask for train and val alone; templates name a test that many datasets lack.
                if (split == "test" && !Path.Exists(found)) rules.Note($"{name} names a test split, {part}, which is not there.");
                else schema.Expect(Path.Exists(found), name, split, $"a folder or list {part}", "none");
                if (Directory.Exists(found) && folders.TrueForAll(s => s.Source != found || s.Name != split))
                    folders.Add(new(split, found, [.. Directory.EnumerateFiles(found, "*", SearchOption.AllDirectories).Where(IsPicture)
                        .Order(StringComparer.Ordinal)]));
                else if (File.Exists(found)) folders.Add(new(split, found, Listed(found, from)));
            }
        }
        schema.Expect(folders.Count > 0, name, "train", "a folder of images", "none");
        return folders;
    }

    /// <summary>
    /// Returns the folder that the YAML file's paths start from. Many datasets state the absolute path of another machine, or one below the
    /// folder of all datasets: then it is a folder of that name beside the file, or the file's own folder.
    /// </summary>
    private string Base(string path) {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        return Array.Find([Path.Combine(rules.Root, path), Path.Combine(rules.Root, name)], Directory.Exists) ?? rules.Root;
    }

    private static bool IsPicture(string path) => Pictures.Contains(Path.GetExtension(path).ToLowerInvariant());

    /// <summary>
    /// Returns the pictures that a list names, one in each line: relative to the list's folder, or to that of the dataset.
    /// </summary>
    private string[] Listed(string list, string from) {
        var pictures = new List<string>();
        string around = Path.GetDirectoryName(list)!;
        foreach (string line in File.ReadLines(RegularFile.At(list)).Select(l => l.Trim()).Where(l => l.Length > 0)) {
            string beside = Path.GetFullPath(Path.Combine(around, line)), below = Path.GetFullPath(Path.Combine(from, line));
            string path = File.Exists(beside) ? beside : below;
            bool near = PathBelow.IsIn(Surroundings(rules.Root), path);
            files.Expect(near && IsPicture(path), rules.Short(list), line, "a picture below the folder of the file, or beside it",
                "another path");
            if (near && IsPicture(path)) pictures.Add(path);
        }
        return [.. pictures];
    }

    /// <summary>Returns the parent of a folder, or the folder itself if the parent is the root of the file system.</summary>
    private static string Surroundings(string folder) => Path.GetDirectoryName(folder) is { } around && Path.GetPathRoot(around) != around
        ? around : folder;

    /// <summary>Returns the path of labels for a path of images: the last folder named "images" becomes "labels".</summary>
    private static string LabelsOf(string folder) {
        int at = $"{folder}/".LastIndexOf("/images/", StringComparison.Ordinal);
        return at < 0 ? folder : $"{folder[..at]}/labels{folder[Math.Min(folder.Length, at + "/images".Length)..]}";
    }

    private void Line(string file, string place, string[] fields) {
        int wanted = keypoints is [var k, var d] ? 5 + k * d : 0;
        bool length = wanted > 0 ? fields.Length == wanted : fields.Length == 5 || fields.Length >= 7 && fields.Length % 2 == 1;
        lines.Expect(length, file, place, wanted > 0 ? $"{wanted} fields" : "5, 9 or an odd number of fields from 7", $"{fields.Length}");
        // Trainers read all fields as numbers with a point: class 0.0 is class 0.
        bool known = double.TryParse(fields[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double id) && id == Math.Floor(id)
            && id >= 0 && id < names;
        classes.Expect(known, file, place, $"a class from 0 to {names - 1}", fields[0]);
        if (!length) return;
        double[] v = [.. fields.Skip(1).Select(f => double.TryParse(f, NumberStyles.Float, CultureInfo.InvariantCulture, out double n) ? n
            : double.NaN)];
        bool box = wanted > 0 || v.Length == 4;
        if (wanted == 0 && v.Length == 8) {
            Corners(file, place, v);
            return;
        }
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
        if (bad >= 0 || keypoints is not [_, 3]) return;
        ReadOnlySpan<double> points = v.AsSpan(4);
        bool isLabelled = false;
        for (int i = 2; i < points.Length; i += 3) isLabelled |= points[i] > 0;
        if (isLabelled) {
            numbers.Expect(NearBox.HasOne(points, v[0] - v[2] / 2, v[1] - v[3] / 2, v[2], v[3]), file, place,
                "a keypoint in the box, or near it", "all far from it, as if they were another object's");
        }
    }

    /// <summary>
    /// Checks the corners of an oriented box, which may lie outside of the image as long as the box around them does not: trainers check
    /// that box. How far they do is reported as the worst deviation.
    /// </summary>
    private void Corners(string file, string place, double[] v) {
        double[] x = [v[0], v[2], v[4], v[6]], y = [v[1], v[3], v[5], v[7]];
        double width = x.Max() - x.Min(), height = y.Max() - y.Min(), middleX = (x.Max() + x.Min()) / 2, middleY = (y.Max() + y.Min()) / 2;
        double outside = Math.Max(0, Math.Max(Math.Max(-x.Min(), -y.Min()), Math.Max(x.Max() - 1, y.Max() - 1)));
        numbers.Deviate(outside);
        bool sound = !v.Any(double.IsNaN) && width is > 0 and <= 1 + Larger && height is > 0 and <= 1 + Larger && middleX is >= 0 and <= 1
            && middleY is >= 0 and <= 1;
        numbers.Expect(!sound || !Cross(0, 1, 2, 3) && !Cross(1, 2, 3, 0), file, place, "four corners in their order around the box",
            "corners whose edges cross");
        numbers.Expect(sound, file, place, "four corners whose middle is in the image and whose box is no larger than it",
            $"({x.Min():0.###}, {y.Min():0.###}) to ({x.Max():0.###}, {y.Max():0.###})");

        bool Cross(int a, int b, int c, int d) => Side(a, b, c) * Side(a, b, d) < 0 && Side(c, d, a) * Side(c, d, b) < 0;

        double Side(int from, int to, int of) => (x[to] - x[from]) * (y[of] - y[from]) - (y[to] - y[from]) * (x[of] - x[from]);
    }
}
