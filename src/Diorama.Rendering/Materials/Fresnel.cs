using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diorama.Rendering.Materials;

internal static class Fresnel {
    /// <summary>Returns (1 − cos θ)⁵ of Schlick 1994.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Schlick(float cosine) {
        float m = Math.Clamp(1 - cosine, 0, 1);
        float m2 = m * m;
        return m2 * m2 * m;
    }

    /// <summary>
    /// Returns the unpolarised reflectance of a smooth dielectric; <paramref name="eta"/> is the index behind over the index in front.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Dielectric(float cosine, float eta) {
        float cosT2 = 1 - (1 - cosine * cosine) / (eta * eta);
        if (cosT2 <= 0) return 1;
        float cosT = MathF.Sqrt(cosT2);
        float parallel = (eta * cosine - cosT) / (eta * cosine + cosT);
        float perpendicular = (cosine - eta * cosT) / (cosine + eta * cosT);
        return 0.5f * (parallel * parallel + perpendicular * perpendicular);
    }

    /// <summary>
    /// Refracts by Snell's law: the direction behind a facet whose normal <paramref name="h"/> is on the side of <paramref name="wo"/>.
    /// Returns false for total reflection.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Refract(Vector3 wo, Vector3 h, float cosine, float eta, out Vector3 wi) {
        float cosT2 = 1 - (1 - cosine * cosine) / (eta * eta);
        if (cosT2 <= 0) {
            wi = default;
            return false;
        }
        wi = h * (cosine / eta - MathF.Sqrt(cosT2)) - wo / eta;
        return true;
    }

    /// <summary>Returns the reflectance at normal incidence.</summary>
    public static float AtNormal(float ior) {
        float r = (ior - 1) / (ior + 1);
        return r * r;
    }
}
