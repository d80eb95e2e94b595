using Diorama.Core.Colors;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>Options for writing a scene as glTF.</summary>
public sealed class GltfWriteOptions {
    /// <summary>
    /// Watts per lumen by which light intensities are divided; the reader must get the same value
    /// (<see cref="GltfReadOptions.PhotometricScale"/>).
    /// </summary>
    public float PhotometricScale { get; init; } = 1 / Luminance.LumensPerWatt;
    /// <summary>
    /// Folder in and below which image files are embedded, so that the file needs no other: an image elsewhere is refused, and one that
    /// cannot be read is left out with a warning. If null, images from any folder are embedded, and one that cannot be read is referred to
    /// by its name.
    /// </summary>
    public string? SelfContainedFrom { get; init; }
}
