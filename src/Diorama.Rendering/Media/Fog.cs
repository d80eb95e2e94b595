using System.Numerics;

namespace Diorama.Rendering.Media;

/// <summary>
/// Fog that fills the world: extinction σt(z) = Density · exp(−(z − BaseHeight)/ScaleHeight) per metre above
/// BaseHeight (constant Density below and when ScaleHeight is infinite).
/// </summary>
public sealed class Fog {
    /// <summary>Extinction coefficient at and below <see cref="BaseHeight"/>, 1/m.</summary>
    public float Density { get; set; } = 0.01f;
    /// <summary>Single-scattering albedo per channel.</summary>
    public Vector3 Albedo { get; set; } = new(0.99f);
    /// <summary>Asymmetry parameter g of the Henyey-Greenstein phase function, in (−1, 1).</summary>
    public float Anisotropy { get; set; } = 0.6f;
    public float BaseHeight { get; set; }
    /// <summary>Height in metres over which the density falls by a factor of e; infinite is homogeneous fog.</summary>
    public float ScaleHeight { get; set; } = float.PositiveInfinity;

    /// <summary>
    /// Returns the density for a visibility in metres by Koschmieder's law: σt = 3.912 / visibility (contrast threshold 2 %).
    /// </summary>
    public static float DensityFromVisibility(float metres) => 3.912f / metres;
}
