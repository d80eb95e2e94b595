using System.Numerics;

namespace Diorama.Rendering.Materials;

/// <summary>A direction sampled from a BSDF, in which a path continues.</summary>
public struct BsdfSample {
    /// <summary>Direction, unit, world space.</summary>
    public Vector3 Direction;
    /// <summary>Weight f·|cos θi| / pdf over all lobes; for radiance, so refraction includes 1/<see cref="Eta"/>².</summary>
    public Vector3 Weight;
    /// <summary>Fraction of the luminance of <see cref="Weight"/> that is diffuse, 0 to 1.</summary>
    public float DiffuseShare;
    /// <summary>Solid-angle density of the direction; 0 for delta samples.</summary>
    public float Pdf;
    public Lobe Lobe;
    /// <summary>
    /// Refractive index behind the surface over that in front if the path was refracted into or out of a solid, else 1. Russian roulette
    /// should use throughput × the product of Eta², which is the quantity that conserves energy.
    /// </summary>
    public float Eta;
}
