using Diorama.Rendering.Scenes;

namespace Diorama.Assets.Index;

/// <summary>
/// Geometry and materials of an asset, in its own frame and size (see <see cref="Asset"/>). Shared by all users, so it must not be changed.
/// </summary>
public sealed class AssetModel {
    public required Asset Asset { get; init; }
    /// <summary>Meshes in the asset frame, metres.</summary>
    public required IReadOnlyList<MeshPart> Parts { get; init; }
    /// <summary>Named points in the asset frame, metres.</summary>
    public IReadOnlyList<Keypoint> Keypoints { get; init; } = [];
    /// <summary>Pairs of keypoints that a line joins.</summary>
    public IReadOnlyList<KeypointLink> Skeleton { get; init; } = [];
    /// <summary>Size of the geometry and textures in memory, bytes, for the limit of the cache.</summary>
    public long Bytes { get; init; }

    /// <summary>Adds meshes, keypoints and skeleton to a node whose frame is the asset's.</summary>
    public void AddTo(Node node) {
        ArgumentNullException.ThrowIfNull(node);
        node.Parts.AddRange(Parts);
        node.Keypoints.AddRange(Keypoints);
        node.Skeleton.AddRange(Skeleton);
    }

    /// <summary>Returns the same model with other parts, in the same frame and size.</summary>
    public AssetModel With(IReadOnlyList<MeshPart> parts) =>
        new() { Asset = Asset, Parts = parts, Keypoints = Keypoints, Skeleton = Skeleton, Bytes = Bytes };
}
