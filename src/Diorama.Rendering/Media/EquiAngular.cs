using System.Numerics;

namespace Diorama.Rendering.Media;

/// <summary>
/// Equi-angular sampling: distances along a ray that are uniform in the angle as seen from a light, which cancels the 1/d² of scattering
/// near the light. Kulla and Fajardo 2012, "Importance Sampling Techniques for Path Tracing in Participating Media".
/// </summary>
public readonly struct EquiAngular {
    private readonly float nearest, offset, start, span, end;

    /// <param name="origin">Origin of the ray.</param>
    /// <param name="direction">Unit direction of the ray.</param>
    /// <param name="tMax">Length of the ray in metres; may be infinite.</param>
    /// <param name="light">Point on the light.</param>
    public EquiAngular(Vector3 origin, Vector3 direction, float tMax, Vector3 light) {
        end = tMax;
        nearest = Vector3.Dot(light - origin, direction);
        // For a light on the ray itself the density would be a delta.
        offset = MathF.Max((origin + nearest * direction - light).Length(), 1e-4f);
        start = MathF.Atan2(-nearest, offset);
        span = (float.IsPositiveInfinity(tMax) ? MathF.PI / 2 : MathF.Atan2(tMax - nearest, offset)) - start;
    }

    /// <summary>Samples a distance in [0, tMax] and returns its density per metre.</summary>
    public float Sample(float u, out float pdf) {
        float t = Math.Clamp(nearest + offset * MathF.Tan(start + u * span), 0, end);
        pdf = Pdf(t);
        return t;
    }

    public float Pdf(float t) {
        float along = t - nearest;
        return offset / (span * (offset * offset + along * along));
    }
}
