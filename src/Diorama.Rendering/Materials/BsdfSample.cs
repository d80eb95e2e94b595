using System.Numerics;

namespace Diorama.Rendering.Materials;

/// <summary>A direction in which a path goes on.</summary>
public struct BsdfSample {
    /// <summary>Unit, world space.</summary>
    public Vector3 Direction;
    /// <summary>f·|cos θi| / pdf over all lobes; for radiance, so refraction carries 1/<see cref="Eta"/>².</summary>
    public Vector3 Weight;
    /// <summary>Luminance share of the diffuse part of <see cref="Weight"/>, 0 to 1.</summary>
    public float DiffuseShare;
    /// <summary>Solid-angle density; 0 for delta samples.</summary>
    public float Pdf;
    public Lobe Lobe;
    /// <summary>
    /// Refractive index behind the surface over that in front when the path was refracted into or out of a solid, else 1.
    /// Roulette should look at throughput × the product of Eta², which is what energy is conserved in.
    /// </summary>
    public float Eta;
}
