namespace Diorama.Rendering.Labels;

/// <summary>Policy for labels of pixels where the camera looks at glass.</summary>
public enum GlassPolicy {
    /// <summary>The glass itself.</summary>
    Surface,
    /// <summary>The surface behind it on the straight line; refraction is not followed.</summary>
    Through,
}

/// <summary>
/// Rules for what counts as visible. Cut-out surfaces (alpha mode Mask) always follow their cut-out, and mirrors always count as surfaces.
/// Fog hides nothing.
/// </summary>
public sealed class LabelPolicy {
    /// <summary>Alpha from which blended surfaces count as present.</summary>
    public float AlphaThreshold { get; init; } = 0.5f;
    /// <summary>Transmission, including its texture, from which a material counts as glass.</summary>
    public float GlassThreshold { get; init; } = 0.5f;
    /// <summary>
    /// Policy for depth, distance, position, normals, UV, object coordinates, flow, scene flow and occlusion, and for keypoint visibility.
    /// </summary>
    public GlassPolicy Geometry { get; init; }
    /// <summary>Policy for instance, part, material and class ids, masks and boxes.</summary>
    public GlassPolicy Identity { get; init; }
    /// <summary>Policy for albedo, roughness, metallic and emission.</summary>
    public GlassPolicy Appearance { get; init; }
}
