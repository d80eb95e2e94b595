using System.Globalization;
using System.Text;
using Diorama.Core.Files;
using Diorama.Core.Quoting;
using Diorama.Datasets.Cards;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Layout.Splits;

namespace Diorama.Datasets.Exports;

/// <summary>
/// README.md and ATTRIBUTION.md of a folder of exports: the formats in it, the dataset that they come from, the splits, and the authors to
/// credit.
/// </summary>
public static class ExportCard {
    /// <param name="root">
    /// Folder with one subfolder per format. Cards of earlier exports in it are replaced; formats that earlier exports wrote stay listed.
    /// </param>
    /// <param name="source">The dataset that was exported.</param>
    /// <param name="info">Contents of the dataset's dataset.json.</param>
    /// <param name="summary">Result of the export.</param>
    /// <param name="origin">What is to be added to positions in the world, metres; null for nothing.</param>
    public static void Write(string root, DatasetFolder source, DatasetInfo info, ExportSummary summary, double[]? origin) {
        IReadOnlyList<UsedAsset> assets = Attribution.Read(source);
        Attribution.Write(Path.Combine(root, "ATTRIBUTION.md"), assets);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {MarkdownText.Of(DatasetCard.Title(info))}: exports\n\n");
        text.Append(CultureInfo.InvariantCulture, $"A synthetic dataset made by Diorama from the recipe "
            + $"\"{MarkdownText.Of(info.Recipe)}\" with seed {info.Seed}, in the formats of other programs.\n\n");
        text.Append("| folder | format |\n|---|---|\n");
        foreach (DatasetFormat format in DatasetFormats.All) {
            if (Directory.Exists(Path.Combine(root, format.Name)))
                text.Append(CultureInfo.InvariantCulture, $"| `{format.Name}/` | {MarkdownText.Of(format.Summary)} |\n");
        }
        text.Append("\n## Splits of the last export\n\n");
        if (summary.Images is [("", var all)]) text.Append(CultureInfo.InvariantCulture,
            $"None: {Charts.Number(all)} images. All frames of a scene show the same things, so split by scene, never by frame.\n");
        else {
            text.Append("| split | images |\n|---|---|\n");
            foreach (var (split, images) in summary.Images) text.Append(CultureInfo.InvariantCulture,
                $"| {MarkdownText.Of(split)} | {Charts.Number(images)} |\n");
            text.Append("\nBy scene: all frames and cameras of a scene are in one split, which it keeps when the dataset grows.");
            text.Append(summary.Images.Any(i => i.Split == SplitAssignment.HeldOutName)
                ? $" Scenes that show a held-out asset are in `{SplitAssignment.HeldOutName}`.\n" : "\n");
        }
        foreach (ExportedFormat format in summary.Formats.Where(f => f.Notes.Count > 0)) {
            IEnumerable<string> notes =
                format.Notes.Select(n => string.Create(CultureInfo.InvariantCulture, $"{n.Value} {MarkdownText.Of(n.Key)}"));
            text.Append(CultureInfo.InvariantCulture, $"\nIn `{format.Name}`: {string.Join("; ", notes)}.\n");
        }
        if (origin is [var x, var y, var z]) {
            text.Append(CultureInfo.InvariantCulture,
                $"\nThe world lies far from its origin: ({x}, {y}, {z}) metres are to be added to all "
                + $"positions in the world (`world_origin.json` beside the poses of cameras).\n");
        }
        text.Append("\n## Licences\n\n");
        if (assets.Count == 0) text.Append("All that the images show was made by the program.\n");
        else {
            text.Append("The images show works of others, listed with their authors in [ATTRIBUTION.md](ATTRIBUTION.md):\n\n| licence | "
                + "works |\n|---|---|\n");
            foreach (var group in Attribution.ByLicence(assets))
                text.Append(CultureInfo.InvariantCulture, $"| {Attribution.Link(group.Key)} | {group.Count()} |\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"\n## How it was made\n\nBy `diorama export`, version {BuildInfo.Version}. Recipe: "
            + $"SHA-256 `{DatasetCard.RecipeHash(source)}`.\n");
        AtomicFile.Write(Path.Combine(root, "README.md"), path => File.WriteAllText(path, text.ToString()));
    }
}
