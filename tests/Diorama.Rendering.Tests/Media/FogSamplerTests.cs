using System.Numerics;
using Diorama.Rendering.Media;
using Diorama.Rendering.Sampling;

namespace Diorama.Rendering.Tests.Media;

public sealed class FogSamplerTests {
    private static FogSampler Layered => new(new Fog { Density = 0.08f, BaseHeight = 2, ScaleHeight = 5 });
    private static FogSampler Even => new(new Fog { Density = 0.08f });

    private static double Quadrature(FogSampler fog, Vector3 origin, Vector3 direction, double tMax) {
        const int Steps = 20_000;
        double sum = 0;
        for (int i = 0; i < Steps; i++) sum += fog.Extinction((float)(origin.Z + (i + 0.5) / Steps * tMax * direction.Z));
        return sum * tMax / Steps;
    }

    public static TheoryData<float, float, float> Rays => new() {
        { 7, 0.5f, 30 }, { 7, -0.5f, 30 }, { 0, 0.9f, 50 }, { -5, -0.3f, 20 }, { 3, 0, 40 }, { 1, 0, 40 },
        { 2, 0.4f, 10 }, { 2, -0.4f, 10 }, { 6, 1e-5f, 25 }, { 6, -1e-7f, 25 }, { 100, -1, 120 }, { 2.01f, -0.01f, 10 },
    };

    [Theory]
    [MemberData(nameof(Rays))]
    public void OpticalDepth_MatchesQuadrature_AndDistanceInvertsIt(float z, float dz, float tMax) {
        var direction = new Vector3(MathF.Sqrt(1 - dz * dz), 0, dz);
        var origin = new Vector3(1, 2, z);
        foreach (FogSampler fog in (FogSampler[])[Layered, Even]) {
            double exact = Quadrature(fog, origin, direction, tMax);
            float depth = fog.OpticalDepth(origin, direction, tMax);
            Assert.Equal(1, depth / exact, 1e-3);
            Assert.Equal(Math.Exp(-exact), fog.Transmittance(origin, direction, tMax), 1e-3);
            for (float part = 0.1f; part < 1; part += 0.2f) {
                float t = fog.DistanceAt(origin, direction, part * depth);
                Assert.Equal(part * depth, fog.OpticalDepth(origin, direction, t), 1e-3f * depth);
            }
        }
    }

    [Fact]
    public void OpticalDepth_IsClosed_ToInfinity() {
        Vector3 up = new(0.6f, 0, 0.8f), level = Vector3.UnitX;
        // σ H / cos from the base, and 3 m of even fog below it.
        Assert.Equal(0.08f * 5 / 0.8f, Layered.OpticalDepth(new(0, 0, 2), up, float.PositiveInfinity), 1e-5f);
        Assert.Equal(0.08f * (5 + 3) / 0.8f, Layered.OpticalDepth(new(0, 0, -1), up, float.PositiveInfinity), 1e-5f);
        Assert.Equal(float.PositiveInfinity, Layered.OpticalDepth(new(0, 0, 9), level, float.PositiveInfinity));
        Assert.Equal(0, Even.Transmittance(default, up, float.PositiveInfinity));
        Assert.Equal(float.PositiveInfinity, Layered.DistanceAt(new(0, 0, 2), up, 0.6f));
        // From far above, where the density underflows, down into the fog.
        Assert.Equal(0.08f * 5, Layered.OpticalDepth(new(0, 0, 5000), -Vector3.UnitZ, 4998), 1e-4f);
        Assert.Equal(4998 - 5 * MathF.Log(2), Layered.DistanceAt(new(0, 0, 5000), -Vector3.UnitZ, 0.2f), 0.01f);
    }

    [Fact]
    public void Collision_HappensAsOftenAsTheTransmittanceSays() {
        Vector3 origin = new(0, 0, 0), direction = new(0.6f, 0, 0.8f);
        int passed = 0;
        const uint Samples = 1 << 14;
        for (uint i = 0; i < Samples; i++) {
            if (!Layered.SampleCollision(origin, direction, 8, new SobolSampler(1, 1, i).Next1D(), out _)) passed++;
        }
        Assert.Equal(Layered.Transmittance(origin, direction, 8), passed / (double)Samples, 1e-3);
    }

