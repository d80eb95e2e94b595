using System.Numerics;

namespace Diorama.Rendering.Lights;

/// <summary>A direction towards a light, sampled by <see cref="LightSampler"/>.</summary>
public struct LightSample {
    /// <summary>Unit direction from the shaded point.</summary>
    public Vector3 Direction;
    /// <summary>Distance to the sampled point in metres; infinite for lights at infinity.</summary>
    public float Distance;
    /// <summary>Incident radiance; for delta lights the irradiance on a surface facing the light (intensity/d²).</summary>
    public Vector3 Radiance;
    /// <summary>Solid-angle density times selection probability; for delta lights the selection probability only.</summary>
    public float Pdf;
    /// <summary>Whether the light subtends no solid angle: no BSDF sample can hit it, so no multiple importance sampling applies.</summary>
    public bool Delta;
    /// <summary>Index of the emitter of finite distance; −1 for lights at infinity.</summary>
    public int Emitter;
    /// <summary>Barycentric weights (b1, b2) of vertices 1 and 2 of a triangle.</summary>
    public Vector2 Barycentric;
}
