using Diorama.Core.Randomness;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Tests.Recipes;

/// <summary>Ten thousand draws of each distribution against its closed form.</summary>
public class DistributionTests {
    private const int Count = 10_000;

    private static T[] Draws<T>(Distribution<T> distribution) =>
        [.. Enumerable.Range(0, Count).Select(i => new Draw(11, i).Get("value", distribution))];

    /// <summary>
    /// Kolmogorov and Smirnov: the largest distance from the cumulative distribution; 1.63/√n is passed by 99 % of honest samples.
    /// </summary>
    private static void Follows(Distribution<double> distribution, Func<double, double> cumulative) {
        double[] sorted = [.. Draws(distribution).Order()];
        double largest = 0;
        for (int i = 0; i < Count; i++) {
            double expected = cumulative(sorted[i]);
            largest = Math.Max(largest, Math.Max(expected - i / (double)Count, (i + 1) / (double)Count - expected));
        }
        Assert.True(largest < 1.63 / Math.Sqrt(Count), $"{distribution}: {largest}");
        (double low, double high) = distribution.Range()!.Value;
        Assert.InRange(sorted[0], low, high);
        Assert.InRange(sorted[^1], low, high);
    }

    /// <summary>
    /// Pearson's chi-square: mean k, deviation √(2k) for k degrees of freedom; 3 deviations above are not reached by chance.
    /// </summary>
    private static void Follows<T>(Distribution<T> distribution, params (T Value, double Chance)[] expected) where T : notnull {
        T[] draws = Draws(distribution);
        double chiSquare = 0;
        foreach ((T value, double chance) in expected) {
            double difference = draws.Count(d => d.Equals(value)) - chance * Count;
            chiSquare += difference * difference / (chance * Count);
        }
        Assert.Equal(Count, draws.Count(d => expected.Any(e => e.Value.Equals(d))));
        int freedom = expected.Length - 1;
        Assert.True(chiSquare < freedom + 3 * Math.Sqrt(2 * freedom), $"{distribution}: {chiSquare}");
    }

    [Fact]
    public void Numbers_FollowTheirClosedForms() {
        Follows(new Uniform<double>(-2, 6), x => (x + 2) / 8);
        Follows(new LogUniform<double>(0.01, 100), x => Math.Log(x / 0.01) / Math.Log(1e4));
        double low = StandardNormal.Cumulative(-1.5), high = StandardNormal.Cumulative(0.5);
        Follows(new Normal<double>(10, 2, 7, 11), x => (StandardNormal.Cumulative((x - 10) / 2) - low) / (high - low));
        // Density x on [0, 1] and 1 on [1, 3], of whole mass 2.5.
        Follows(new Curve<double>([(0, 0), (1, 1), (3, 1)]), x => (x < 1 ? x * x / 2 : 0.5 + (x - 1)) / 2.5);
        // Falling: 2 − 2x on [0, 1].
        Follows(new Curve<double>([(0, 2), (1, 0)]), x => 1 - (1 - x) * (1 - x));
    }

    [Fact]
    public void Normal_IsExact_FarFromItsMean() {
        // Beyond 10 deviations the rest is nearly exponential with rate 10: P(X > 10 + t) / P(X > 10) ≈ exp(−10 t − t²/2) · 10 / (10 + t).
        double Rest(double t) => Math.Exp(-10 * t - t * t / 2) * (1 / (10 + t) - 1 / Math.Pow(10 + t, 3)) / (1 / 10.0 - 1e-3);
        Follows(new Normal<double>(0, 1, 10, 40), x => 1 - Rest(x - 10));
        Follows(new Normal<double>(0, 1, -40, -10), x => Rest(-10 - x));
        // So far out that the chances are no longer numbers: the nearer end.
        Assert.Equal(50, new Draw(1, 1).Get("x", new Normal<double>(0, 1, 50, 60)));
        Assert.Equal(-50, new Draw(1, 1).Get("x", new Normal<double>(0, 1, -60, -50)));
    }

    [Fact]
    public void WholeNumbers_FollowTheirClosedForms() {
        Follows(new Uniform<int>(-1, 3), (-1, 0.2), (0, 0.2), (1, 0.2), (2, 0.2), (3, 0.2));
        double C(double x) => StandardNormal.Cumulative(x);
        double all = C(1.5) - C(-2.5);
        Follows(new Normal<int>(4, 1, 2, 5), (2, (C(-1.5) - C(-2.5)) / all), (3, (C(-0.5) - C(-1.5)) / all), (4, (C(0.5) - C(-0.5)) / all),
            (5, (C(1.5) - C(0.5)) / all));
        Follows(new LogUniform<int>(1, 3), (1, Math.Log(2) / Math.Log(4)), (2, Math.Log(1.5) / Math.Log(4)),
            (3, Math.Log(4 / 3.0) / Math.Log(4)));
        Follows(new Curve<int>([(0, 1), (2, 1)]), (0, 0.25), (1, 0.5), (2, 0.25));
    }

    [Fact]
    public void Choices_FollowTheirWeights() {
        Follows(new Choice<string>([("a", 3), ("b", 1), ("c", 0.5)]), ("a", 3 / 4.5), ("b", 1 / 4.5), ("c", 0.5 / 4.5));
        Follows(new Choice<bool>([(true, 0.1), (false, 0.9)]), (true, 0.1), (false, 0.9));
        Follows(new Choice<RoomShape>([(RoomShape.L, 1), (RoomShape.T, 1)]), (RoomShape.L, 0.5), (RoomShape.T, 0.5));
    }

    [Fact]
    public void Colors_AreDrawnByChannel() {
        var colors = Draws(new Uniform<System.Numerics.Vector3>(0, 1));
        float meanOfProduct = colors.Average(c => c.X * c.Y * c.Z);
        // Independent channels: 1/8, with a deviation of √(1/27 − 1/64) / 100 = 0.00146.
        Assert.Equal(0.125, meanOfProduct, 0.0045);
    }
}
