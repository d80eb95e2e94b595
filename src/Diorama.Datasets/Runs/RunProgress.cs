using Diorama.Datasets.Frames;
using Diorama.Datasets.Layout;
using Diorama.Worlds.Places;

namespace Diorama.Datasets.Runs;

/// <summary>Progress of a run in numbers.</summary>
/// <param name="Total">Number of requested frames.</param>
/// <param name="Done">Number of frames that are finished or given up, including the resumed ones.</param>
/// <param name="Resumed">Number of frames that others had finished.</param>
/// <param name="Images">Number of images made by this process.</param>
/// <param name="Stages">Seconds per <see cref="Stage"/>, indexed by its value.</param>
/// <param name="NotPlaced">Number of objects that could not be placed, by reason.</param>
/// <param name="Failed">Number of failed frames, by reason.</param>
/// <param name="Warnings">Warnings, each distinct sentence once.</param>
public sealed record RunProgress(
    long Total, long Done, long Resumed, long Images, double[] Stages, SortedDictionary<PlacementReason, int> NotPlaced,
    SortedDictionary<FrameFailureReason, int> Failed, string[] Warnings) {
    /// <summary>Progress before anything is made.</summary>
    public static RunProgress None { get; } = new(0, 0, 0, 0, new double[Enum.GetValues<Stage>().Length], [], [], []);

    /// <summary>Completed fraction of the image that is being path-traced, 0 to 1.</summary>
    public double Share { get; init; }
    /// <summary>Stage that was entered last.</summary>
    public Stage Latest { get; init; }

    /// <summary>Adds the progress of two processes.</summary>
    public RunProgress Plus(RunProgress other) =>
        other.Over(this) with { Total = Total + other.Total, Done = Done + other.Done, Resumed = Resumed + other.Resumed };

    /// <summary>
    /// Progress of this process including that of its predecessor, whose work it continues: the frames that the predecessor made no longer
    /// count as resumed.
    /// </summary>
    public RunProgress After(RunProgress before) => Over(before) with { Resumed = Math.Max(0, Resumed - (before.Done - before.Resumed)) };

    private RunProgress Over(RunProgress before) => this with {
        Images = Images + before.Images, Stages = [.. Stages.Zip(before.Stages, (a, b) => a + b)],
        NotPlaced = Sum(NotPlaced, before.NotPlaced), Failed = Sum(Failed, before.Failed),
        Warnings = [.. before.Warnings.Union(Warnings, StringComparer.Ordinal)],
    };

    private static SortedDictionary<T, int> Sum<T>(SortedDictionary<T, int> a, SortedDictionary<T, int> b) where T : notnull {
        var sum = new SortedDictionary<T, int>(a);
        foreach (var (reason, count) in b) sum[reason] = sum.GetValueOrDefault(reason) + count;
        return sum;
    }
}
