using System.Text.Json;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Datasets.Cards;
using Diorama.Datasets.Exports;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Layout.Splits;
using Diorama.Datasets.Pictures;
using Diorama.Datasets.Runs.Parts;
using Diorama.Datasets.Runs.Plans;

namespace Diorama.Datasets.Runs;

/// <summary>
/// Merges a run's parts to a dataset: one pass over them in order, whose time grows with the number of images and whose memory does not.
/// Files stay where they are and nothing is renumbered, so the result is the same whoever made the parts, and when.
/// </summary>
public sealed class DatasetMerge(RunFolder folder) {
    private const string LockName = ".merge.lock";
    private const int LockMilliseconds = 200;

    private readonly List<string> warnings = [];
    private readonly List<long> missing = [];

    /// <summary>Warnings for the user.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>Merges the parts, then makes the formats, the contact sheet and the card.</summary>
    /// <param name="formats">Names of <see cref="DatasetFormats"/> to export; null uses those of the plan.</param>
    /// <param name="allowMissing">True to leave out parts that are missing, and to list them in missing.json.</param>
    /// <param name="progress">Progress callback; receives the completed fraction of the parts, 0…1.</param>
    /// <param name="cancellation">Cancels the merge; earlier results stay or are made again by the next call.</param>
    /// <exception cref="BadInputException">A part is missing or damaged.</exception>
    public DatasetSummary Run(IReadOnlyList<string>? formats = null, bool allowMissing = false, Action<double>? progress = null,
        CancellationToken cancellation = default) {
        RunPlan plan = folder.ReadPlan();
        formats ??= plan.Formats;
        DatasetFormats.Check(formats);
        using FileStream turn = AcquireLock(cancellation);
        folder.Sweep();
        DatasetSummary summary = Frames(plan, allowMissing, progress, cancellation);
        DatasetFolder dataset = folder.Dataset;
        DatasetInfo info = plan.Info() with {
            Counts = summary.Counts, FailedFrames = summary.FailedFrames.Count > 0 ? summary.FailedFrames : null,
            MissingFrames = summary.MissingFrames > 0 ? summary.MissingFrames : null,
        };
        info.Write(dataset.InfoFile);
        if (SceneModels.Write(plan, dataset) is { } lost) warnings.Add(lost);
        if (formats.Count > 0) DatasetExport.WriteInside(dataset, info, formats, cancellation);
        ContactSheet.Write(dataset, info, summary);
        DatasetCard.Write(dataset, info, summary);
        return summary;
    }

    /// <summary>Writes frames.jsonl and assets.jsonl of the whole dataset, and counts its contents.</summary>
    internal DatasetSummary Frames(RunPlan plan, bool allowMissing = false, Action<double>? progress = null,
        CancellationToken cancellation = default) {
        PartLedger.Sweep(folder, plan);
        for (long part = 0; part < plan.Parts; part++) {
            if (!PartLedger.IsCommitted(folder, plan, part)) missing.Add(part);
        }
        if (missing.Count > 0 && !allowMissing) throw Incomplete(plan);
        var tally = new DatasetTally(new(plan.Classes)) { Missing = missing.Sum(p => plan.FramesOf(p).End - plan.FramesOf(p).First) };
        var failures = new List<FrameFailure>();
        var makers = new SortedSet<string>(StringComparer.Ordinal);
        AtomicFile.WriteStream(folder.Dataset.FramesFile, frames => AtomicFile.WriteStream(folder.Dataset.AssetsFile, assets => {
            var known = new HashSet<string>(StringComparer.Ordinal);
            var left = missing.ToHashSet();
            SplitPlan plans = plan.Splits;
            (HeldOutAssets? heldOut, SplitAssignment splits) =
                (plans.HeldOut, new(plans.Proportions, plan.Seed, [], plans.HoldOut is not null));
            for (long part = 0; part < plan.Parts; part++) {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke((double)part / plan.Parts);
                if (left.Contains(part)) continue;
                PartInfo info = PartInfo.Read(folder.PartPath(part))
                    ?? throw new BadInputException($"{folder.PartPath(part)} was removed while it was read.");
                makers.Add($"{info.Engine} on {info.InstructionSet}");
                failures.AddRange(info.Failed);
                Add(part, plan, tally, known, heldOut, splits, frames, assets);
            }
        }));
        failures.ForEach(tally.Add);
        if (makers.Count > 1) warnings.Add($"The parts were made by different versions or machines ({string.Join(", ", makers)}): images "
            + $"and float labels may differ in their last bits.");
        WriteOrRemove(folder.FailuresFile, failures.Count, stream => {
            foreach (FrameFailure failure in failures) Line(stream, failure);
        });
        WriteOrRemove(folder.MissingFile, missing.Count, stream => {
            JsonSerializer.Serialize(stream, new { Parts = missing,
                Frames = missing.Select(p => new[] { plan.FramesOf(p).First, plan.FramesOf(p).End - 1 }) }, DatasetJson.Page);
            stream.WriteByte((byte)'\n');
        });
        return tally.Summary;
    }

