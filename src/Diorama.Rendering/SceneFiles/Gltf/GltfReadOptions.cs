using Diorama.Core.Colors;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>Options for what a glTF file does not define.</summary>
public sealed class GltfReadOptions {
    /// <summary>Image width in pixels of cameras that do not state theirs in <c>extras.diorama</c>.</summary>
    public int Width { get; init; } = 640;
    /// <summary>Image height in pixels of cameras that do not state theirs in <c>extras.diorama</c>.</summary>
    public int Height { get; init; } = 480;
    /// <summary>
    /// Watts per lumen by which KHR_lights_punctual intensities are multiplied: candela become W/sr, lux become W/m². 1/683 (one watt at
    /// 555 nm, the default of Blender's importer and exporter) unless a file was authored in radiometric units, which need 1.
    /// <see cref="GltfWriteOptions.PhotometricScale"/> divides by the same value.
    /// </summary>
    public float PhotometricScale { get; init; } = 1 / Luminance.LumensPerWatt;
    /// <summary>
    /// Whether the file is known to be sound, so that compressed geometry is decoded in this process even if there is a parser process.
    /// </summary>
    public bool Trusted { get; init; }
    /// <summary>Folder in and below which other files may be read; files elsewhere are refused. Null allows any.</summary>
    public string? Within { get; init; }
    /// <summary>Unit and scale by which a scene counts as far from the origin; they are not applied (<see cref="SceneUnits"/>).</summary>
    public FileUnits Units { get; init; } = FileUnits.Stated;
}
