using System.Numerics;

namespace Diorama.Rendering.Materials;

/// <summary>
/// Scattering from one direction to another, times the cosine: f·|cos θi| in sr⁻¹, split by kind. Delta lobes are not in it.
/// </summary>
public struct BsdfValue {
    public Vector3 Diffuse, Specular;
    /// <summary>
    /// Solid-angle density with which <see cref="Bsdf.Sample"/> gives this direction; integrates to the share of non-delta samples.
    /// </summary>
    public float Pdf;
    public readonly Vector3 Total => Diffuse + Specular;
}
