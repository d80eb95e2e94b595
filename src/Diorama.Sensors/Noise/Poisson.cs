using Diorama.Core.Randomness;

namespace Diorama.Sensors.Noise;

/// <summary>Poisson-distributed random numbers: counts of independent events, such as electrons in a pixel.</summary>
public static class Poisson {
    /// <summary>Table of ln k! for small k; larger ones use Stirling's series.</summary>
    private static readonly double[] logFactorial = [0, 0, 0.6931471805599453, 1.791759469228055, 3.178053830347946, 4.787491742782046,
        6.579251212010101, 8.525161361065415, 10.60460290274525, 12.80182748008147];

    /// <summary>
    /// Draws a count with this mean: from a mean of 10 by transformed rejection (algorithm PTRS, Hörmann, "The transformed rejection method
    /// for generating Poisson random variables", Insurance: Mathematics and Economics 12, 1993), below that by multiplying uniform numbers
    /// (Knuth).
    /// </summary>
    public static double Draw(double mean, ref KeyedGenerator random) {
        if (!(mean > 0)) return 0;
        if (mean < 10) return Few(mean, ref random);
        double root = Math.Sqrt(mean), b = 0.931 + 2.53 * root, a = -0.059 + 0.02483 * b, inverse = 1.1239 + 1.1328 / (b - 3.4),
            quick = 0.9277 - 3.6224 / (b - 2);
        while (true) {
            double u = random.NextDouble() - 0.5, v = random.NextDouble(), s = 0.5 - Math.Abs(u);
            double k = Math.Floor((2 * a / s + b) * u + mean + 0.43);
            if (s >= 0.07 && v <= quick) return k;
            if (k < 0 || (s < 0.013 && v > s)) continue;
            if (Math.Log(v * inverse / (a / (s * s) + b)) <= k * Math.Log(mean) - mean - LogFactorial(k)) return k;
        }
    }

    private static double Few(double mean, ref KeyedGenerator random) {
        double limit = Math.Exp(-mean), product = random.NextDouble();
        int k = 0;
        while (product > limit) {
            product *= random.NextDouble();
            k++;
        }
        return k;
    }

    private static double LogFactorial(double k) {
        if (k < logFactorial.Length) return logFactorial[(int)k];
        double n = k + 1, inverse = 1 / n;
        return (n - 0.5) * Math.Log(n) - n + 0.91893853320467274 + inverse * (1.0 / 12 - inverse * inverse / 360);
    }
}
