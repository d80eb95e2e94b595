using System.Globalization;
using Diorama.Core;
using Diorama.Core.Names;
using Diorama.Core.Randomness;

namespace Diorama.Datasets.Layout.Splits;

/// <summary>
/// Shares of a dataset's scenes, such as train=0.8,val=0.1,test=0.1. The split of a scene depends on its number and the seed alone, so it
/// never changes when the dataset grows; and among the first n scenes, for every n, each split has its share of n to within less than one
/// scene.
/// </summary>
/// <remarks>
/// Scenes are divided into blocks in which all shares are whole numbers. Within a block the order is random, so that no split coincides
/// with what a recipe varies in turn, but only among orders in which the j-th scene of a split with share s is at a place from ⌊(j − 1)/s⌋
/// to ⌈j/s⌉ − 1, which is what "less than one scene" means. Whether a partial order can be completed is decided by filling the rest by the
/// earliest deadline (Liu and Layland 1973), which succeeds whenever any completion exists.
/// </remarks>
public sealed class SplitShares {
    private const int Parts = 1000;
    private readonly int[] counts;
    private readonly int block;
    private (ulong Seed, long Block, int[] Order)? known;

    /// <summary>Names of the splits, in the order given.</summary>
    public IReadOnlyList<string> Names { get; }

    private SplitShares(IReadOnlyList<string> names, int[] thousandths) {
        Names = names;
        int divisor = thousandths.Aggregate(Parts, GreatestDivisor);
        counts = [.. thousandths.Select(t => t / divisor)];
        block = Parts / divisor;
    }

    /// <summary>Parses names and shares, which must sum to 1 and have at most three decimals.</summary>
    /// <exception cref="BadInputException">The text is not valid.</exception>
    public static SplitShares Parse(string text) => Of(Entries(text));

    /// <summary>Parses the entries of such a text, without checking that they sum to 1.</summary>
    /// <exception cref="BadInputException">An entry is not a name with a number.</exception>
    public static IReadOnlyList<SplitShare> Entries(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries).Select(entry =>
        entry.Split('=', StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, var number]
        && decimal.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
        out decimal share)
            ? new SplitShare(name, share) : throw Bad(entry, "a name and a share as in train=0.8 were expected"))];

    /// <summary>Makes shares from names and numbers with the conditions of <see cref="Parse"/>.</summary>
    /// <exception cref="BadInputException">The shares do not meet the conditions.</exception>
    public static SplitShares Of(IReadOnlyList<SplitShare> shares) {
        var names = new List<string>();
        var thousandths = new List<int>();
        foreach ((string name, decimal share) in shares) {
            string entry = string.Create(CultureInfo.InvariantCulture, $"{name}={share}");
            if (FileName.Problem(name) is { } problem) throw Bad(DisplayName.Visible(entry), problem);
            if (names.Contains(name) || name == SplitAssignment.HeldOutName)
                throw Bad(entry, names.Contains(name) ? "this name is given twice" : "this name is kept for held-out assets");
            if (share <= 0 || share > 1 || share * Parts % 1 != 0)
                throw Bad(entry, "a share above 0 and up to 1 of at most three decimals was expected");
            names.Add(name);
            thousandths.Add((int)(share * Parts));
        }
        int sum = thousandths.Sum();
        if (sum != Parts) throw Bad(string.Join(',',
            shares.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Name}={s.Share}"))),
                $"the shares make {((decimal)sum / Parts).ToString(CultureInfo.InvariantCulture)}; they must make 1");
        return new(names, [.. thousandths]);
    }

    /// <summary>Returns the split of scene number <paramref name="index"/>, from 0.</summary>
    public string Of(long index, ulong seed) {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        (long number, long place) = Math.DivRem(index, block);
        if (known is not { } k || k.Seed != seed || k.Block != number)
            known = k = (seed, number, Order(Keyed.Start(seed).With("splits").With(number).Generator()));
        return Names[k.Order[place]];
    }

    private int[] Order(KeyedGenerator random) {
        var order = new int[block];
        var taken = new int[counts.Length];
        for (int at = 0; at < block; at++) {
            // Splits that may come now, each with a probability in proportion to the scenes that it has left.
            var candidates = Enumerable.Range(0, counts.Length).Where(i => MayCome(i, taken[i], at)).ToList();
            while (true) {
                int pick = random.NextInt(candidates.Sum(i => counts[i] - taken[i])), c = 0;
                while ((pick -= counts[candidates[c]] - taken[candidates[c]]) >= 0) c++;
                int chosen = candidates[c];
                taken[chosen]++;
                if (CanBeCompleted([.. taken], at + 1)) {
                    order[at] = chosen;
                    break;
                }
                taken[chosen]--;
                candidates.RemoveAt(c);
            }
        }
        return order;
    }

    private bool MayCome(int split, int taken, int at) => taken < counts[split] && at >= taken * block / counts[split];

    /// <summary>Returns the last place at which the next scene of a split may be.</summary>
    private int Deadline(int split, int taken) => ((taken + 1) * block + counts[split] - 1) / counts[split] - 1;

    private bool CanBeCompleted(int[] taken, int at) {
        for (; at < block; at++) {
            int first = -1;
            for (int i = 0; i < counts.Length; i++) {
                if (taken[i] == counts[i]) continue;
                if (Deadline(i, taken[i]) < at) return false;
                if (MayCome(i, taken[i], at) && (first < 0 || Deadline(i, taken[i]) < Deadline(first, taken[first]))) first = i;
            }
            if (first < 0) return false;
            taken[first]++;
        }
        return true;
    }

    private static int GreatestDivisor(int a, int b) => b == 0 ? a : GreatestDivisor(b, a % b);

    private static BadInputException Bad(string place, string expected) => new($"--splits: '{place}': {expected}.");
}

/// <summary>One entry of <see cref="SplitShares"/>.</summary>
/// <param name="Name">Name of the split.</param>
/// <param name="Share">Share of the scenes, above 0 and up to 1.</param>
public readonly record struct SplitShare(string Name, decimal Share);
