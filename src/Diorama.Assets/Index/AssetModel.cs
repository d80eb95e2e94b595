using Diorama.Rendering.Scenes;

namespace Diorama.Assets.Index;

/// <summary>
/// The geometry and materials of an asset, in its own frame and size (see <see cref="Asset"/>). Shared by all who place it: never changed.
/// </summary>
public sealed class AssetModel {
    public required Asset Asset { get; init; }
    /// <summary>Meshes in the asset frame, metres.</summary>
    public required IReadOnlyList<MeshPart> Parts { get; init; }
    /// <summary>Bytes of geometry and pictures held in memory, for the cache's limit.</summary>
    public long Bytes { get; init; }
}
