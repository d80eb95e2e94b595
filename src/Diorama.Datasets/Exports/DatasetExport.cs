using System.Text.Json.Nodes;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Datasets.Cards;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Layout.Splits;

namespace Diorama.Datasets.Exports;

/// <summary>
/// Writes a dataset in other formats, all of them in one pass over its images, each into a folder of the format's name that appears whole
/// or not at all. Memory does not grow with the number of images.
/// </summary>
/// <param name="source">The dataset to export.</param>
/// <param name="target">Folder that receives one subfolder per format, and a card; created if missing.</param>
/// <param name="formats">Formats to write.</param>
public sealed class DatasetExport(DatasetFolder source, string target, IReadOnlyList<DatasetFormat> formats) {
    /// <summary>Contents of the source's dataset.json; read from the source by default.</summary>
    public DatasetInfo? Info { get; init; }
    /// <summary>Shares of the scenes that each split receives; null makes one part without splits.</summary>
    public SplitShares? Splits { get; init; }
    /// <summary>Held-out assets: scenes that show one of them form a split of their own.</summary>
    public HeldOutAssets? HeldOut { get; init; }
    /// <summary>Whether existing folders of these formats are replaced; otherwise they are refused.</summary>
    public bool Replace { get; init; }

    /// <summary>Exports a dataset into its own folder, replacing earlier exports of these formats.</summary>
    public static void WriteInside(DatasetFolder folder, DatasetInfo info, IEnumerable<string> names,
        CancellationToken cancellation = default) =>
        new DatasetExport(folder, folder.Root, [.. names.Select(DatasetFormats.Find)]) {
            Info = info, Splits = info.Splits?.Proportions, HeldOut = info.Splits?.HeldOut, Replace = true,
        }.Run(cancellation: cancellation);

    /// <summary>Runs the export. Nothing is written if one of the formats cannot be made.</summary>
    /// <exception cref="BadInputException">
    /// The source is not a dataset, it lacks something that a format needs, or the target cannot hold the folders.
    /// </exception>
    public ExportSummary Run(Action<double>? progress = null, CancellationToken cancellation = default) {
        string root = Path.GetFullPath(target);
        DatasetInfo info = Info ?? source.ReadInfo();
        if (File.Exists(root))
            throw new BadInputException($"{root} cannot be written: it is {FileException.WhatIs(root)}; a folder was expected.");
        foreach (DatasetFormat f in formats) {
            string folder = Path.Combine(root, f.Name);
            bool taken = File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any());
            if (taken && !Replace) throw new BadInputException($"{folder} exists already; choose another folder or remove it.");
        }
        var survey = new DatasetSurvey(source, info, HeldOut, cancellation);
        foreach (DatasetFormat f in formats) {
            string? lacking = f.Labels.FirstOrDefault(l => !survey.Files.Contains(l));
            string? lacks = lacking is null ? f.Missing(survey)
                : lacking == FrameImages.PictureName ? "pictures" : $"the label {lacking} for every image";
            if (survey.Images > 0 && survey.FramesPerScene < f.MinFramesPerScene) lacks ??= f.NeedsFrames;
            if (lacks is not null) throw new BadInputException($"{source.Root} cannot be written as {f.Name}: it lacks {lacks}.");
        }
        var assignment = new SplitAssignment(Splits, info.Seed, survey.HeldOutScenes, HeldOut is not null);
        // The card at the end reads the assets: damage in assets.jsonl is reported before anything is written.
        if (root != source.Root) Attribution.Read(source);
        bool isNew = !Directory.Exists(root);
        FileException.MakeFolder(root);
        AtomicFile.Sweep(root);
        var parts = formats.Select(f => (Format: f, Work: AtomicFile.Temporary(Path.Combine(root, f.Name)), Final: Path.Combine(root,
            f.Name))).ToArray();
        var writers = new List<FormatWriter>();
        double[]? origin = null;
        var images = assignment.Names.ToDictionary(name => name, _ => 0L);
        try {
            foreach (var part in parts) {
                Directory.CreateDirectory(part.Work);
                writers.Add(part.Format.Write(new(part.Work, info, survey, assignment.Names) { Source = source }));
            }
            long done = 0;
            foreach (FrameRecord record in source.ReadFrames()) {
                origin ??= record.Camera.WorldOrigin;
                cancellation.ThrowIfCancellationRequested();
                string split = assignment.Of(record.Scene);
                var image = new FrameImages(source, record);
                foreach (FormatWriter writer in writers) writer.Add(image, split);
                images[split]++;
                progress?.Invoke((double)++done / survey.Images);
            }
            foreach (FormatWriter writer in writers) {
                writer.Finish();
                writer.Dispose();
            }
            foreach (var part in parts) {
                if (origin is not null && part.Format.Contents.HasFlag(FormatContents.CameraPose)) WriteOrigin(part.Work, origin);
                Remove(part.Final);
                Directory.Move(part.Work, part.Final);
            }
        } catch {
            foreach (FormatWriter writer in writers) writer.Dispose();
            foreach (var part in parts) Remove(part.Work);
            if (isNew && !Directory.EnumerateFileSystemEntries(root).Any()) Directory.Delete(root);
            throw;
        }
        var summary = new ExportSummary([.. parts.Select((p, i) => new ExportedFormat(p.Format.Name, p.Final, writers[i].Notes))],
            [.. images.Select(i => (i.Key, i.Value))]);
        // The dataset's own folder already has a card.
        if (root != source.Root) ExportCard.Write(root, source, info, summary, origin);
        return summary;
    }

    /// <summary>
    /// Writes <c>world_origin.json</c> beside poses of cameras in a world that was moved to its origin: what to add to positions.
    /// </summary>
    private static void WriteOrigin(string folder, double[] origin) {
        var json = new JsonObject { ["world_origin"] = new JsonArray(origin[0], origin[1], origin[2]),
            ["meaning"] = "metres to be added to all positions in the world" };
        File.WriteAllText(Path.Combine(folder, "world_origin.json"), json.ToJsonString(DatasetJson.Page) + "\n");
    }

    private static void Remove(string folder) {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}

/// <summary>Result of an export.</summary>
/// <param name="Formats">The formats, in the order asked for.</param>
/// <param name="Images">
/// Number of images by split, in the order asked for; one entry with an empty name if the dataset is not split.
/// </param>
public sealed record ExportSummary(IReadOnlyList<ExportedFormat> Formats, IReadOnlyList<(string Split, long Images)> Images);

/// <summary>Result of one format of an export.</summary>
/// <param name="Name">Name of the format.</param>
/// <param name="Folder">Full path of the format's folder.</param>
/// <param name="Notes">Things that the format could not represent unchanged, with their counts.</param>
public sealed record ExportedFormat(string Name, string Folder, IReadOnlyDictionary<string, long> Notes);
