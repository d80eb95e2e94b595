using System.Numerics;

namespace Diorama.Rendering.Lights;

public enum LightKind { Point, Spot, Directional, Rectangle, Disc }

/// <summary>
/// A light on a node; it shines along the node's −Z (glTF, KHR_lights_punctual). Colours are linear Rec.709.
/// Units of <see cref="Intensity"/>: point and spot W/sr per channel, directional W/m² of irradiance facing it,
/// rectangle and disc W·sr⁻¹·m⁻² of emitted radiance (one-sided).
/// </summary>
public sealed class Light {
    public string Name { get; set; } = "";
    public required LightKind Kind { get; init; }
    public Vector3 Color { get; set; } = Vector3.One;
    public float Intensity { get; set; } = 1;
    /// <summary>Radians from the axis, spot only.</summary>
    public float InnerConeAngle { get; set; }
    public float OuterConeAngle { get; set; } = MathF.PI / 4;
    /// <summary>Full angle that a directional light subtends, radians; 0 is a point at infinity. The sun: 0.00935.</summary>
    public float AngularDiameter { get; set; }
    /// <summary>Full width and height of a rectangle, diameter in X of a disc, metres.</summary>
    public Vector2 Size { get; set; } = Vector2.One;
    /// <summary>glTF's cut-off distance of point and spot lights in metres; infinite by default.</summary>
    public float Range { get; set; } = float.PositiveInfinity;

    /// <summary>Another light with the same values.</summary>
    public Light Copy() => (Light)MemberwiseClone();
}
