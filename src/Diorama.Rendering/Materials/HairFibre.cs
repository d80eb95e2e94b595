using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Core.Spaces;

namespace Diorama.Rendering.Materials;

/// <summary>
/// A dielectric fibre with an absorbing interior: Chiang et al. 2016, "A Practical and Controllable Hair and Fur Model for Production Path
/// Tracing" (M, N, A as in d'Eon et al. 2011). Lobes p = 0 (R), 1 (TT), 2 (TRT), and all higher orders as one that is uniform in azimuth. θ
/// is measured from the plane perpendicular to the fibre, φ around it.
/// </summary>
internal struct HairFibre {
    private const int Last = 3;
    private const float MinRoughness = 0.05f;

    /// <summary>Frame whose normal is the direction of the fibre.</summary>
    private Basis frame;
    private float sinO, cosO, phiO, gammaO, gammaT, logisticScale, logisticNorm;
    private float eta;
    private Lobe4<Vector3> attenuation;
    private Lobe4<float> pick, variance, longitudinalNorm, sinTilted, cosTilted;

    [InlineArray(Last + 1)]
    private struct Lobe4<T> {
        private T first;
    }

    public static void Create(in Appearance a, Vector3 tangent, Vector3 wo, out HairFibre f) {
        f = default;
        f.frame = new(Vector3.Normalize(tangent));
        Vector3 local = f.frame.ToLocal(wo);
        f.sinO = Math.Clamp(local.Z, -1, 1);
        f.cosO = MathF.Sqrt(Math.Max(1 - f.sinO * f.sinO, 1e-7f));
        f.phiO = MathF.Atan2(local.Y, local.X);
        f.eta = Math.Max(a.Ior, 1.01f);
        float offset = Math.Clamp(a.HairOffset, -0.9999f, 0.9999f);
        f.gammaO = MathF.Asin(offset);
        float longitudinal = Math.Clamp(a.HairLongitudinalRoughness, MinRoughness, 1);
        float azimuthal = Math.Clamp(a.HairAzimuthalRoughness, MinRoughness, 1);
        f.SetRoughness(longitudinal, azimuthal);
        f.SetTilt(a.HairTilt);
        f.SetAttenuation(Absorption(a.BaseColor, azimuthal), offset);
    }

    /// <summary>
    /// Returns the absorption per fibre radius that gives a dense volume of such hair this colour (Chiang et al. 2016, eq. 9).
    /// </summary>
    private static Vector3 Absorption(Vector3 color, float azimuthal) {
        float b = azimuthal, b2 = b * b, b3 = b2 * b;
        float scale = 5.969f - 0.215f * b + 2.532f * b2 - 10.73f * b3 + 5.574f * b2 * b2 + 0.245f * b2 * b3;
        Vector3 c = Vector3.Clamp(color, new(1e-4f), Vector3.One);
        Vector3 root = new Vector3(MathF.Log(c.X), MathF.Log(c.Y), MathF.Log(c.Z)) / scale;
        return root * root;
    }

    /// <summary>
    /// Converts perceptually uniform roughness to longitudinal variance and azimuthal logistic scale (equations 7 and 8).
    /// </summary>
    private void SetRoughness(float m, float n) {
        float root = 0.726f * m + 0.812f * m * m + 3.7f * MathF.Pow(m, 20);
        float v = root * root;
        variance[0] = v;
        variance[1] = 0.25f * v;
        variance[2] = variance[3] = 4 * v;
        for (int p = 0; p <= Last; p++) longitudinalNorm[p] = 1 / (variance[p] * (1 - MathF.Exp(-2 / variance[p])));
        logisticScale = MathF.Sqrt(MathF.PI / 8) * (0.265f * n + 1.194f * n * n + 5.372f * MathF.Pow(n, 22));
        logisticNorm = 1 / (LogisticCdf(MathF.PI) - LogisticCdf(-MathF.PI));
    }

    /// <summary>
    /// Applies the tilt of the cuticle scales, which shifts the lobes along the fibre by −2α, α and 4α (Marschner et al. 2003).
    /// </summary>
    private void SetTilt(float tilt) {
        for (int p = 0; p <= Last; p++) {
            float angle = p switch { 0 => -2 * tilt, 1 => tilt, 2 => 4 * tilt, _ => 0 };
            (float sin, float cos) = MathF.SinCos(angle);
            sinTilted[p] = sinO * cos + cosO * sin;
            cosTilted[p] = MathF.Abs(cosO * cos - sinO * sin);
        }
    }

    private void SetAttenuation(Vector3 absorption, float offset) {
        float sinT = sinO / eta, cosT = MathF.Sqrt(1 - sinT * sinT);
        // Bravais index: in the plane across the fibre, it refracts like a disc of this index.
        float discIndex = MathF.Sqrt(eta * eta - sinO * sinO) / cosO;
        float sinGammaT = Math.Clamp(offset / discIndex, -1, 1), cosGammaT = MathF.Sqrt(1 - sinGammaT * sinGammaT);
        gammaT = MathF.Asin(sinGammaT);
        Vector3 depth = absorption * (2 * cosGammaT / cosT);
        var inside = new Vector3(MathF.Exp(-depth.X), MathF.Exp(-depth.Y), MathF.Exp(-depth.Z));
        float reflectance = Fresnel.Dielectric(cosO * MathF.Sqrt(1 - offset * offset), eta), entered = 1 - reflectance;
        attenuation[0] = new(reflectance);
        attenuation[1] = inside * (entered * entered);
        attenuation[2] = attenuation[1] * inside * reflectance;
        attenuation[3] = attenuation[2] * inside * reflectance / Vector3.Max(Vector3.One - inside * reflectance, new(1e-6f));
        float total = 0;
        for (int p = 0; p <= Last; p++) total += pick[p] = Vector3.Dot(attenuation[p], new(0.2126f, 0.7152f, 0.0722f));
        for (int p = 0; p <= Last; p++) pick[p] /= total;
    }