    private void Add(long part, RunPlan plan, DatasetTally tally, HashSet<string> known, HeldOutAssets? heldOut, SplitAssignment splits,
        Stream frames, Stream assets) {
        var dataset = new DatasetFolder(folder.PartPath(part));
        string prefix = RunFolder.PartName(part) + "/";
        long end = plan.FramesOf(part).End;
        foreach (List<FrameRecord> scene in Scenes(dataset)) {
            if (heldOut is not null && scene.Any(heldOut.IsIn)) splits.HoldOut(scene[0].Scene);
            string split = splits.Of(scene[0].Scene);
            foreach (FrameRecord image in scene) {
                if (image.Frame >= end)
                    throw new BadInputException($"{dataset.FramesFile} holds frame {image.Frame}; frames below {end} were expected.");
                Line(frames, image with { Split = split.Length > 0 ? split : null,
                    Files = image.Files.ToDictionary(f => f.Key, f => prefix + f.Value) });
                tally.Add(image);
            }
        }
        foreach (UsedAsset asset in dataset.ReadAssets()) {
            if (known.Add(asset.Id)) Line(assets, asset);
        }
    }

    /// <summary>Groups the images by scene: any image of a scene may show a held-out asset, which decides the split of all.</summary>
    private static IEnumerable<List<FrameRecord>> Scenes(DatasetFolder dataset) {
        var scene = new List<FrameRecord>();
        foreach (FrameRecord image in dataset.ReadFrames()) {
            if (scene.Count > 0 && scene[0].Scene != image.Scene) {
                yield return scene;
                scene = [];
            }
            scene.Add(image);
        }
        if (scene.Count > 0) yield return scene;
    }

    private BadInputException Incomplete(RunPlan plan) {
        const int named = 5;
        string names = string.Join(", ", missing.Take(named).Select(RunFolder.PartName)) + (missing.Count > named ? " …" : "");
        return new($"{folder.Root} lacks {missing.Count} of {plan.Parts} parts: {names}; finish the run or give --allow-missing");
    }

    private static void Line<T>(Stream stream, T record) {
        JsonSerializer.Serialize(stream, record, DatasetJson.Line);
        stream.WriteByte((byte)'\n');
    }

    private static void WriteOrRemove(string path, int count, Action<Stream> write) {
        if (count == 0) File.Delete(path);
        else AtomicFile.WriteStream(path, write);
    }

    /// <summary>
    /// Waits for the lock of the merge: of several processes that finish a run at the same time, one merges after the other.
    /// </summary>
    private FileStream AcquireLock(CancellationToken cancellation) {
        while (true) {
            cancellation.ThrowIfCancellationRequested();
            try {
                return new(Path.Combine(folder.Root, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1,
                    FileOptions.DeleteOnClose);
            } catch (IOException e) when (FileException.IsInUse(e)) {
                Thread.Sleep(LockMilliseconds);
            }
        }
    }
}
