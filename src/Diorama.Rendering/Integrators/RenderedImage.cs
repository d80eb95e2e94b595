using System.Numerics;
using Diorama.Core.Images;

namespace Diorama.Rendering.Integrators;

/// <summary>
/// Result of the path tracer, linear scene-referred Rec.709 radiance in W·sr⁻¹·m⁻². With split light, Radiance = Emission + DiffuseDirect +
/// DiffuseIndirect + SpecularDirect + SpecularIndirect; "diffuse" and "specular" name the scattering at the first visible surface, "direct"
/// light that reached it straight from an emitter. Fog counts as diffuse.
/// </summary>
public sealed class RenderedImage {
    public required Image<Vector3> Radiance { get; init; }
    /// <summary>
    /// Light that reaches the camera from an emitter without scattering, including the background; null without split light.
    /// </summary>
    public Image<Vector3>? Emission { get; init; }
    public Image<Vector3>? DiffuseDirect { get; init; }
    public Image<Vector3>? DiffuseIndirect { get; init; }
    public Image<Vector3>? SpecularDirect { get; init; }
    public Image<Vector3>? SpecularIndirect { get; init; }
}
