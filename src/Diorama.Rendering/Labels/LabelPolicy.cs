namespace Diorama.Rendering.Labels;

/// <summary>What a label shows where the camera looks at glass.</summary>
public enum GlassPolicy {
    /// <summary>The glass itself.</summary>
    Surface,
    /// <summary>What lies behind it on the straight line; refraction is not followed.</summary>
    Through,
}

/// <summary>
/// What counts as seen. Cut-out surfaces (alpha mode Mask) follow their cut-out and mirrors are surfaces, always.
/// Fog hides nothing.
/// </summary>
public sealed class LabelPolicy {
    /// <summary>Blended surfaces are there where their alpha is at least this.</summary>
    public float AlphaThreshold { get; init; } = 0.5f;
    /// <summary>A material is glass where its transmission, texture included, is at least this.</summary>
    public float GlassThreshold { get; init; } = 0.5f;
    /// <summary>Depth, distance, position, normals, UV, object coordinates, flow, scene flow and occlusion; keypoint visibility.</summary>
    public GlassPolicy Geometry { get; init; }
    /// <summary>Instance, part, material and class ids, masks and boxes.</summary>
    public GlassPolicy Identity { get; init; }
    /// <summary>Albedo, roughness, metallic, emission.</summary>
    public GlassPolicy Appearance { get; init; }
}
