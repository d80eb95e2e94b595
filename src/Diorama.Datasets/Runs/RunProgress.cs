using Diorama.Datasets.Frames;
using Diorama.Datasets.Layout;
using Diorama.Worlds.Places;

namespace Diorama.Datasets.Runs;

/// <summary>How far a run is, in numbers.</summary>
/// <param name="Total">Frames asked for.</param>
/// <param name="Done">Finished or given up, the resumed ones included.</param>
/// <param name="Resumed">Frames that others had finished.</param>
/// <param name="Images">Made by this process.</param>
/// <param name="Stages">Seconds by <see cref="Stage"/>.</param>
/// <param name="NotPlaced">Objects by reason.</param>
/// <param name="Failed">Frames by reason.</param>
/// <param name="Warnings">Each distinct sentence once.</param>
public sealed record RunProgress(
    long Total, long Done, long Resumed, long Images, double[] Stages, SortedDictionary<PlacementReason, int> NotPlaced,
    SortedDictionary<FrameFailureReason, int> Failed, string[] Warnings) {
    /// <summary>Nothing.</summary>
    public static RunProgress None { get; } = new(0, 0, 0, 0, new double[Enum.GetValues<Stage>().Length], [], [], []);

    /// <summary>Share of the image that is being path-traced, 0 to 1.</summary>
    public double Share { get; init; }
    /// <summary>The stage that was entered last.</summary>
    public Stage Latest { get; init; }

    /// <summary>What two processes did, together.</summary>
    public RunProgress Plus(RunProgress other) =>
        other.Over(this) with { Total = Total + other.Total, Done = Done + other.Done, Resumed = Resumed + other.Resumed };

    /// <summary>This process, which goes on where others had been: what they made is no longer something that was there.</summary>
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
