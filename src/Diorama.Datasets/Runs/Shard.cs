using System.Globalization;
using Diorama.Core;

namespace Diorama.Datasets.Runs;

/// <summary>A share of a run: one of <paramref name="Count"/> ranges of parts. The count may change each time a run is continued.</summary>
/// <param name="Index">Index of the shard, from 0.</param>
/// <param name="Count">Number of shards, at least 1.</param>
/// <param name="Source">Source of the shard (option or scheduler), for messages.</param>
public sealed record Shard(int Index, int Count, string Source) {
    public static Shard Whole { get; } = new(0, 1, "");

    /// <summary>Returns the shard's first part, ⌊index · parts / count⌋, and the part after its last.</summary>
    public (long First, long End) PartsOf(long parts) =>
        ((long)((Int128)Index * parts / Count), (long)(((Int128)Index + 1) * parts / Count));

    /// <summary>Parses "index/count": "2/7" is the third of seven shards.</summary>
    /// <exception cref="BadInputException">The text is not a valid shard.</exception>
    public static Shard Parse(string text) {
        string[] numbers = text.Split('/');
        if (numbers.Length == 2 && int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count) && index < count)
            return new(index, count, "--shard");
        throw new BadInputException($"--shard {text} is no shard; expected index/count with an index from 0 to count − 1, such as 0/4.");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");
}
