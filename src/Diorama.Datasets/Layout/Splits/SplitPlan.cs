using System.Globalization;
using System.Text.Json.Serialization;
using Diorama.Core;

namespace Diorama.Datasets.Layout.Splits;

/// <summary>
/// Into what a dataset is divided, as plan.json and dataset.json state it. Which split a scene is in follows from this, the seed and the
/// scene's number, so whoever exports the dataset finds the same splits, however long it has grown.
/// </summary>
public sealed record SplitPlan {
    /// <summary>All scenes together.</summary>
    public static SplitPlan None { get; } = new();

    /// <summary>What is never torn apart: all frames and cameras of a scene are in one split.</summary>
    public string Unit => "scene";
    /// <summary>Names the draw of the order (<see cref="SplitShares"/>): seed, this, number of the block.</summary>
    public string Key => "splits";
    /// <summary>Of the scenes that show no held-out asset; together 1. Empty when those are one split.</summary>
    public IReadOnlyList<SplitShare> Shares { get; init; } = [];
    /// <summary>As asked for: a share, or ids with * for anything; null when no asset is held out.</summary>
    public string? HoldOut { get; init; }
    /// <summary>The assets, of those that the recipe may use, which that holds out; in ascending order.</summary>
    public IReadOnlyList<string>? HeldOutAssets { get; init; }
    /// <summary>The split of the scenes that show one of them.</summary>
    public string? HeldOutSplit => HoldOut is null ? null : SplitAssignment.HeldOutName;

    /// <param name="shares">Together 1, or none.</param>
    /// <param name="holdOut">A share of the assets or their ids; empty for none.</param>
    /// <param name="assets">Ids of those that the recipe may use.</param>
    /// <exception cref="BadInputException">The shares are not such, or there is no such asset.</exception>
    public static SplitPlan Of(IReadOnlyList<SplitShare> shares, string holdOut, IReadOnlyCollection<string> assets) {
        if (shares.Count > 0) SplitShares.Of(shares);
        if (holdOut.Length == 0) return new() { Shares = shares };
        HeldOutAssets heldOut = Layout.Splits.HeldOutAssets.Parse(holdOut, assets, "the recipe uses");
        return new() { Shares = shares, HoldOut = holdOut, HeldOutAssets =
            [.. assets.Where(heldOut.Contains).Order(StringComparer.Ordinal)] };
    }

    /// <summary>Whether a file's shares make splits.</summary>
    /// <exception cref="BadInputException">They do not; the sentence names the file.</exception>
    internal void Check(string file) {
        try {
            if (HeldOutAssets?.Any(a => a is null) == true) throw new BadInputException("a null stands in a list");
            _ = (Names, HeldOut);
        } catch (Exception e) when (e is BadInputException or ArgumentException) {
            throw new BadInputException($"{file} is damaged: splits: {e.Message.TrimEnd('.')}.", e);
        }
    }

    /// <summary>Names of all splits, that of the held-out assets last; empty for <see cref="None"/>.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Names => IsNone ? [] : new SplitAssignment(Proportions, 0, [], HoldOut is not null).Names;

    [JsonIgnore]
    public bool IsNone => Shares.Count == 0 && HoldOut is null;

    /// <summary>Null when scenes that show nothing held out are one split.</summary>
    [JsonIgnore]
    public SplitShares? Proportions => Shares.Count == 0 ? null : SplitShares.Of(Shares);

    /// <summary>Null when nothing is held out.</summary>
    [JsonIgnore]
    public HeldOutAssets? HeldOut => HoldOut is null ? null : Layout.Splits.HeldOutAssets.Parse(HoldOut);

    /// <summary>"train=0.8,val=0.2 and 0.1 of the assets held out"; "none".</summary>
    public override string ToString() {
        string shares = string.Join(',', Shares.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Name}={s.Share}")));
        return IsNone ? "none" : HoldOut is null ? shares : $"{(shares.Length > 0 ? shares + " and " : "")}held out '{HoldOut}'";
    }
}
