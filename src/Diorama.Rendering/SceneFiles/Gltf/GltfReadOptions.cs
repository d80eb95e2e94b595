namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>What a glTF file leaves open.</summary>
public sealed class GltfReadOptions {
    /// <summary>Image size in pixels of cameras that do not state theirs in <c>extras.diorama</c>.</summary>
    public int Width { get; init; } = 640;
    public int Height { get; init; } = 480;
    /// <summary>
    /// Watts per lumen by which KHR_lights_punctual intensities are multiplied: candela become W/sr, lux become W/m².
    /// 1/683 (one watt at 555 nm, the default of Blender's importer and exporter) unless a file was authored in
    /// radiometric units, which wants 1. <see cref="GltfWriteOptions.PhotometricScale"/> is its inverse.
    /// </summary>
    public float PhotometricScale { get; init; } = 1f / 683;
    /// <summary>When given, other files are read from this folder and below alone; one that lies elsewhere is refused.</summary>
    public string? Within { get; init; }
}
