using System.Numerics;

namespace Diorama.Rendering.Lights;

/// <summary>A direction towards a light as chosen by <see cref="LightSampler"/>.</summary>
public struct LightSample {
    /// <summary>Unit, from the shaded point.</summary>
    public Vector3 Direction;
    /// <summary>Metres to the sampled point; infinite for lights at infinity.</summary>
    public float Distance;
    /// <summary>Incident radiance; for delta lights the irradiance facing the light (intensity/d²).</summary>
    public Vector3 Radiance;
    /// <summary>Solid-angle density times selection probability; for delta lights the selection probability alone.</summary>
    public float Pdf;
    /// <summary>The light subtends no solid angle: no BSDF sample can hit it, so no multiple importance sampling.</summary>
    public bool Delta;
    /// <summary>Index of the finite emitter, −1 for lights at infinity.</summary>
    public int Emitter;
    /// <summary>Weights (b1, b2) of vertices 1 and 2 of a triangle.</summary>
    public Vector2 Barycentric;
}
