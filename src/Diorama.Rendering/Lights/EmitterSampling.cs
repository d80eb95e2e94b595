using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Rendering.Sampling;

namespace Diorama.Rendering.Lights;

/// <summary>
/// Samples one emitter of finite distance as seen from a point; densities are per steradian, without the selection probability.
/// </summary>
public static class EmitterSampling {
    /// <summary>
    /// Solid angle in steradians below which area sampling is as good as solid angle sampling, and safer in single precision.
    /// </summary>
    private const float MinSolidAngle = 1e-3f;
    /// <summary>
    /// Solid angle in steradians above which a triangle is sampled by area: Arvo's construction loses precision where the triangle fills
    /// nearly a hemisphere.
    /// </summary>
    private const float LargestTriangle = 6.22f;

    /// <summary>Samples a direction to the emitter; returns false if the emitter faces away or has no solid angle.</summary>
    public static bool Sample(in Emitter e, Vector3 position, Vector2 u, out LightSample s) {
        s = default;
        if (e.IsDelta) return SampleDelta(e, position, ref s);
        Vector3 corner = e.Position - position;
        float height = Vector3.Dot(corner, e.Normal);
        if (height >= 0 && !e.TwoSided) return false;
        Vector3 toLight;
        bool uniform = UsesSolidAngle(e, corner, height, out float solidAngle);
        switch (e.Kind) {
            case EmitterKind.Triangle when uniform:
                Vector3 direction = SphericalShapes.SampleTriangle(corner, corner + e.EdgeU, corner + e.EdgeV, solidAngle, u);
                float slope = Vector3.Dot(direction, e.Normal);
                if (slope == 0) return false;
                toLight = direction * (height / slope);
                s.Barycentric = Barycentric(e, toLight - corner);
                break;
            case EmitterKind.Triangle:
                s.Barycentric = Warp.Triangle(u);
                toLight = corner + s.Barycentric.X * e.EdgeU + s.Barycentric.Y * e.EdgeV;
                break;
            case EmitterKind.Rectangle:
                toLight = uniform
                    ? SphericalShapes.SampleRectangle(corner, e.EdgeU, e.EdgeV, solidAngle, u)
                    : corner + u.X * e.EdgeU + u.Y * e.EdgeV;
                break;
            default:
                Vector2 disc = Warp.Disc(u);
                toLight = corner + disc.X * e.EdgeU + disc.Y * e.EdgeV;
                break;
        }
        float squared = toLight.LengthSquared();
        s.Distance = MathF.Sqrt(squared);
        s.Direction = toLight / s.Distance;
        s.Radiance = e.Radiance;
        s.Pdf = uniform ? 1 / solidAngle : squared * s.Distance / (MathF.Abs(height) * e.Area);
        return squared > 0 && float.IsFinite(s.Pdf);
    }

    /// <summary>
    /// Returns the density with which <see cref="Sample"/> from <paramref name="position"/> chooses a direction that hits the emitter at
    /// <paramref name="distance"/>.
    /// </summary>
    public static float Pdf(in Emitter e, Vector3 position, Vector3 direction, float distance) {
        if (e.IsDelta) return 0;
        Vector3 corner = e.Position - position;
        float height = Vector3.Dot(corner, e.Normal);
        if (height >= 0 && !e.TwoSided) return 0;
        float pdf = UsesSolidAngle(e, corner, height, out float solidAngle)
            ? 1 / solidAngle
            : distance * distance * distance / (MathF.Abs(height) * e.Area);
        return float.IsFinite(pdf) ? pdf : 0;
    }

    /// <summary>
    /// Whether the emitter is sampled by solid angle; depends on emitter and position only, so that <see cref="Sample"/> and
    /// <see cref="Pdf"/> always agree.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool UsesSolidAngle(in Emitter e, Vector3 corner, float height, out float solidAngle) {
        solidAngle = 0;
        if (e.Kind == EmitterKind.Triangle) {
            if (IsFar(e.Area, corner + (e.EdgeU + e.EdgeV) / 3, height)) return false;
            solidAngle = SphericalShapes.TriangleSolidAngle(corner, e.EdgeU, e.EdgeV, 2 * height * e.Area);
            return solidAngle > MinSolidAngle && solidAngle < LargestTriangle;
        }
        if (e.Kind != EmitterKind.Rectangle || !e.Orthogonal) return false;
        if (IsFar(e.Area, corner + (e.EdgeU + e.EdgeV) / 2, height)) return false;
        solidAngle = SphericalShapes.ParallelogramSolidAngle(corner, e.EdgeU, e.EdgeV, height * e.Area);
        return solidAngle > MinSolidAngle;
    }

    /// <summary>Whether area · cos / d² already shows that the solid angle is small, which saves the arc tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsFar(float area, Vector3 centre, float height) {
        float squared = centre.LengthSquared();
        return area < 0.1f * squared && area * MathF.Abs(height) < MinSolidAngle * squared * MathF.Sqrt(squared);
    }

    private static Vector2 Barycentric(in Emitter e, Vector3 fromCorner) {
        float uu = e.EdgeU.LengthSquared(), vv = e.EdgeV.LengthSquared(), uv = Vector3.Dot(e.EdgeU, e.EdgeV);
        float pu = Vector3.Dot(fromCorner, e.EdgeU), pv = Vector3.Dot(fromCorner, e.EdgeV);
        float inverse = 1 / (uu * vv - uv * uv);
        float b1 = Math.Clamp((vv * pu - uv * pv) * inverse, 0, 1);
        return new(b1, Math.Clamp((uu * pv - uv * pu) * inverse, 0, 1 - b1));
    }

    private static bool SampleDelta(in Emitter e, Vector3 position, ref LightSample s) {
        Vector3 toLight = e.Position - position;
        float squared = toLight.LengthSquared();
        if (!(squared > 0)) return false;
        s.Distance = MathF.Sqrt(squared);
        s.Direction = toLight / s.Distance;
        float falloff = 1 / squared;
        if (e.Kind == EmitterKind.Spot) falloff *= SpotFalloff(e, -Vector3.Dot(s.Direction, e.Normal));
        if (s.Distance * 1e8f > e.Range) falloff *= RangeWindow(s.Distance / e.Range);
        s.Radiance = e.Radiance * falloff;
        (s.Pdf, s.Delta) = (1, true);
        return falloff > 0;
    }

    /// <summary>Returns the angular attenuation of KHR_lights_punctual, "Inner and Outer Cone Angles".</summary>
    private static float SpotFalloff(in Emitter e, float cos) {
        float ramp = Math.Clamp((cos - e.CosOuter) / MathF.Max(1e-3f, e.CosInner - e.CosOuter), 0, 1);
        return ramp * ramp;
    }

    /// <summary>Returns the distance attenuation of KHR_lights_punctual, "Range Property".</summary>
    private static float RangeWindow(float relative) {
        float squared = relative * relative;
        return Math.Clamp(1 - squared * squared, 0, 1);
    }
}
