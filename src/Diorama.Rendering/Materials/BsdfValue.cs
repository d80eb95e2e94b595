using System.Numerics;

namespace Diorama.Rendering.Materials;

/// <summary>
/// Value of a BSDF for two directions, times the cosine: f·|cos θi| in sr⁻¹, split into diffuse and specular. Delta lobes are not included.
/// </summary>
public struct BsdfValue {
    public Vector3 Diffuse, Specular;
    /// <summary>
    /// Solid-angle density with which <see cref="Bsdf.Sample"/> samples this direction; integrates to the fraction of non-delta samples.
    /// </summary>
    public float Pdf;
    public readonly Vector3 Total => Diffuse + Specular;
}
