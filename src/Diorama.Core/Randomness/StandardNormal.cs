namespace Diorama.Core.Randomness;

/// <summary>
/// The normal distribution with mean 0 and standard deviation 1, with a relative accuracy of about 1e-14 down to the smallest
/// probabilities.
/// </summary>
public static class StandardNormal {
    /// <summary>
    /// Returns the probability of a value below <paramref name="x"/>: Taylor series, beyond ±2.5 the continued fraction of Mills' ratio
    /// (Marsaglia 2004).
    /// </summary>
    public static double Cumulative(double x) {
        if (x > 2.5) return 1 - Cumulative(-x);
        double density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        if (x < -2.5) {
            double fraction = -x;
            for (int i = 120; i > 0; i--) fraction = i / fraction - x;
            return density / fraction;
        }
        double term = x, sum = x;
        for (int i = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); i += 2) sum += term *= x * x / i;
        return 0.5 + density * sum;
    }

    /// <summary>
    /// Returns the value below which a fraction <paramref name="p"/> in (0, 1) of the distribution lies: algorithm AS 241 (Wichura 1988).
    /// </summary>
    public static double Quantile(double p) {
        double q = p - 0.5;
        if (Math.Abs(q) <= 0.425) return q * Ratio(0.180625 - q * q, Centre);
        double r = Math.Sqrt(-Math.Log(q < 0 ? p : 1 - p));
        return Math.Sign(q) * (r <= 5 ? Ratio(r - 1.6, Shoulder) : Ratio(r - 5, Tail));
    }

    // Coefficients of numerator then denominator, highest power first.
    private static readonly double[] Centre = [
        2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
        1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080,
        5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
        5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1,
    ];
    private static readonly double[] Shoulder = [
        7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258,
        3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734,
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
        6.89767334985100004550e-1, 1.67638483018380384940, 2.05319162663775882187, 1,
    ];
    private static readonly double[] Tail = [
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
        2.96560571828504891230e-1, 1.78482653991729133580, 5.46378491116411436990, 6.65790464350110377720,
        2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
        1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1,
    ];

    private static double Ratio(double x, double[] coefficients) {
        double numerator = 0, denominator = 0;
        for (int i = 0; i < 8; i++) {
            numerator = numerator * x + coefficients[i];
            denominator = denominator * x + coefficients[i + 8];
        }
        return numerator / denominator;
    }
}
