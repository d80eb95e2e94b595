using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Runs;

/// <summary>What a dataset holds, counted from its frames.</summary>
/// <param name="Counts">Frames, images, visible things by class.</param>
/// <param name="Scenes">Scenes begun.</param>
/// <param name="Attempts">At scenes, all together.</param>
/// <param name="Failures">Objects that could not be placed, by reason.</param>
public sealed record DatasetSummary(DatasetCounts Counts, long Scenes, long Attempts, IReadOnlyDictionary<string, long> Failures) {
    internal static DatasetSummary Of(DatasetFolder folder, DatasetInfo info) {
        var table = new ClassTable(info.Classes);
        var objects = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var failures = new SortedDictionary<string, long>(StringComparer.Ordinal);
        long frames = 0, images = 0, scenes = 0, attempts = 0;
        foreach (FrameRecord image in folder.ReadFrames()) {
            images++;
            if (image.Camera.Index == 0) frames++;
            foreach (ObjectRecord o in image.Objects) {
                if (o.VisiblePixels > 0 && table[o.ClassId] is { IsThing: true } c) objects[c.Name] = objects.GetValueOrDefault(c.Name) + 1;
            }
            if (image.Placement is not { } placement) continue;
            scenes++;
            attempts += placement.Attempts;
            foreach (var (reason, count) in placement.Failures) failures[reason] = failures.GetValueOrDefault(reason) + count;
        }
        return new(new(frames, images, objects), scenes, attempts, failures);
    }
}
