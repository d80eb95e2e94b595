using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diorama.Rendering.Media;

/// <summary>
/// Closed forms for <see cref="Fog"/> along a ray: optical depth, its inverse, and free-flight sampling. Rays are in world space with unit
/// directions; distances in metres may be infinite.
/// </summary>
public readonly struct FogSampler {
    /// <summary>Number of scale heights above which fog is too thin for single precision.</summary>
    private const float Ceiling = 80;

    private readonly float density, baseHeight, scaleHeight;

    public readonly Vector3 Albedo;
    public readonly HenyeyGreenstein Phase;

    public FogSampler(Fog fog) {
        ArgumentNullException.ThrowIfNull(fog);
        (density, baseHeight, scaleHeight) = (fog.Density, fog.BaseHeight, fog.ScaleHeight);
        Albedo = fog.Albedo;
        Phase = new(fog.Anisotropy);
    }

    public bool IsHomogeneous => float.IsPositiveInfinity(scaleHeight);

    /// <summary>Returns the extinction coefficient σt at a height, in 1/m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Extinction(float z) => z <= baseHeight || IsHomogeneous ? density : density * MathF.Exp((baseHeight - z) / scaleHeight);

    /// <summary>Returns the optical depth ∫ σt dt over [0, tMax].</summary>
    public float OpticalDepth(Vector3 origin, Vector3 direction, float tMax) {
        if (IsHomogeneous) return density > 0 ? density * tMax : 0;
        (float before, float first, bool firstAbove, float second) = Parts(origin.Z, direction.Z, tMax);
        float z = origin.Z + before * direction.Z;
        float depth = Depth(z, direction.Z, first, firstAbove);
        return second > 0 ? depth + Depth(baseHeight, direction.Z, second, !firstAbove) : depth;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Transmittance(Vector3 origin, Vector3 direction, float tMax) => MathF.Exp(-OpticalDepth(origin, direction, tMax));

    /// <summary>Returns the distance at which the optical depth reaches <paramref name="depth"/>; infinite if it never does.</summary>
    public float DistanceAt(Vector3 origin, Vector3 direction, float depth) {
        if (IsHomogeneous) return depth / density;
        (float before, float first, bool firstAbove, float second) = Parts(origin.Z, direction.Z, float.PositiveInfinity);
        float z = origin.Z + before * direction.Z;
        float whole = Depth(z, direction.Z, first, firstAbove);
        if (depth <= whole || second <= 0) return before + Invert(z, direction.Z, depth, firstAbove);
        return before + first + Invert(baseHeight, direction.Z, depth - whole, !firstAbove);
    }

    /// <summary>
    /// Samples a free flight: returns true with a collision at <paramref name="t"/> &lt; tMax, whose density is σt(t)·T(t); false, with
    /// probability T(tMax), if the ray passes.
    /// </summary>
    public bool SampleCollision(Vector3 origin, Vector3 direction, float tMax, float u, out float t) {
        t = DistanceAt(origin, direction, -LogOneMinus(u));
        return t < tMax;
    }

    /// <summary>
    /// Samples a forced collision in [0, tMax]: <paramref name="pdf"/> per metre is σt(t)·T(t) / (1 − T(tMax)). Returns false if there is
    /// no fog on the way.
    /// </summary>
    public bool SampleWithin(Vector3 origin, Vector3 direction, float tMax, float u, out float t, out float pdf) {
        float scattered = OneMinusExp(OpticalDepth(origin, direction, tMax));
        (t, pdf) = (0, 0);
        if (!(scattered > 0)) return false;
        float depth = -LogOneMinus(u * scattered);
        t = MathF.Min(DistanceAt(origin, direction, depth), tMax);
        pdf = Extinction(origin.Z + t * direction.Z) * MathF.Exp(-depth) / scattered;
        return float.IsFinite(t) && pdf > 0;
    }

    /// <summary>Returns the density of <see cref="SampleWithin"/> per metre.</summary>
    public float PdfWithin(Vector3 origin, Vector3 direction, float tMax, float t) {
        float scattered = OneMinusExp(OpticalDepth(origin, direction, tMax));
        return scattered > 0 && t >= 0 && t <= tMax
            ? Extinction(origin.Z + t * direction.Z) * Transmittance(origin, direction, t) / scattered
            : 0;
    }

    /// <summary>
    /// Splits [0, tMax] into empty air far above the base height, the part on the origin's side of the base and the part beyond it.
    /// </summary>
    private (float Before, float First, bool FirstAbove, float Second) Parts(float z, float dz, float tMax) {
        float before = 0;
        bool above = z > baseHeight || (z == baseHeight && dz > 0);
        if (dz < 0 && z - baseHeight > Ceiling * scaleHeight) {
            before = MathF.Min(tMax, (z - baseHeight - Ceiling * scaleHeight) / -dz);
            z += before * dz;
        }
        float left = tMax - before;
        if (float.IsNaN(left)) left = 0;
        float crossing = dz == 0 ? float.PositiveInfinity : (baseHeight - z) / dz;
        return crossing > 0 && crossing < left ? (before, crossing, above, left - crossing) : (before, left, above, 0);
    }

    /// <summary>Returns the optical depth of a segment that lies entirely above or entirely below the base height.</summary>
    private float Depth(float z, float dz, float length, bool above) {
        float sigma = above ? Extinction(z) : density;
        if (sigma == 0 || length == 0) return 0;
        float slope = dz / scaleHeight;
        if (!above || slope == 0) return sigma * length;
        float x = slope * length;
        // σ ∫ exp(−slope·t) dt; nearly horizontal rays use the series, because the difference cancels.
        return MathF.Abs(x) < 1e-4f ? sigma * length * (1 - x * 0.5f) : sigma * OneMinusExp(x) / slope;
    }

    private float Invert(float z, float dz, float depth, bool above) {
        float sigma = above ? Extinction(z) : density;
        if (depth <= 0) return 0;
        if (!above) return depth / sigma;
        float y = depth / sigma * (dz / scaleHeight);
        if (y >= 1) return float.PositiveInfinity;
        return MathF.Abs(y) < 1e-4f ? depth / sigma * (1 + y * 0.5f) : -LogOneMinus(y) * scaleHeight / dz;
    }

    /// <summary>Returns 1 − e^−x without cancellation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float OneMinusExp(float x) =>
        MathF.Abs(x) < 0.03f ? x * (1 - x * (0.5f - x * (1 / 6f - x * (1 / 24f)))) : 1 - MathF.Exp(-x);

    /// <summary>Returns ln(1 − x) without cancellation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float LogOneMinus(float x) =>
        MathF.Abs(x) < 0.02f ? -x * (1 + x * (0.5f + x * (1 / 3f + x * (0.25f + x * 0.2f)))) : MathF.Log(1 - x);
}
