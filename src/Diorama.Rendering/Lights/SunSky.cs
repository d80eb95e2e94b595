using System.Numerics;

namespace Diorama.Rendering.Lights;

/// <summary>Parameters of the analytic clear sky and its sun.</summary>
public sealed class SunSky {
    /// <summary>Unit direction towards the sun, world space.</summary>
    public Vector3 SunDirection { get; set; } = Vector3.Normalize(new(1, 1, 1));
    /// <summary>Turbidity of the air: 2 is very clear, 10 hazy.</summary>
    public float Turbidity { get; set; } = 3;
    public Vector3 GroundAlbedo { get; set; } = new(0.2f);
    /// <summary>Full angle of the sun's disc in radians.</summary>
    public float SunAngularDiameter { get; set; } = 0.00935f;
    /// <summary>Factor of the radiance of sky and sun.</summary>
    public float Scale { get; set; } = 1;
    public bool SunVisible { get; set; } = true;
}
