using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Sensors.Mosaics;
using Diorama.Sensors.Noise;
using Diorama.Sensors.Profiles;

namespace Diorama.Sensors.Tests.Noise;

public class RawNoiseTests {
    private static readonly Keyed key = Keyed.Start(7).With("test"), sensor = Keyed.Start(1);
    private static readonly RawNoiseSettings profileOnly = new() { HotPixelsPerMillion = 0 };

    private static Image<float> Noisy(float level, NoisePoint profile, RawNoiseSettings settings, int size = 512, int threads = 0) {
        var mosaic = new Image<float>(size, size);
        mosaic.Pixels.AsSpan().Fill(level);
        RawNoise.Apply(mosaic, BayerPattern.Rggb, profile, settings, key, sensor, threads);
        return mosaic;
    }

    private static (double Mean, double Variance) Of(IEnumerable<float> values) {
        double sum = 0, squares = 0;
        long n = 0;
        foreach (float v in values) {
            sum += v;
            squares += (double)v * v;
            n++;
        }
        return (sum / n, squares / n - sum / n * (sum / n));
    }

    private static IEnumerable<float> Channel(Image<float> mosaic, int channel) {
        for (int y = 0; y < mosaic.Height; y++) {
            for (int x = 0; x < mosaic.Width; x++) {
                if (BayerPattern.Rggb.ColorAt(x, y) == channel) yield return mosaic[x, y];
            }
        }
    }

    // Canon EOS 80D at ISO 3200 and 25600 as darktable has them.
    public static TheoryData<float, float[], float[]> Levels {
        get {
            var all = new TheoryData<float, float[], float[]>();
            foreach (float level in new[] { 0f, 0.001f, 0.01f, 0.1f, 0.5f, 0.95f }) {
                all.Add(level, [1.18818e-4f, 9.5510e-5f, 2.70713e-4f], [1.07074e-6f, 8.72448e-7f, 1.09809e-6f]);
                all.Add(level, [5.60985e-4f, 5.41084e-4f, 1.286026e-3f], [4.24383e-5f, 3.76382e-5f, 4.37476e-5f]);
            }
            return all;
        }
    }

    [Theory, MemberData(nameof(Levels))]
    public void Variance_IsThatOfTheProfile_WithinTwoPercent(float level, float[] a, float[] b) {
        var profile = new NoisePoint(0, new(a), new(b));
        Image<float> mosaic = Noisy(level, profile, profileOnly, 768);
        for (int channel = 0; channel < 3; channel++) {
            (double mean, double variance) = Of(Channel(mosaic, channel));
            double expected = a[channel] * level + b[channel];
            Assert.Equal(level, mean, 6 * Math.Sqrt(expected / 768 * (1.0 / 192 + 0.03)));
            Assert.InRange(variance / expected, 0.98, 1.02);
        }
    }

    // Nikon D800: fits with b below zero.
    [Theory]
    [InlineData(0.02f, 0)]
    [InlineData(0.2f, 3.918e-7)]
    [InlineData(0.9f, 2.417e-6)]
    public void Variance_FollowsAFitBelowZero(float level, double expected) {
        var profile = new NoisePoint(100, new(2.8936e-6f), new(-1.8719e-7f));
        (_, double variance) = Of(Noisy(level, profile, profileOnly).Pixels);
        Assert.InRange(variance, 0.98 * expected - 1e-13, 1.02 * expected + 1e-13);
    }

    [Fact]
    public void Shot_AndRead_AreSwitchedBySelf() {
        var profile = new NoisePoint(100, new(1e-4f), new(1e-5f));
        Assert.InRange(Of(Noisy(0.5f, profile, RawNoiseSettings.None with { Shot = true }).Pixels).Variance / 5e-5, 0.98, 1.02);
        Assert.InRange(Of(Noisy(0.5f, profile, RawNoiseSettings.None with { Read = true }).Pixels).Variance / 1e-5, 0.98, 1.02);
        Assert.All(Noisy(0.5f, profile, RawNoiseSettings.None, 32).Pixels, v => Assert.Equal(0.5f, v));
    }

