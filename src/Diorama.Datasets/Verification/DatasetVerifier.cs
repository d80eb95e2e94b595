using Diorama.Core;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Verification.Formats;

namespace Diorama.Datasets.Verification;

/// <summary>
/// Finds out what a folder holds and checks it: our own layout, COCO, YOLO, KITTI, BOP, what <c>export</c> writes, or a folder of these.
/// </summary>
public static class DatasetVerifier {
    /// <summary>One report for each dataset in the folder; formats that lie inside of a dataset of ours come after it.</summary>
    /// <param name="path">A folder, or a file of COCO annotations.</param>
    /// <param name="options">How thoroughly.</param>
    /// <exception cref="BadInputException">There is none.</exception>
    public static IReadOnlyList<VerificationReport> Verify(string path, VerifyOptions options) {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(path);
        // The name of a folder tells the format of an export.
        path = Path.TrimEndingDirectorySeparator(path);
        if (File.Exists(path)) {
            return CocoVerifier.Is(path) ? [CocoVerifier.Verify(path, options)]
                : throw new BadInputException($"{path} is no dataset: a JSON file of COCO annotations was expected.");
        }
        if (!Directory.Exists(path)) throw new BadInputException($"{path} does not exist; the folder of a dataset was expected.");
        List<VerificationReport> reports = [.. Here(path, options)];
        bool ours = reports.Exists(r => r.Kind == "diorama");
        if (reports.Count == 0 || ours) {
            foreach (string folder in Directory.GetDirectories(path).Order(StringComparer.Ordinal)) {
                // The parts of a run are no datasets of their own.
                if (!ours || DatasetFormats.Names.Contains(Path.GetFileName(folder))) reports.AddRange(Here(folder, options));
            }
        }
        return reports.Count > 0 ? reports : throw new BadInputException(
            $"{path} holds no dataset that is known here; expected dataset.json (Diorama), annotations/*.json (COCO), data.yaml (YOLO), "
                + $"label_2 (KITTI) or scene_gt.json (BOP).");
    }

    private static IEnumerable<VerificationReport> Here(string folder, VerifyOptions options) {
        // Some exports have a dataset.json too, with the ids of their classes.
        bool isExport = DatasetFormats.Names.Contains(Path.GetFileName(Path.GetFullPath(folder)))
            && !File.Exists(Path.Combine(folder, "frames.jsonl"));
        if (!isExport && File.Exists(Path.Combine(folder, "dataset.json"))) return [OwnVerifier.Verify(folder, options)];
        if (YoloVerifier.Find(folder) is { } yaml) return [YoloVerifier.Verify(yaml, options)];
        string[] kitti = [.. new[] { folder, Path.Combine(folder, "training"), Path.Combine(folder, "testing") }
            .Concat(Directory.GetDirectories(folder)).Distinct().Where(f => Directory.Exists(Path.Combine(f, "label_2")))
            .Order(StringComparer.Ordinal)];
        if (kitti.Length > 0) return kitti.Select(f => KittiVerifier.Verify(f, options));
        if (BopVerifier.Scenes(folder).Count > 0) return [BopVerifier.Verify(folder, options)];
        string[] coco = [.. new[] { folder, Path.Combine(folder, "annotations") }.Where(Directory.Exists).SelectMany(
            f => Directory.GetFiles(f, "*.json")).Where(CocoVerifier.Is).Order(StringComparer.Ordinal)];
        bool panoptic = Path.GetFileName(Path.GetFullPath(folder)).Contains("panoptic", StringComparison.Ordinal);
        if (coco.Length > 0 && !panoptic) return coco.Select(f => CocoVerifier.Verify(f, options));
        return DatasetFormats.All.Where(f => f.Name == Path.GetFileName(Path.GetFullPath(folder)))
            .Select(f => ReadableVerifier.Verify(folder, f, options));
    }
}
