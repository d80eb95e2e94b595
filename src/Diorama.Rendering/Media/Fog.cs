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
    /// <summary>Henyey-Greenstein asymmetry in (−1, 1).</summary>
    public float Anisotropy { get; set; } = 0.6f;
    public float BaseHeight { get; set; }
    /// <summary>Metres over which density falls by e; infinite is homogeneous fog.</summary>
    public float ScaleHeight { get; set; } = float.PositiveInfinity;

    /// <summary>Koschmieder: σt = 3.912 / visibility (contrast threshold 2 %).</summary>
    public static float DensityFromVisibility(float metres) => 3.912f / metres;
}