    [Fact]
    public void Rows_AndColumns_HaveTheirShareInCommon() {
        var profile = new NoisePoint(100, new(0f), new(1e-4f));
        Image<float> mosaic = Noisy(0, profile, profileOnly with { RowShare = 0.5f, ColumnShare = 0.3f }, 600);
        var rows = new float[600];
        var columns = new float[600];
        for (int i = 0; i < 600; i++) {
            for (int j = 0; j < 600; j++) {
                rows[i] += mosaic[j, i] / 600;
                columns[i] += mosaic[i, j] / 600;
            }
        }
        // 600 rows tell a variance to 6 percent.
        Assert.InRange(Of(rows).Variance / (0.25e-4 + 1e-4 / 600), 0.8, 1.2);
        Assert.InRange(Of(columns).Variance / (0.09e-4 + 1e-4 / 600), 0.8, 1.2);
    }

    [Fact]
    public void HotPixels_StayWhereTheyAre() {
        var profile = new NoisePoint(100, new(1e-5f), new(1e-8f));
        RawNoiseSettings hot = RawNoiseSettings.None with { HotPixelsPerMillion = 400 };
        Image<float> first = Noisy(0.1f, profile, hot), second = new(512, 512);
        second.Pixels.AsSpan().Fill(0.1f);
        RawNoise.Apply(second, BayerPattern.Rggb, profile, hot, Keyed.Start(99), sensor);
        int[] places = [.. Enumerable.Range(0, first.Pixels.Length).Where(i => first.Pixels[i] > 0.1f)];
        Assert.InRange(places.Length, 70, 145);
        Assert.Equal(first.Pixels, second.Pixels);
    }

    [Fact]
    public void Apply_IsTheSameOnAnyNumberOfThreads() {
        var profile = new NoisePoint(100, new(1e-4f), new(1e-5f));
        Assert.Equal(Noisy(0.3f, profile, new(), 130, 1).Pixels, Noisy(0.3f, profile, new(), 130, 3).Pixels);
    }
}

public class PoissonTests {
    [Theory]
    [InlineData(0.05)]
    [InlineData(3)]
    [InlineData(9.99)]
    [InlineData(10.01)]
    [InlineData(55)]
    [InlineData(12_345)]
    [InlineData(3e6)]
    public void Draw_HasMeanVarianceAndSkewOfItsMean(double mean) {
        KeyedGenerator random = Keyed.Start(3).With("poisson").Generator();
        const int Draws = 400_000;
        double sum = 0, squares = 0, cubes = 0;
        for (int i = 0; i < Draws; i++) {
            double d = Poisson.Draw(mean, ref random) - mean;
            sum += d;
            squares += d * d;
            cubes += d * d * d;
        }
        double deviation = Math.Sqrt(mean);
        Assert.InRange(sum / Draws, -5 * deviation / Math.Sqrt(Draws), 5 * deviation / Math.Sqrt(Draws));
        Assert.InRange(squares / Draws / mean, 1 - 5 * Math.Sqrt((2 + 1 / mean) / Draws), 1 + 5 * Math.Sqrt((2 + 1 / mean) / Draws));
        double skew = cubes / Draws / (mean * deviation);
        Assert.InRange(skew - 1 / deviation, -0.03 - 0.05 / mean, 0.03 + 0.05 / mean);
    }

    // Chi-square against the probabilities e^−λ λ^k / k!, where counting of rare events changes its method.
    [Theory]
    [InlineData(4.5, 12)]
    [InlineData(14.0, 28)]
    public void Draw_HasTheProbabilities(double mean, int highest) {
        KeyedGenerator random = Keyed.Start(5).With("chi").Generator();
        const int Draws = 200_000;
        var seen = new int[highest + 2];
        for (int i = 0; i < Draws; i++) seen[(int)Math.Min(Poisson.Draw(mean, ref random), highest + 1)]++;
        double chi = 0, p = Math.Exp(-mean), rest = 1;
        int degrees = -1;
        for (int k = 0; k <= highest; k++, p *= mean / k) {
            rest -= p;
            if (p * Draws < 8) continue;
            chi += (seen[k] - p * Draws) * (seen[k] - p * Draws) / (p * Draws);
            degrees++;
        }
        // Mean plus five deviations of the chi-square distribution.
        Assert.InRange(chi, 0, degrees + 5 * Math.Sqrt(2 * degrees));
        Assert.True(rest < 0.01);
    }

    [Fact]
    public void Draw_OfNothing_IsNothing() {
        KeyedGenerator random = Keyed.Start(3).Generator();
        Assert.Equal(0, Poisson.Draw(0, ref random));
        Assert.Equal(0, Poisson.Draw(double.NaN, ref random));
    }
}
