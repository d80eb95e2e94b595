using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Sampling;

namespace Diorama.Rendering.Tests.Lights;

public sealed class LightTreeTests {
    private static Emitter[] Lamps(int count, ulong seed) {
        KeyedGenerator random = Keyed.Start(seed).Generator();
        var lamps = new Emitter[count];
        for (int i = 0; i < count; i++) {
            Vector3 position = 20 * new Vector3(random.NextFloat(), random.NextFloat(), 0.1f * random.NextFloat()) + new Vector3(0, 0, 3);
            Vector3 shine = new(0.2f + 3 * random.NextFloat());
            lamps[i] = (i % 4) switch {
                0 => Emitter.Point(position, shine * 0.1f),
                1 => Emitter.Spot(position, Warp.Sphere(new(random.NextFloat(), random.NextFloat())), shine * 0.1f, 0.2f, 1.2f),
                2 => Emitter.Triangle(position, position + 0.3f * Vector3.UnitY, position + new Vector3(0.3f, 0, 0.1f), shine),
                _ => Emitter.Rectangle(position, 0.2f * Vector3.UnitY, 0.4f * Vector3.UnitX, shine, twoSided: i % 8 == 3),
            };
        }
        return lamps;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(500)]
    public void Probabilities_SumToOne_OverPoints(int count) {
        Emitter[] lamps = [.. Enumerable.Range(0, count).Select(i => Emitter.Point(new(i % 7, i / 7 % 9, 3 + i % 3), new(1 + i % 5)))];
        var lights = new LightSampler(lamps, [], null);
        foreach (Vector3 position in (ReadOnlySpan<Vector3>)[default, new(3, 4, 1), new(3, 4, 4), new(1000, 0, 0)]) {
            double sum = 0;
            for (int i = 0; i < count; i++) sum += lights.SelectionProbability(position, Vector3.Zero, i);
            Assert.Equal(1, sum, 1e-4);
        }
    }

    [Fact]
    public void Probability_MatchesSampledFrequency() {
        Emitter[] lamps = Lamps(60, 1);
        var lights = new LightSampler(lamps, [], null);
        Vector3 position = new(7, 9, 0.5f), normal = Vector3.Normalize(new(0.3f, 0, 1));
        var counts = new int[lamps.Length];
        const int Samples = 200_000;
        KeyedGenerator random = Keyed.Start(2).Generator();
        for (int i = 0; i < Samples; i++) {
            if (lights.SampleFinite(position, normal, random.NextFloat(), new(0.4f), out LightSample s)) counts[s.Emitter]++;
        }
        int seen = 0;
        for (int i = 0; i < lamps.Length; i++) {
            if (counts[i] == 0) continue;
            double expected = Samples * lights.SelectionProbability(position, normal, i);
            Assert.True(Math.Abs(counts[i] - expected) < 5 * Math.Sqrt(expected) + 3, $"lamp {i}: {counts[i]} of {expected}");
            seen++;
        }
        Assert.True(seen > 20);
    }

    private static double Brute(Emitter[] lamps, Vector3 position, Vector3 normal) {
        double sum = 0;
        foreach (Emitter lamp in lamps) {
            uint samples = lamp.IsDelta ? 1u : 256u;
            for (uint i = 0; i < samples; i++) {
                if (!EmitterSampling.Sample(lamp, position, new SobolSampler(1, 2, i).Next2D(), out LightSample s)) continue;
                sum += s.Radiance.X * MathF.Max(0, Vector3.Dot(s.Direction, normal)) / s.Pdf / samples;
            }
        }
        return sum;
    }

