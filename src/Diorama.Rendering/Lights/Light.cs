using System.Numerics;

namespace Diorama.Rendering.Lights;

public enum LightKind { Point, Spot, Directional, Rectangle, Disc }

/// <summary>
/// A light attached to a node; it emits along the node's −Z (glTF, KHR_lights_punctual). Colours are linear Rec.709. Units of
/// <see cref="Intensity"/>: point and spot W/sr per channel, directional W/m² of irradiance on a surface facing it, rectangle and disc
/// W·sr⁻¹·m⁻² of emitted radiance (one-sided).
/// </summary>
public sealed class Light {
    public string Name { get; set; } = "";
    public required LightKind Kind { get; init; }
    public Vector3 Color { get; set; } = Vector3.One;
    public float Intensity { get; set; } = 1;
    /// <summary>Angle in radians from the axis up to which a spot light has full intensity.</summary>
    public float InnerConeAngle { get; set; }
    /// <summary>Angle in radians from the axis beyond which a spot light has no intensity.</summary>
    public float OuterConeAngle { get; set; } = MathF.PI / 4;
    /// <summary>Full angle in radians that a directional light subtends; 0 is a point at infinity, 0.00935 the sun.</summary>
    public float AngularDiameter { get; set; }
    /// <summary>Full width and height of a rectangle, or diameter (X) of a disc, in metres.</summary>
    public Vector2 Size { get; set; } = Vector2.One;
    /// <summary>Cut-off distance of point and spot lights in metres, as in glTF; infinite by default.</summary>
    public float Range { get; set; } = float.PositiveInfinity;

    /// <summary>Returns a copy with the same values.</summary>
    public Light Copy() => (Light)MemberwiseClone();
}
