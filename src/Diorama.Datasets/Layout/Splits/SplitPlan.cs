using System.Globalization;
using System.Text.Json.Serialization;
using Diorama.Core;

namespace Diorama.Datasets.Layout.Splits;

/// <summary>
/// Plan of a dataset's splits, as plan.json and dataset.json state it. The split of a scene follows from this plan, the seed and the
/// scene's number, so every export of the dataset finds the same splits, however long it has grown.
/// </summary>
public sealed record SplitPlan {
    /// <summary>The plan without splits: all scenes together.</summary>
    public static SplitPlan None { get; } = new();

    /// <summary>Unit that is never divided: all frames and cameras of a scene are in one split.</summary>
    public string Unit => "scene";
    /// <summary>
    /// Random key of the drawn order (<see cref="SplitShares"/>), which depends on the seed, this key and the number of the block.
    /// </summary>
    public string Key => "splits";
    /// <summary>Shares of the scenes that show no held-out asset; they sum to 1. Empty if those scenes are one split.</summary>
    public IReadOnlyList<SplitShare> Shares { get; init; } = [];
    /// <summary>Held-out assets as requested: a share, or ids where * matches any characters; null if no asset is held out.</summary>
    public string? HoldOut { get; init; }
    /// <summary>Ids of the recipe's assets that <see cref="HoldOut"/> holds out, in ascending order.</summary>
    public IReadOnlyList<string>? HeldOutAssets { get; init; }
    /// <summary>Name of the split of the scenes that show a held-out asset; null if no asset is held out.</summary>
    public string? HeldOutSplit => HoldOut is null ? null : SplitAssignment.HeldOutName;

    /// <param name="shares">Shares that sum to 1, or none.</param>
    /// <param name="holdOut">Share of the assets to hold out, or their ids; empty for none.</param>
    /// <param name="assets">Ids of the assets that the recipe may use.</param>
    /// <exception cref="BadInputException">The shares are invalid, or there is no such asset.</exception>
    public static SplitPlan Of(IReadOnlyList<SplitShare> shares, string holdOut, IReadOnlyCollection<string> assets) {
        if (shares.Count > 0) SplitShares.Of(shares);
        if (holdOut.Length == 0) return new() { Shares = shares };
        HeldOutAssets heldOut = Layout.Splits.HeldOutAssets.Parse(holdOut, assets, "the recipe uses");
        return new() { Shares = shares, HoldOut = holdOut, HeldOutAssets =
            [.. assets.Where(heldOut.Contains).Order(StringComparer.Ordinal)] };
    }

    /// <summary>Checks that the plan read from a file gives valid splits.</summary>
    /// <exception cref="BadInputException">It does not; the message names the file.</exception>
    internal void Check(string file) {
        try {
            if (HeldOutAssets?.Any(a => a is null) == true) throw new BadInputException("a null stands in a list");
            _ = (Names, HeldOut);
        } catch (Exception e) when (e is BadInputException or ArgumentException) {
            throw new BadInputException($"{file} is damaged: splits: {e.Message.TrimEnd('.')}.", e);
        }
    }

    /// <summary>Names of all splits, with the split of held-out assets last; empty for <see cref="None"/>.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Names => IsNone ? [] : new SplitAssignment(Proportions, 0, [], HoldOut is not null).Names;

    [JsonIgnore]
    public bool IsNone => Shares.Count == 0 && HoldOut is null;

    /// <summary>Shares of the splits; null if scenes without held-out assets are one split.</summary>
    [JsonIgnore]
    public SplitShares? Proportions => Shares.Count == 0 ? null : SplitShares.Of(Shares);

    /// <summary>Held-out assets; null if no asset is held out.</summary>
    [JsonIgnore]
    public HeldOutAssets? HeldOut => HoldOut is null ? null : Layout.Splits.HeldOutAssets.Parse(HoldOut);

    /// <summary>Returns a description: "train=0.8,val=0.2 and held out '0.1'", or "none".</summary>
    public override string ToString() {
        string shares = string.Join(',', Shares.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Name}={s.Share}")));
        return IsNone ? "none" : HoldOut is null ? shares : $"{(shares.Length > 0 ? shares + " and " : "")}held out '{HoldOut}'";
    }
}
