using Diorama.Rendering.Scenes;

namespace Diorama.Assets.Index;

/// <summary>
/// Geometry and materials of an asset, in its own frame and size (see <see cref="Asset"/>). Shared by all users, so it must not be changed.
/// </summary>
public sealed class AssetModel {
    public required Asset Asset { get; init; }
    /// <summary>Meshes in the asset frame, metres.</summary>
    public required IReadOnlyList<MeshPart> Parts { get; init; }
    /// <summary>Size of the geometry and textures in memory, bytes, for the limit of the cache.</summary>
    public long Bytes { get; init; }
}
