using System.Globalization;
using Diorama.Core;

namespace Diorama.Datasets.Runs;

/// <summary>
/// A share of a run: one of <paramref name="Count"/> ranges of parts. The number may be another one each time a run is continued.
/// </summary>
/// <param name="Index">From 0.</param>
/// <param name="Count">At least 1.</param>
/// <param name="Source">Who said so, for people.</param>
public sealed record Shard(int Index, int Count, string Source) {
    public static Shard Whole { get; } = new(0, 1, "");

    /// <summary>Its first part and the one after its last: ⌊index · parts / count⌋ …</summary>
    public (long First, long End) PartsOf(long parts) =>
        ((long)((Int128)Index * parts / Count), (long)(((Int128)Index + 1) * parts / Count));

    /// <summary>"2/7": the third of seven.</summary>
    /// <exception cref="BadInputException">It is no such thing.</exception>
    public static Shard Parse(string text) {
        string[] numbers = text.Split('/');
        if (numbers.Length == 2 && int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count) && index < count)
            return new(index, count, "--shard");
        throw new BadInputException($"--shard {text} is no shard; expected index/count with an index from 0 to count − 1, such as 0/4.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");
}
