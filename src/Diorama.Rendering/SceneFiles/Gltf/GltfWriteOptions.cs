namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>How a scene is stored as glTF.</summary>
public sealed class GltfWriteOptions {
    /// <summary>
    /// Watts per lumen by which light intensities are divided; give the reader the same (<see cref="GltfReadOptions.PhotometricScale"/>).
    /// </summary>
    public float PhotometricScale { get; init; } = 1f / 683;
    /// <summary>
    /// When given, the file needs no other: pictures are taken from this folder and below, one that lies elsewhere is refused, and one that
    /// cannot be read is left out with a warning. Otherwise such a file is referred to by its name.
    /// </summary>
    public string? SelfContainedFrom { get; init; }
}
