namespace Diorama.Datasets.Layout.Splits;

/// <summary>
/// Assigns a split to every scene of a dataset. A scene that shows a held-out asset is in a split of its own, whatever its number; the
/// others are divided among the splits in exact proportions: a scene counts with its number minus the number of held-out scenes before it,
/// which does not change when the dataset grows.
/// </summary>
public sealed class SplitAssignment {
    /// <summary>Name of the split of scenes that show held-out assets.</summary>
    public const string HeldOutName = "test_objects";
    private const string RestName = "train";

    private readonly SplitShares? shares;
    private readonly ulong seed;
    private readonly List<long> heldOut;

    /// <summary>Names of all splits; one empty name if the dataset is not split.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <param name="shares">Shares of the splits; null makes no shares: all other scenes are "train" if assets are held out.</param>
    /// <param name="seed">Seed of the dataset.</param>
    /// <param name="heldOutScenes">Numbers of the scenes that show a held-out asset.</param>
    /// <param name="holdsOut">Whether assets are held out at all, present in the dataset or not.</param>
    public SplitAssignment(SplitShares? shares, ulong seed, IEnumerable<long> heldOutScenes, bool holdsOut) {
        (this.shares, this.seed) = (shares, seed);
        heldOut = [.. heldOutScenes.Order()];
        Names = shares is null && !holdsOut ? [""] : [.. shares?.Names ?? [RestName], .. holdsOut ? [HeldOutName] : Array.Empty<string>()];
    }

    /// <summary>Adds a scene that shows a held-out asset; its number must be above those that are known.</summary>
    internal void HoldOut(long scene) => heldOut.Add(scene);

    public string Of(long scene) {
        int at = heldOut.BinarySearch(scene);
        return at >= 0 ? HeldOutName : shares is null ? Names[0] : shares.Of(scene - ~at, seed);
    }
}
