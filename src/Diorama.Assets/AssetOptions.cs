using Diorama.Assets.Packs;

namespace Diorama.Assets;

/// <summary>How an <see cref="AssetLibrary"/> works.</summary>
public sealed record AssetOptions {
    /// <summary>Where packs and caches lie; null is <see cref="DataFolder.Default"/>.</summary>
    public string? Folder { get; init; }
    /// <summary>False forbids fetching a pack on first use.</summary>
    public bool MayInstall { get; init; } = true;
    /// <summary>Packs whose assets are offered, in this order.</summary>
    public IReadOnlyList<Pack> Packs { get; init; } = [AllPacks.Shapes, AllPacks.Furniture, AllPacks.Own];
    /// <summary>Told what is being installed, one sentence each; null is silent.</summary>
    public Action<string>? Report { get; init; }
    /// <summary>How much geometry of models not in use stays in memory, bytes.</summary>
    public long CacheBytes { get; init; } = 512L << 20;
}
