using Diorama.Assets.Index;

namespace Diorama.Assets.Packs;

/// <summary>A collection of assets: made by the program, taken in by the user, or fetched whole from package registries.</summary>
public sealed record Pack {
    public required string Name { get; init; }
    /// <summary>One sentence for people.</summary>
    public required string Summary { get; init; }
    /// <summary>SPDX names of the licences of what it holds.</summary>
    public required string Licence { get; init; }
    /// <summary>
    /// What it is made from; none where it is not fetched. Their files come into one folder, those of later packages over those of earlier
    /// ones.
    /// </summary>
    public IReadOnlyList<PackPackage> Packages { get; init; } = [];
    /// <summary>What the ids of its assets begin with, where that tells the pack; else empty.</summary>
    public string IdPrefix { get; init; } = "";
    /// <summary>Lists the assets of the pack in a folder; null for packs that hold other things.</summary>
    public Func<string, IReadOnlyList<Asset>>? BuildIndex { get; init; }
    /// <summary>
    /// What the list depends on besides the packages and the table of classes: a list under another version is made anew.
    /// </summary>
    public string IndexVersion { get; init; } = "";
    /// <summary>
    /// Loads the model of an asset from the pack's folder; null where models are scene files, which are converted once and kept.
    /// </summary>
    public Func<string, Asset, AssetModel>? LoadModel { get; init; }

    public bool IsFetched => Packages.Count > 0;
    /// <summary>Of all downloads together.</summary>
    public long DownloadBytes => Packages.Sum(p => p.Bytes);
    /// <summary>Versions of the packages.</summary>
    public string Version => string.Join(' ', Packages.Select(p => p.Version));
    /// <summary>SHA-256 of the downloads.</summary>
    public string Sha256 => string.Join(' ', Packages.Select(p => p.Sha256));

    public override string ToString() => Name;
}