    [Fact]
    public void Sampling_IsUnbiased_WithHundredLamps() {
        Emitter[] lamps = Lamps(100, 5);
        var lights = new LightSampler(lamps, [], null);
        foreach (Vector3 position in (ReadOnlySpan<Vector3>)[new(3, 3, 0), new(15, 10, 2.5f), new(-30, 5, 0), new(10, 10, 3.9f)]) {
            double exact = Brute(lamps, position, Vector3.UnitZ), sum = 0;
            const uint Samples = 1 << 17;
            for (uint i = 0; i < Samples; i++) {
                var random = new SobolSampler(11, 3, i);
                if (!lights.SampleFinite(position, Vector3.UnitZ, random.Next1D(), random.Next2D(), out LightSample s)) continue;
                sum += s.Radiance.X * MathF.Max(0, s.Direction.Z) / s.Pdf;
            }
            Assert.Equal(1, sum / Samples / exact, 0.01);
        }
    }

    [Fact]
    public void Variance_IsFarBelowChoosingByPower() {
        Emitter[] lamps = Lamps(100, 5);
        var lights = new LightSampler(lamps, [], null);
        float[] power = [.. lamps.Select(l => l.Radiance.X * (l.IsDelta ? 1 : l.Area))];
        float total = power.Sum();
        KeyedGenerator random = Keyed.Start(9).Generator();
        double treeSquares = 0, powerSquares = 0;
        for (int k = 0; k < 40; k++) {
            var position = new Vector3(20 * random.NextFloat(), 20 * random.NextFloat(), 0);
            double exact = Brute(lamps, position, Vector3.UnitZ);
            for (int i = 0; i < 500; i++) {
                var u = new Vector2(random.NextFloat(), random.NextFloat());
                bool any = lights.SampleFinite(position, Vector3.UnitZ, random.NextFloat(), u, out LightSample s);
                double value = any ? s.Radiance.X * MathF.Max(0, s.Direction.Z) / s.Pdf : 0;
                treeSquares += Math.Pow(value / exact - 1, 2);
                float left = random.NextFloat() * total;
                int lamp = 0;
                while (lamp < lamps.Length - 1 && left >= power[lamp]) left -= power[lamp++];
                any = EmitterSampling.Sample(lamps[lamp], position, u, out s);
                value = any ? s.Radiance.X * MathF.Max(0, s.Direction.Z) / (s.Pdf * power[lamp] / total) : 0;
                powerSquares += Math.Pow(value / exact - 1, 2);
            }
        }
        Assert.True(treeSquares < 0.2 * powerSquares,
            $"relative variance {treeSquares / 20000:F3} against {powerSquares / 20000:F3} by power");
    }

    [Fact]
    public void EveryLitEmitter_CanBeChosen() {
        Emitter[] lamps = Lamps(200, 8);
        var lights = new LightSampler(lamps, [], null);
        KeyedGenerator random = Keyed.Start(10).Generator();
        int lit = 0;
        for (int k = 0; k < 100; k++) {
            Vector3 position = 20 * new Vector3(random.NextFloat(), random.NextFloat(), 0.3f * random.NextFloat());
            Vector3 normal = Warp.Sphere(new(random.NextFloat(), random.NextFloat()));
            for (int i = 0; i < lamps.Length; i++) {
                if (!EmitterSampling.Sample(lamps[i], position, new(random.NextFloat(), random.NextFloat()), out LightSample s)) continue;
                if (Vector3.Dot(s.Direction, normal) < 1e-3f || s.Radiance.X < 1e-4f) continue;
                Assert.True(lights.SelectionProbability(position, normal, i) > 0,
                    $"lamp {i} ({lamps[i].Kind}) lights the point but is never chosen");
                lit++;
            }
        }
        Assert.True(lit > 1000);
    }

    [Fact]
    public void ManyTrianglesAtOnePlace_BuildAndSample() {
        var same = Emitter.Triangle(new(0, 0, 2), new(0, 1, 2), new(1, 0, 2), Vector3.One);
        Emitter[] lamps = [.. Enumerable.Repeat(same, 20_000)];
        var lights = new LightSampler(lamps, [], null);
        Assert.True(lights.SampleFinite(default, Vector3.UnitZ, 0.77f, new(0.3f, 0.6f), out LightSample s));
        Assert.Equal(1 / 20_000f, lights.SelectionProbability(default, Vector3.UnitZ, s.Emitter), 1e-6f);
    }
}
