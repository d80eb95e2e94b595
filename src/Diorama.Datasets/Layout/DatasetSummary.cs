namespace Diorama.Datasets.Layout;

/// <summary>Summary of a dataset, counted from its frames.</summary>
/// <param name="Counts">Number of frames and images, and of visible things by class.</param>
/// <param name="Scenes">Number of scenes of which the first image exists.</param>
/// <param name="Attempts">Total number of attempts at building the scenes.</param>
/// <param name="Failures">Number of objects that could not be placed, by reason.</param>
public sealed record DatasetSummary(DatasetCounts Counts, long Scenes, long Attempts, IReadOnlyDictionary<string, long> Failures) {
    /// <summary>Number of frames that could not be made, by reason.</summary>
    public IReadOnlyDictionary<string, long> FailedFrames { get; init; } = new SortedDictionary<string, long>();
    /// <summary>Number of frames that were left out because their part is missing.</summary>
    public long MissingFrames { get; init; }
}

/// <summary>Counts a dataset's images one by one.</summary>
internal sealed class DatasetTally(ClassTable classes) {
    private readonly SortedDictionary<string, long> objects = new(StringComparer.Ordinal), failures = new(StringComparer.Ordinal),
        failed = new(StringComparer.Ordinal);
    private long frames, images, scenes, attempts;

    public long Missing { get; set; }

    public void Add(FrameRecord image) {
        images++;
        if (image.Camera.Index == 0) frames++;
        foreach (ObjectRecord o in image.Objects) {
            if (o.VisiblePixels > 0 && classes[o.ClassId] is { IsThing: true } c) objects[c.Name] = objects.GetValueOrDefault(c.Name) + 1;
        }
        if (image.Placement is not { } placement) return;
        scenes++;
        attempts += placement.Attempts;
        foreach (var (reason, count) in placement.Failures) failures[reason] = failures.GetValueOrDefault(reason) + count;
    }

    public void Add(FrameFailure failure) {
        string reason = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.Reason.ToString());
        failed[reason] = failed.GetValueOrDefault(reason) + 1;
    }

    public DatasetSummary Summary => new(new(frames, images, objects), scenes, attempts,
        failures) { FailedFrames = failed, MissingFrames = Missing };
}
