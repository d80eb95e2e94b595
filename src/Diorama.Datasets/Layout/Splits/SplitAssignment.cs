namespace Diorama.Datasets.Layout.Splits;

/// <summary>
/// The split of every scene of a dataset. A scene that shows a held-out asset is in a split of its own, whatever its number; the others
/// share the proportions among themselves, exactly: a scene counts with its number less the held-out scenes before it, which does not
/// change when the dataset grows.
/// </summary>
public sealed class SplitAssignment {
    /// <summary>The split of scenes that show held-out assets.</summary>
    public const string HeldOutName = "test_objects";
    private const string RestName = "train";

    private readonly SplitShares? shares;
    private readonly ulong seed;
    private readonly List<long> heldOut;

    /// <summary>All splits; one empty name when the dataset is not split.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <param name="shares">Null keeps scenes together: all are "train" when assets are held out.</param>
    /// <param name="seed">Of the dataset.</param>
    /// <param name="heldOutScenes">Scenes that show a held-out asset.</param>
    /// <param name="holdsOut">Whether assets are held out at all, found or not.</param>
    public SplitAssignment(SplitShares? shares, ulong seed, IEnumerable<long> heldOutScenes, bool holdsOut) {
        (this.shares, this.seed) = (shares, seed);
        heldOut = [.. heldOutScenes.Order()];
        Names = shares is null && !holdsOut ? [""] : [.. shares?.Names ?? [RestName], .. holdsOut ? [HeldOutName] : Array.Empty<string>()];
    }

    /// <summary>A further scene shows a held-out asset; it comes after those that are known.</summary>
    internal void HoldOut(long scene) => heldOut.Add(scene);

    public string Of(long scene) {
        int at = heldOut.BinarySearch(scene);
        return at >= 0 ? HeldOutName : shares is null ? Names[0] : shares.Of(scene - ~at, seed);
    }
}
