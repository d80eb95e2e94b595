using System.Numerics;
using Diorama.Core.Randomness;

namespace Diorama.Validation.Statistics;

/// <summary>Draws a unit direction from uniform numbers. False: no sample (counted; the density then integrates to less than 1).</summary>
public delegate bool DirectionSampler(float uLobe, Vector2 u, out Vector3 direction);

/// <summary>What a test found. <see cref="Integral"/> is that of the density over the whole domain.</summary>
public readonly record struct ChiSquareResult(double PValue, double Statistic, int Freedom, double Integral, double SampledShare) {
    public override string ToString() =>
        $"p = {PValue:g3}, chi² = {Statistic:f1} with {Freedom} degrees of freedom, ∫pdf = {Integral:f4}, sampled {SampledShare:f4}";
}

/// <summary>
/// Pearson's goodness-of-fit test of a sampler against the density it claims. The density is integrated in each bin by adaptive
/// quadrature; bins expecting fewer than five samples are pooled; failed samples are one more bin,
/// expected where the density falls short of 1.
/// </summary>
public static class ChiSquare {
    private const double LeastExpected = 5;

    /// <summary>
    /// Directions on the sphere, in bins of equal solid angle (cos θ and φ about <paramref name="axis"/>; +Z by default).
    /// <paramref name="pdf"/> is per steradian.
    /// </summary>
    public static ChiSquareResult Sphere(
        DirectionSampler sampler, Func<Vector3, double> pdf, Keyed key, int samples = 100_000, int bins = 16, Vector3? axis = null
    ) {
        var basis = new Core.Spaces.Basis(axis ?? Vector3.UnitZ);
        int columns = 2 * bins;
        var expected = new double[bins * columns];
        double cellHeight = 2.0 / bins, cellWidth = 2 * Math.PI / columns;
        for (int i = 0; i < expected.Length; i++) {
            double z = -1 + i / columns * cellHeight, phi = i % columns * cellWidth;
            expected[i] = Quadrature.Integrate(Density, z, z + cellHeight, phi, phi + cellWidth);
        }
        var observed = new double[expected.Length];
        int drawn = 0;
        KeyedGenerator random = key.Generator();
        for (int n = 0; n < samples; n++) {
            if (!sampler(random.NextFloat(), new(random.NextFloat(), random.NextFloat()), out Vector3 direction)) continue;
            Vector3 local = basis.ToLocal(direction);
            double phi = Math.Atan2(local.Y, local.X);
            if (phi < 0) phi += 2 * Math.PI;
            int row = Math.Clamp((int)((local.Z + 1) / cellHeight), 0, bins - 1), column = Math.Min((int)(phi / cellWidth), columns - 1);
            observed[row * columns + column]++;
            drawn++;
        }
        return Compare(observed, expected, drawn, samples);

        double Density(double z, double phi) {
            double r = Math.Sqrt(Math.Max(1 - z * z, 0));
            return pdf(basis.ToWorld(new((float)(r * Math.Cos(phi)), (float)(r * Math.Sin(phi)), (float)z)));
        }
    }

    /// <summary>Numbers in [<paramref name="low"/>, <paramref name="high"/>); samples outside count as failed.</summary>
    public static ChiSquareResult Line(
        Func<float, double> sampler, Func<double, double> pdf, double low, double high, Keyed key, int samples = 100_000, int bins = 100
    ) {
        double width = (high - low) / bins;
        var expected = new double[bins];
        for (int i = 0; i < bins; i++)
            expected[i] = Quadrature.Integrate((x, _) => pdf(x), low + i * width, low + (i + 1) * width, 0, 1);
        var observed = new double[bins];
        int drawn = 0;
        KeyedGenerator random = key.Generator();
        for (int n = 0; n < samples; n++) {
            double x = sampler(random.NextFloat());
            if (!(x >= low && x < high)) continue;
            observed[Math.Min((int)((x - low) / width), bins - 1)]++;
            drawn++;
        }
        return Compare(observed, expected, drawn, samples);
    }

    /// <summary>
    /// Šidák's correction: the p-value below which one of <paramref name="tests"/> independent tests fails, when all together may fail
    /// by chance once in 1/<paramref name="significance"/>.
    /// </summary>
    public static double Threshold(int tests, double significance = 0.01) => 1 - Math.Pow(1 - significance, 1.0 / tests);

    private static ChiSquareResult Compare(double[] observed, double[] expected, int drawn, int samples) {
        double integral = expected.Sum();
        var cells = new List<(double Expected, double Observed)> { (Math.Max(1 - integral, 0) * samples, samples - drawn) };
        for (int i = 0; i < expected.Length; i++) cells.Add((expected[i] * samples, observed[i]));
        cells.Sort();
        double statistic = 0, pooledExpected = 0, pooledObserved = 0;
        int counted = 0;
        for (int i = 0; i < cells.Count; i++) {
            pooledExpected += cells[i].Expected;
            pooledObserved += cells[i].Observed;
            if (pooledExpected < LeastExpected && i < cells.Count - 1) continue;
            double difference = pooledObserved - pooledExpected;
            statistic += difference * difference / Math.Max(pooledExpected, 1e-9);
            counted++;
            (pooledExpected, pooledObserved) = (0, 0);
        }
        int freedom = Math.Max(counted - 1, 1);
        double pValue = IncompleteGamma.Upper(freedom / 2.0, statistic / 2);
        return new(pValue, statistic, freedom, integral, (double)drawn / samples);
    }
}