    public readonly BsdfValue Evaluate(Vector3 wi) {
        Vector3 local = frame.ToLocal(wi);
        float sinI = Math.Clamp(local.Z, -1, 1), cosI = MathF.Sqrt(Math.Max(1 - sinI * sinI, 0));
        float phi = MathF.Atan2(local.Y, local.X) - phiO;
        BsdfValue value = default;
        for (int p = 0; p <= Last; p++) {
            float shape = Longitudinal(cosI, cosTilted[p], sinI, sinTilted[p], variance[p], longitudinalNorm[p])
                * (p == Last ? 0.5f / MathF.PI : Azimuthal(phi, p));
            value.Specular += attenuation[p] * shape;
            value.Pdf += pick[p] * shape;
        }
        return value;
    }

    public readonly bool Sample(float uLobe, Vector2 u, out BsdfSample sample) {
        int p = 0;
        while (p < Last && uLobe >= pick[p]) uLobe -= pick[p++];
        float angle = 2 * MathF.PI * Math.Min(uLobe / Math.Max(pick[p], 1e-20f), 1);
        float v = variance[p], first = Math.Max(u.X, 1e-7f);
        float along = Math.Clamp(1 + v * MathF.Log(first + (1 - first) * MathF.Exp(-2 / v)), -1, 1);
        float across = MathF.Sqrt(1 - along * along);
        float sinI = Math.Clamp(-along * sinTilted[p] + across * MathF.Cos(angle) * cosTilted[p], -1, 1);
        float cosI = MathF.Sqrt(1 - sinI * sinI);
        float phi = phiO + (p == Last ? 2 * MathF.PI * u.Y : Centre(p) + SampleLogistic(u.Y));
        (float sin, float cos) = MathF.SinCos(phi);
        sample.Direction = frame.ToWorld(new(cosI * cos, cosI * sin, sinI));
        BsdfValue value = Evaluate(sample.Direction);
        sample.Pdf = value.Pdf;
        sample.Weight = value.Specular / Math.Max(value.Pdf, 1e-30f);
        sample.DiffuseShare = 0;
        sample.Lobe = Lobe.Specular | (p == 1 ? Lobe.Transmission : Lobe.Reflection);
        sample.Eta = 1;
        return value.Pdf > 0;
    }

    /// <summary>Returns the azimuth by which a perfectly smooth fibre deflects light of order p.</summary>
    private readonly float Centre(int p) => 2 * p * gammaT - 2 * gammaO + p * MathF.PI;

    private readonly float Azimuthal(float phi, int p) {
        float d = MathF.IEEERemainder(phi - Centre(p), 2 * MathF.PI);
        float e = MathF.Exp(-MathF.Abs(d) / logisticScale);
        return e / (logisticScale * (1 + e) * (1 + e)) * logisticNorm;
    }

    private readonly float LogisticCdf(float x) => 1 / (1 + MathF.Exp(-x / logisticScale));

    private readonly float SampleLogistic(float u) {
        float low = LogisticCdf(-MathF.PI), x = low + u / logisticNorm;
        return Math.Clamp(-logisticScale * MathF.Log(1 / Math.Clamp(x, 1e-7f, 0.9999999f) - 1), -MathF.PI, MathF.PI);
    }

    /// <summary>
    /// Returns the energy-conserving longitudinal scattering function of d'Eon et al. 2011, eq. 7. Exponentials are combined so that none
    /// overflows, however narrow the lobe; <paramref name="norm"/> is 1 / (v (1 − exp(−2/v))).
    /// </summary>
    private static float Longitudinal(float cosI, float cosO, float sinI, float sinO, float v, float norm) {
        float a = cosI * cosO / v, b = sinI * sinO / v;
        return MathF.Exp(a - b - 1 / v) * ScaledBesselI0(a) * norm;
    }

    /// <summary>Returns exp(−x) I₀(x) for x ≥ 0 (Abramowitz and Stegun 1964, 9.8.1 and 9.8.2).</summary>
    private static float ScaledBesselI0(float x) {
        if (x < 3.75f) {
            float t = x / 3.75f;
            t *= t;
            float sum = 1 + t * (3.5156229f + t * (3.0899424f + t * (1.2067492f + t * (0.2659732f + t * (0.0360768f + t * 0.0045813f)))));
            return MathF.Exp(-x) * sum;
        }
        float y = 3.75f / x;
        float series = 0.39894228f + y * (0.01328592f + y * (0.00225319f + y * (-0.00157565f + y * (0.00916281f
            + y * (-0.02057706f + y * (0.02635537f + y * (-0.01647633f + y * 0.00392377f)))))));
        return series / MathF.Sqrt(x);
    }
}