    [Theory]
    [MemberData(nameof(Rays))]
    public void SampleWithin_QuotesItsDensity_WhichIntegratesToOne(float z, float dz, float tMax) {
        var direction = new Vector3(MathF.Sqrt(1 - dz * dz), 0, dz);
        var origin = new Vector3(0, 0, z);
        foreach (FogSampler fog in (FogSampler[])[Layered, Even]) {
            for (float u = 0; u < 1; u += 0.061f) {
                Assert.True(fog.SampleWithin(origin, direction, tMax, u, out float t, out float pdf));
                Assert.InRange(t, 0, tMax);
                Assert.Equal(1, fog.PdfWithin(origin, direction, tMax, t) / pdf, 2e-3f);
            }
            double sum = 0;
            for (int i = 0; i < 4000; i++) sum += fog.PdfWithin(origin, direction, tMax, (i + 0.5f) / 4000 * tMax) * tMax / 4000;
            Assert.Equal(1, sum, 2e-3);
        }
    }

    [Fact]
    public void SampleWithin_ReachesToInfinity() {
        Vector3 up = new(0.6f, 0, 0.8f);
        Assert.True(Layered.SampleWithin(default, up, float.PositiveInfinity, 0.999f, out float t, out float pdf));
        Assert.True(float.IsFinite(t) && t > 5 && pdf > 0);
        Assert.False(new FogSampler(new Fog { Density = 0 }).SampleWithin(default, up, 10, 0.5f, out _, out _));
    }

    [Theory]
    [InlineData(12, 0.5f)]
    [InlineData(float.PositiveInfinity, 0.5f)]
    [InlineData(3, 0)]
    public void EquiAngular_QuotesItsDensity_WhichIntegratesToOne(float tMax, float offset) {
        var along = new EquiAngular(new(1, 0, 0), Vector3.UnitX, tMax, new(6, offset, 0));
        double mean = 0;
        const uint Samples = 1 << 12;
        for (uint i = 0; i < Samples; i++) {
            float t = along.Sample(new SobolSampler(1, 1, i).Next1D(), out float pdf);
            Assert.InRange(t, 0, tMax);
            Assert.Equal(pdf, along.Pdf(t));
            // ∫ 1/(1+t)² dt over [0, tMax], estimated through the density.
            mean += 1 / ((1 + t) * (1 + t) * pdf) / Samples;
        }
        double exact = float.IsPositiveInfinity(tMax) ? 1 : 1 - 1 / (1.0 + tMax);
        Assert.Equal(1, mean / exact, 0.02);
    }

    [Theory]
    [InlineData(-0.7f)]
    [InlineData(0)]
    [InlineData(5e-4f)]
    [InlineData(0.05f)]
    [InlineData(0.9f)]
    public void HenyeyGreenstein_IsNormalised_WithMeanCosineG(float g) {
        var phase = new HenyeyGreenstein(g);
        Vector3 forward = Vector3.Normalize(new(1, -2, 0.5f));
        double sum = 0, mean = 0, sampled = 0;
        const int Steps = 200_000;
        for (int i = 0; i < Steps; i++) {
            float cos = -1 + 2 * (i + 0.5f) / Steps;
            sum += 4 * Math.PI * phase.Evaluate(cos) / Steps;
            mean += 4 * Math.PI * phase.Evaluate(cos) * cos / Steps;
        }
        const uint Samples = 1 << 14;
        for (uint i = 0; i < Samples; i++) {
            Vector3 d = phase.Sample(forward, new SobolSampler(1, 1, i).Next2D(), out float pdf);
            float cos = Vector3.Dot(d, forward);
            Assert.Equal(1, phase.Evaluate(cos) / pdf, 5e-3f);
            sampled += cos / Samples;
        }
        Assert.Equal(1, sum, 1e-3);
        Assert.Equal(g, mean, 1e-3);
        Assert.Equal(g, sampled, 2e-3);
    }
}
