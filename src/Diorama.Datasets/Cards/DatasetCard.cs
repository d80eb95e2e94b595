using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Diorama.Core.Files;
using Diorama.Core.Quoting;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Cards;

/// <summary>
/// Documentation of a dataset for its users: README.md (contents, quantities, conventions, licences, how it was made), plots in stats/,
/// ATTRIBUTION.md, and the machine-readable croissant.json. Made from the records alone; equal datasets have equal cards.
/// </summary>
public static class DatasetCard {
    internal const string UnknownLabel = "see docs/labels.md of Diorama";

    /// <summary>Writes the README, the plots, the attribution and the Croissant metadata into a dataset's folder.</summary>
    public static void Write(DatasetFolder folder, DatasetInfo info, DatasetSummary summary) {
        IReadOnlyList<UsedAsset> assets = Attribution.Read(folder);
        DatasetStatistics statistics = DatasetStatistics.Of(folder.ReadFrames(), info);
        WritePlots(Path.Combine(folder.Root, "stats"), statistics, info);
        Attribution.Write(folder.AttributionFile, assets);
        string text = Text(folder, info, summary, statistics, assets);
        AtomicFile.Write(Path.Combine(folder.Root, "README.md"), path => File.WriteAllText(path, text));
        Croissant.Write(folder, info, summary, assets);
    }

    private static void WritePlots(string folder, DatasetStatistics s, DatasetInfo info) {
        Directory.CreateDirectory(folder);
        var table = new ClassTable(info.Classes);
        Plot("objects-per-class", Charts.Bars("Objects per class", "visible objects",
            s.Classes.Select(c => (table[c.Key]!.Name, c.Value.Objects))));
        int most = Math.Max(9, Array.FindLastIndex(s.ObjectsPerImage, n => n > 0)), every = most > 20 ? 5 : 1;
        string Count(int n) =>
            n % every != 0 ? "" : n == DatasetStatistics.MaxObjects ? $"≥{n}" : n.ToString(CultureInfo.InvariantCulture);
        Plot("objects-per-image", Charts.Counts("Objects per image", "visible objects in an image", "images",
            s.ObjectsPerImage[..(most + 1)], [.. Enumerable.Range(0, most + 1).Select(Count)]));
        int sizes = Math.Max(8, Array.FindLastIndex(s.BoxSizes, n => n > 0) + 1);
        Plot("box-sizes", Charts.Histogram("Sizes of visible boxes", "square root of the box's area, pixels", "objects",
            s.BoxSizes[..sizes],
            [.. Enumerable.Range(0, sizes + 1).Select(k => (1 << k).ToString(CultureInfo.InvariantCulture))]));
        Plot("visible-fraction", s.VisibleFractions.Any(n => n > 0)
            ? Charts.Histogram("Visible fraction", "visible share of the object's pixels", "objects", s.VisibleFractions,
            [.. Enumerable.Range(0, DatasetStatistics.FractionBins + 1).Select(k => k % 4 == 0
                ? ((double)k / DatasetStatistics.FractionBins).ToString("0.0", CultureInfo.InvariantCulture) : "")]) : null);
        Plot("positions", Charts.HeatMap("Where objects are in images", s.Positions, DatasetStatistics.PositionColumns,
            DatasetStatistics.PositionRows));

        void Plot(string name, string? svg) {
            string path = Path.Combine(folder, name + ".svg");
            if (svg is null) File.Delete(path);
            else AtomicFile.Write(path, temporary => File.WriteAllText(temporary, svg));
        }
    }

