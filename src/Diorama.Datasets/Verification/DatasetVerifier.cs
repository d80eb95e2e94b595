using Diorama.Core;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Verification.Formats;

namespace Diorama.Datasets.Verification;

/// <summary>
/// Detects the datasets in a folder and checks them: Diorama's own layout, COCO, YOLO, KITTI, BOP, the formats of <c>export</c>, or a
/// folder of these.
/// </summary>
public static class DatasetVerifier {
    /// <summary>Returns one report for each dataset in the folder; formats inside a dataset of Diorama's layout come after it.</summary>
    /// <param name="path">Folder, a file of COCO annotations, or the YAML file of a YOLO dataset.</param>
    /// <param name="options">Options of the verification.</param>
    /// <exception cref="BadInputException">The path holds no known dataset.</exception>
    public static IReadOnlyList<VerificationReport> Verify(string path, VerifyOptions options) {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(path);
        // The name of a folder identifies the format of an export.
        path = Path.TrimEndingDirectorySeparator(path);
        if (File.Exists(path)) {
            return CocoVerifier.Is(path) ? [CocoVerifier.Verify(path, options)]
                : YoloVerifier.Is(path) ? [YoloVerifier.Verify(path, options)]
                : throw new BadInputException($"{path} is no dataset: a JSON file of COCO annotations was expected, or a YAML file of YOLO "
                    + "with train and names.");
        }
        if (!Directory.Exists(path)) throw new BadInputException($"{path} does not exist; the folder of a dataset was expected.");
        List<VerificationReport> reports = [.. Here(path, options)];
        bool ours = reports.Exists(r => r.Kind == "diorama");
        if (reports.Count == 0 || ours) {
            foreach (string folder in Directory.GetDirectories(path).Order(StringComparer.Ordinal)) {
                // The parts of a run are not datasets of their own.
                if (!ours || DatasetFormats.Names.Contains(Path.GetFileName(folder))) reports.AddRange(Here(folder, options));
            }
        }
        return reports.Count > 0 ? reports : throw new BadInputException(
            $"{path} holds no dataset that is known here; expected dataset.json (Diorama), annotations/*.json (COCO), data.yaml (YOLO), "
                + $"label_2 (KITTI) or scene_gt.json (BOP).");
    }

    /// <summary>
    /// Returns the COCO files of a folder, in it or in its folder annotations, or the file itself; none if there is none.
    /// </summary>
    public static IReadOnlyList<string> CocoFiles(string path) => File.Exists(path) ? CocoVerifier.Is(path) ? [path] : []
        : [.. new[] { path, Path.Combine(path, "annotations") }.Where(Directory.Exists).SelectMany(f => Directory.GetFiles(f, "*.json"))
            .Where(CocoVerifier.Is).Order(StringComparer.Ordinal)];

    private static IEnumerable<VerificationReport> Here(string folder, VerifyOptions options) {
        // Some exports have a dataset.json too, which holds the ids of their classes.
        bool isExport = DatasetFormats.Names.Contains(Path.GetFileName(Path.GetFullPath(folder)))
            && !File.Exists(Path.Combine(folder, "frames.jsonl"));
        if (!isExport && File.Exists(Path.Combine(folder, "dataset.json"))) return [OwnVerifier.Verify(folder, options)];
        if (YoloVerifier.Find(folder) is { } yaml) return [YoloVerifier.Verify(yaml, options)];
        string[] kitti = [.. new[] { folder, Path.Combine(folder, "training"), Path.Combine(folder, "testing") }
            .Concat(Directory.GetDirectories(folder)).Distinct().Where(f => Directory.Exists(Path.Combine(f, "label_2")))
            .Order(StringComparer.Ordinal)];
        if (kitti.Length > 0) return kitti.Select(f => KittiVerifier.Verify(f, options));
        if (BopVerifier.Scenes(folder).Count > 0) return [BopVerifier.Verify(folder, options)];
        IReadOnlyList<string> coco = CocoFiles(folder);
        if (coco.Count > 0) return coco.Select(f => CocoVerifier.Verify(f, options));
        return DatasetFormats.All.Where(f => f.Name == Path.GetFileName(Path.GetFullPath(folder)))
            .Select(f => ReadableVerifier.Verify(folder, f, options));
    }
}
