namespace Diorama.Validation.Statistics;

/// <summary>Regularised incomplete gamma functions (Press et al., Numerical Recipes, section 6.2).</summary>
public static class IncompleteGamma {
    private static readonly double[] Lanczos = [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
        -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>Q(a, x) = Γ(a, x) / Γ(a): the chance that chi-square with 2a degrees of freedom exceeds 2x.</summary>
    public static double Upper(double a, double x) => x <= 0 ? 1 : x < a + 1 ? 1 - Series(a, x) : Fraction(a, x);

    /// <summary>ln Γ(x) for x above 0.5 (Lanczos, g = 7).</summary>
    public static double LogGamma(double x) {
        x -= 1;
        double sum = Lanczos[0];
        for (int i = 1; i < Lanczos.Length; i++) sum += Lanczos[i] / (x + i);
        double t = x + 7.5;
        return 0.5 * Math.Log(2 * Math.PI) + (x + 0.5) * Math.Log(t) - t + Math.Log(sum);
    }

    private static double Scale(double a, double x) => Math.Exp(a * Math.Log(x) - x - LogGamma(a));

    private static double Series(double a, double x) {
        double term = 1 / a, sum = term;
        for (int n = 1; n < 10_000 && term > sum * 1e-15; n++) sum += term *= x / (a + n);
        return sum * Scale(a, x);
    }

    /// <summary>Continued fraction by Lentz's method.</summary>
    private static double Fraction(double a, double x) {
        const double tiny = 1e-300;
        double b = x + 1 - a, c = 1 / tiny, d = 1 / b, h = d;
        for (int n = 1; n < 10_000; n++) {
            double an = -n * (n - a);
            b += 2;
            d = an * d + b;
            if (Math.Abs(d) < tiny) d = tiny;
            c = b + an / c;
            if (Math.Abs(c) < tiny) c = tiny;
            d = 1 / d;
            h *= d * c;
            if (Math.Abs(d * c - 1) < 1e-14) break;
        }
        return h * Scale(a, x);
    }
}
