namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>How a scene is stored as glTF.</summary>
public sealed class GltfWriteOptions {
    /// <summary>Watts per lumen by which light intensities are divided; give the reader the same (<see cref="GltfReadOptions.PhotometricScale"/>).</summary>
    public float PhotometricScale { get; init; } = 1f / 683;
}
