using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diorama.Rendering.Materials;

/// <summary>
/// The volume under a <see cref="MaterialModel.Subsurface"/> surface: homogeneous, isotropic, index-matched below the specular coat
/// (random walk of Chiang, Kutz and Burley 2016, "Practical and Controllable Subsurface Scattering for Production Path Tracing").
/// <para>
/// The walk, for a <see cref="BsdfSample"/> with <see cref="Lobe.Subsurface"/>:
/// 1. Multiply the path's throughput by the sample's Weight. Start at the hit point, offset inward, along the sample's Direction
///    (already cosine-distributed inside). Ignore the sample's Pdf: light sampling never enters here.
/// 2. <c>flight = medium.Sample(throughput, u, u)</c>. Trace to the nearest surface of the same object, at distance d.
/// 3. If <c>flight.Distance &lt; d</c>: <c>medium.Scatter(flight, ref throughput)</c>, move there, turn to
///    <see cref="SampleDirection"/>, apply Russian roulette, go to 2. If nothing was hit, the mesh is open: end the path.
/// 4. Else <c>medium.Leave(flight, d, ref throughput)</c>. The exit is a white Lambert transmitter: with n the normal that points
///    out of the object at the exit, light sampling there uses f·cos = cos/π and pdf = cos/π; the path continues outside along
///    <see cref="SampleExit"/> with throughput unchanged and that pdf for multiple importance sampling.
/// A closed, convex, thick object lit evenly then has the base colour as its diffuse albedo.
/// </para>
/// </summary>
public readonly struct SubsurfaceMedium {
    private const float MinMeanFreePath = 1e-7f;

    /// <summary>Single-scattering albedo: probability that light survives one scattering event, per channel.</summary>
    public readonly Vector3 Albedo;
    /// <summary>Extinction coefficient σt in m⁻¹, per channel: 1 / mean free path.</summary>
    public readonly Vector3 Extinction;

    public SubsurfaceMedium(in Appearance a) {
        Albedo = Invert(Vector3.Clamp(a.BaseColor, Vector3.Zero, Vector3.One));
        Extinction = Vector3.One / Vector3.Max(a.MeanFreePath, new(MinMeanFreePath));
    }

    /// <summary>
    /// Returns the single-scattering albedo of a half-space that reflects the fraction <paramref name="a"/> of uniform light: van de
    /// Hulst's fit, inverted (Kulla and Conty 2017, "Revisiting Physically Based Shading at Imageworks"). Accurate to 0.005; Chiang's own
    /// fit is off by 0.03 near white.
    /// </summary>
    private static Vector3 Invert(Vector3 a) {
        Vector3 s = new Vector3(4.09712f) + 4.20863f * a - Vector3.SquareRoot(new Vector3(9.59217f) + 41.6808f * a + 17.7126f * a * a);
        return Vector3.Clamp(Vector3.One - s * s, Vector3.Zero, Vector3.One);
    }

    /// <summary>
    /// Samples the distance to the next scattering event by the exponential distribution of one channel; channels are chosen in proportion
    /// to the throughput that they still carry.
    /// </summary>
    public FreeFlight Sample(Vector3 throughput, float uChannel, float uDistance) {
        Vector3 carried = throughput * Albedo;
        float sum = carried.X + carried.Y + carried.Z;
        Vector3 chances = sum > 0 ? carried / sum : new(1f / 3);
        float extinction = uChannel < chances.X ? Extinction.X : uChannel < chances.X + chances.Y ? Extinction.Y : Extinction.Z;
        return new() { Distance = -MathF.Log(1 - uDistance) / extinction, Chances = chances };
    }

    /// <summary>Weights the throughput of a flight that ended inside: σs·exp(−σt t) over the density of all channels.</summary>
    public void Scatter(in FreeFlight flight, ref Vector3 throughput) {
        Vector3 density = Extinction * Transmittance(flight.Distance);
        throughput *= Albedo * density / Math.Max(Vector3.Dot(flight.Chances, density), 1e-30f);
    }

    /// <summary>Weights the throughput of a flight that reached the boundary after <paramref name="distance"/> metres.</summary>
    public void Leave(in FreeFlight flight, float distance, ref Vector3 throughput) {
        Vector3 through = Transmittance(distance);
        throughput *= through / Math.Max(Vector3.Dot(flight.Chances, through), 1e-30f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector3 Transmittance(float distance) {
        Vector3 depth = Extinction * distance;
        return new(MathF.Exp(-depth.X), MathF.Exp(-depth.Y), MathF.Exp(-depth.Z));
    }

    /// <summary>Samples a direction uniformly over the sphere.</summary>
    public static Vector3 SampleDirection(Vector2 u) {
        float z = 1 - 2 * u.X, r = MathF.Sqrt(Math.Max(1 - z * z, 0));
        return new(UnitCircle.At(u.Y) * r, z);
    }

    /// <summary>
    /// Samples a cosine-distributed direction around the outward <paramref name="normal"/>; <paramref name="pdf"/> is cos/π.
    /// </summary>
    public static Vector3 SampleExit(Vector3 normal, Vector2 u, out float pdf) {
        Vector3 local = SurfaceLayers.CosineHemisphere(u);
        pdf = local.Z / MathF.PI;
        return new Core.Spaces.Basis(normal).ToWorld(local);
    }
}

/// <summary>
/// A step of the walk in <see cref="SubsurfaceMedium"/>: the distance to travel in metres unless a surface is nearer, and the
/// probabilities with which its channel was chosen.
/// </summary>
public struct FreeFlight {
    public float Distance;
    public Vector3 Chances;
}