    private static string Text(DatasetFolder folder, DatasetInfo info, DatasetSummary summary, DatasetStatistics s,
        IReadOnlyList<UsedAsset> assets) {
        var table = new ClassTable(info.Classes);
        var text = new StringBuilder();
        Line($"# {MarkdownText.Of(Title(info))}");
        Line();
        Line(MarkdownText.Of(Description(info, summary)));
        Line();
        if (File.Exists(folder.ContactSheetFile)) Line("![Some images with their boxes, masks, depth and normals](contact-sheet.png)\n");
        Line("| | |\n|---|---|");
        Line($"| frames (moments) | {Charts.Number(summary.Counts.Frames)} |");
        Line($"| images (all cameras) | {Charts.Number(summary.Counts.Images)}{(s.Pictures == 0 ? ", labels alone" : "")} |");
        Line($"| scenes | {Charts.Number(summary.Scenes)} |");
        IEnumerable<string> sizes = s.Sizes.Select(z => s.Sizes.Count == 1 ? z.Key : $"{z.Key} ({Charts.Number(z.Value)})");
        Line($"| image size | {string.Join(", ", sizes)} |");
        Line($"| visible objects | {Charts.Number(s.Objects)} of {s.Classes.Count} classes; {Charts.Number(s.Truncated)} cut by the "
            + $"border |");
        Line();
        Line("## Classes\n");
        Line($"Visible objects, of {info.Classes.Count(c => c.IsThing)} classes that count as things. Classes of surroundings (wall, "
            + $"floor, road …) are in the `class` label only. `dataset.json` has all ids.\n");
        if (s.Classes.Count > 0) {
            Line("| id | class | group | objects | images |\n|---|---|---|---|---|");
            foreach (var (id, (objects, images)) in s.Classes.OrderByDescending(c => c.Value.Objects).ThenBy(c => c.Key)) {
                Line($"| {id} | {MarkdownText.Of(table[id]!.Name)} | {MarkdownText.Of(table[id]!.Group)} | {Charts.Number(objects)} | "
                    + $"{Charts.Number(images)} |");
            }
            Line();
        }
        Line("![Objects per class](stats/objects-per-class.svg)\n");
        Line("![Objects per image](stats/objects-per-image.svg)\n");
        Line("![Sizes of visible boxes](stats/box-sizes.svg)\n");
        if (s.VisibleFractions.Any(n => n > 0)) Line("![Visible fraction](stats/visible-fraction.svg)\n");
        Line("![Where objects are in images](stats/positions.svg)\n");
        Line("## Files and labels\n");
        Line("| | |\n|---|---|");
        Line("| `frames.jsonl` | one line per image: files, camera, objects with boxes, poses, keypoints and masks |");
        Line("| `dataset.json` | classes and conventions |");
        if (s.Pictures > 0) Line("| image | 8-bit sRGB PNG |");
        foreach (string label in info.Labels) Line($"| label `{label}` | {LabelTable.FindImage(label)?.Meaning ?? UnknownLabel} |");
        Line();
        Line("Lengths are metres; the world is right-handed with +Z up; camera axes are OpenCV's (+X right, +Y down, +Z forward); "
            + "transforms are 3×4, row-major, named target_from_source;");
        Line("pixel (i, j) covers [i, i+1) × [j, j+1), so that `K` has pixel centres at +0.5 (subtract 0.5 from cx and cy for OpenCV); "
            + "boxes are [x0, y0, x1, y1].");
        if (s.WorldOrigin is [var x, var y, var z]) {
            Line(string.Create(CultureInfo.InvariantCulture, $"The world lies far from its origin: ({x}, {y}, {z}) is to be added to all "
                + $"positions (`world_origin` in `frames.jsonl`)."));
        }
        Line();
        Line("## Splits\n");
        if (info.Splits is { } splits) {
            Line("By scene: all frames and cameras of a scene are in one split, which it keeps when the dataset grows. `frames.jsonl` "
                + "names it as `split`.\n");
            Line("| split | images |\n|---|---|");
            foreach (string name in splits.Names) Line($"| {MarkdownText.Of(name)} | {Charts.Number(s.Splits.GetValueOrDefault(name))} |");
            Line();
            IEnumerable<string> shares = splits.Shares.Select(h =>
                string.Create(CultureInfo.InvariantCulture, $"{MarkdownText.Of(h.Name)} {h.Share}"));
            if (splits.Shares.Count > 0) Line($"Shares of the scenes{(splits.HoldOut is null ? "" : " that show nothing held out")}: "
                + $"{string.Join(", ", shares)}, each to within one scene.");
            if (splits.HoldOut is { } held) Line($"Scenes that show one of {Charts.Number(splits.HeldOutAssets?.Count ?? 0)} held-out "
                + $"assets ({MarkdownText.Code(held)}, listed in `dataset.json`) are in `{splits.HeldOutSplit}`; no other split shows "
                + "them.");
        } else Line($"None is fixed here. Frames of one scene show the same things: split by `scene`, as `diorama export --splits` does, "
            + $"never by frame{(info.FramesPerScene == 1 ? " (here each frame is a scene of its own)" : "")}.");
        Line();
        Line("## Licences\n");
        if (assets.Count == 0) Line("All that this dataset shows was made by the program. Nobody else's work is in it.");
        else {
            Line("The images show works of others, each listed with its author in [ATTRIBUTION.md](ATTRIBUTION.md):\n");
            Line("| licence | works |\n|---|---|");
            foreach (var group in Attribution.ByLicence(assets)) Line($"| {Attribution.Link(group.Key)} | {group.Count()} |");
            Line("\nNo licence of the dataset as a whole is implied: whoever publishes it states one that these allow.");
        }
        Line();
        Line("## How it was made\n");
        string made = s.Pictures > 0 ? "path-traced images, labels from the same scenes" : "labels alone, without images,";
        Line($"By Diorama {BuildInfo.Version}: {made} by one ray per pixel centre. "
            + "Every frame is a function of the recipe, the seed and its number.\n");
        Line("| | |\n|---|---|");
        Line($"| recipe | `recipe.yaml`, SHA-256 `{RecipeHash(folder)}` |");
        Line($"| seed | {info.Seed} |");
        Line($"| command | `diorama generate recipe.yaml -o DIR` |");
        return text.ToString();

        void Line(string line = "") => text.Append(line).Append('\n');
    }

    internal static string Title(DatasetInfo info) => info.Recipe.Length > 0 ? info.Recipe : "Dataset";

    internal static string Description(DatasetInfo info, DatasetSummary summary) => string.Create(CultureInfo.InvariantCulture,
        $"A synthetic dataset of {Charts.Number(summary.Counts.Images)} images with exact labels, made by Diorama from the recipe "
            + $"\"{info.Recipe}\" with seed {info.Seed}.");

    internal static string RecipeHash(DatasetFolder folder) =>
        File.Exists(folder.RecipeFile) ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(RegularFile.At(folder.RecipeFile))))
        : "";
}
