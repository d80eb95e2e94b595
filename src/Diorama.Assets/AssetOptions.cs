using Diorama.Assets.Packs;

namespace Diorama.Assets;

/// <summary>Options of an <see cref="AssetLibrary"/>.</summary>
public sealed record AssetOptions {
    /// <summary>Folder of packs and caches; null is <see cref="DataFolder.Default"/>.</summary>
    public string? Folder { get; init; }
    /// <summary>False forbids the installation of a pack on first use.</summary>
    public bool MayInstall { get; init; } = true;
    /// <summary>Packs whose assets are available, in this order.</summary>
    public IReadOnlyList<Pack> Packs { get; init; } = [AllPacks.Shapes, AllPacks.Furniture, AllPacks.Own];
    /// <summary>Callback for messages about installations, one sentence each; null for none.</summary>
    public Action<string>? Report { get; init; }
    /// <summary>Largest size of the geometry that stays in memory, bytes.</summary>
    public long CacheBytes { get; init; } = 512L << 20;
}
