using Diorama.Core;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Verification;

/// <summary>
/// Checks a folder in Diorama's own layout: every check of <see cref="FrameChecks"/> on every image, many images in parallel, in bounded
/// memory.
/// </summary>
public static class OwnVerifier {
    /// <summary>Number of images of a batch, per thread.</summary>
    private const int BatchPerThread = 4;

    /// <exception cref="BadInputException">The folder has no readable dataset.json.</exception>
    public static VerificationReport Verify(string root, VerifyOptions options) {
        var folder = new DatasetFolder(root);
        DatasetInfo info = folder.ReadInfo();
        IReadOnlyList<ConsistencyCheck> checks = options.Quick ? FrameChecks.Quick : FrameChecks.All;
        Findings records = new(options.Kept), order = new(options.Kept), counts = new(options.Kept), sums = new(options.Kept);
        Findings[] perCheck = [.. checks.Select(_ => new Findings(options.Kept))];
        var reader = new RecordReader(folder, info, records, order);
        int threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        var batch = new List<CheckedFrame>(threads * BatchPerThread);
        foreach (CheckedFrame frame in reader.Frames()) {
            if (options.Takes(frame.Record.ImageId)) batch.Add(frame);
            if (batch.Count < threads * BatchPerThread) continue;
            Check(batch, checks, perCheck, threads, options);
            if (info.Counts is { Images: > 0 } known) options.Progress?.Invoke(Math.Min(1, (double)reader.Images / known.Images));
        }
        Check(batch, checks, perCheck, threads, options);
        PartChecksums.Check(folder.Root, options, sums);
        if (info.Counts is { } stated) counts.Expect(stated.Images == reader.Images, "dataset.json", "counts.images",
            $"{reader.Images}, the lines of frames.jsonl", $"{stated.Images}");
        return new(folder.Root, "diorama", reader.Images, [
            CheckReport.Of("records", "Every line of frames.jsonl is a record as docs/datasets.md has it.", records),
            CheckReport.Of("image ids", "image_id = frame · cameras + camera + 1, which is unique and rises from line to line.", order),
            CheckReport.Of("counts", "dataset.json counts the images that there are.", counts),
            CheckReport.Of(PartChecksums.Name, PartChecksums.Sentence, sums),
            .. checks.Zip(perCheck, (check, sum) => CheckReport.Of(check.Name, check.Sentence, sum, check.Tolerance, check.Unit))]);
    }

    private static void Check(List<CheckedFrame> batch, IReadOnlyList<ConsistencyCheck> checks, Findings[] sums, int threads,
        VerifyOptions options) {
        var found = new Findings[batch.Count][];
        Parallel.For(0, batch.Count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = options.Cancellation },
            i => {
            found[i] = Check(batch[i], checks, options.Kept);
            // Releases the images of the frame.
            batch[i] = null!;
        });
        foreach (Findings[] of in found) {
            for (int l = 0; l < sums.Length; l++) sums[l].Append(of[l]);
        }
        batch.Clear();
    }

    /// <summary>Runs all checks on one image, in order.</summary>
    internal static Findings[] Check(CheckedFrame frame, IReadOnlyList<ConsistencyCheck> checks, int kept = Findings.Kept) {
        var found = new Findings[checks.Count];
        for (int l = 0; l < found.Length; l++) {
            Findings of = found[l] = new(kept);
            ConsistencyCheck check = checks[l];
            Formats.Rules.Attempt(of, frame.Line, check.Name, () => check.Check(frame, of));
            if (frame.IsRolling && checks[l].NeedsOnePose) found[l].Skip();
        }
        return found;
    }
}
