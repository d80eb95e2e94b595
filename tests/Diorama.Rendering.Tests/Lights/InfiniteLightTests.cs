using System.Numerics;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Sampling;

namespace Diorama.Rendering.Tests.Lights;

public sealed class InfiniteLightTests {
    private static Image<Vector3> Map(int width = 64, int height = 32) {
        var map = new Image<Vector3>(width, height);
        KeyedGenerator random = Keyed.Start(1).Generator();
        foreach (ref Vector3 pixel in map.Pixels.AsSpan())
            pixel = new Vector3(random.NextFloat(), random.NextFloat(), random.NextFloat()) * 0.1f;
        map[40, 9] = new(50, 40, 30);
        map[63, 20] = new(9, 9, 9);
        map[3, 0] = new(5, 5, 5);
        return map;
    }

    [Fact]
    public void Map_IsOrientedAsTheConventionSays() {
        var map = new Image<Vector3>(8, 4);
        for (int y = 0; y < 4; y++) for (int x = 0; x < 8; x++) map[x, y] = new(x, y, 0);
        var light = new EnvironmentLight(map, Vector3.One);
        // Between columns 3 and 4 lies +X; the right quarter, between 5 and 6, is −Y.
        Assert.Equal(new(3.5f, 1.5f, 0), light.Radiance(Vector3.UnitX));
        Assert.Equal(new(5.5f, 1.5f, 0), Round(light.Radiance(-Vector3.UnitY)));
        Assert.Equal(0, light.Radiance(Vector3.UnitZ).Y);
        Assert.Equal(3, light.Radiance(-Vector3.UnitZ).Y);
        // Turned a quarter counter-clockwise, the centre looks along +Y.
        var turned = new EnvironmentLight(map, Vector3.One, MathF.PI / 2);
        Assert.Equal(new(3.5f, 1.5f, 0), Round(turned.Radiance(Vector3.UnitY)));
    }

    private static Vector3 Round(Vector3 v) => new(MathF.Round(v.X, 4), MathF.Round(v.Y, 4), MathF.Round(v.Z, 4));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Environment_PdfEqualsThatOfTheSample(bool compensated) {
        var light = new EnvironmentLight(Map(), Vector3.One, 0.7f, compensated);
        for (uint i = 0; i < 4000; i++) {
            if (!light.Sample(new SobolSampler(1, 1, i).Next2D(), out Vector3 d, out float pdf)) continue;
            // Directions within rounding of a cell border may be looked up on its other side.
            float back = light.Pdf(d);
            if (MathF.Abs(back / pdf - 1) > 1e-3f) back = light.Pdf(Vector3.Normalize(d + new Vector3(3e-6f, -2e-6f, 2e-6f)));
            if (MathF.Abs(back / pdf - 1) > 1e-3f) back = light.Pdf(Vector3.Normalize(d - new Vector3(3e-6f, -2e-6f, 2e-6f)));
            Assert.Equal(1, back / pdf, 1e-3f);
        }
    }

    [Fact]
    public void Environment_IntegratesToTheMeanOfTheMap() {
        var light = new EnvironmentLight(Map(), new(2, 2, 2));
        Vector3 sum = default, exact = default;
        const uint Samples = 1 << 16;
        for (uint i = 0; i < Samples; i++) {
            if (light.Sample(new SobolSampler(1, 1, i).Next2D(), out Vector3 d, out float pdf)) sum += light.Radiance(d) / pdf;
        }
        sum /= Samples;
        const int Fine = 512;
        for (int y = 0; y < Fine; y++) {
            double theta = Math.PI * (y + 0.5) / Fine;
            for (int x = 0; x < 2 * Fine; x++) {
                double phi = Math.PI * (x + 0.5) / Fine;
                var d = new Vector3((float)(Math.Sin(theta) * Math.Cos(phi)), (float)(Math.Sin(theta) * Math.Sin(phi)),
                    (float)Math.Cos(theta));
                exact += light.Radiance(d) * (float)(Math.Sin(theta) * Math.PI / Fine * Math.PI / Fine);
            }
        }
        for (int c = 0; c < 3; c++) Assert.Equal(1, sum[c] / exact[c], 5e-3f);
        // The strength treats rows as even in the polar angle, which is what the table samples.
        Assert.Equal(1, light.Strength / ((exact.X + exact.Y + exact.Z) / 3), 1e-2f);
    }

    [Fact]
    public void ConstantEnvironment_GivesPiTimesItsRadiance() {
        var lights = new LightSampler([], [], new EnvironmentLight(null, new(0.5f, 1, 2)));
        Vector3 sum = default;
        const uint Samples = 1 << 14;
        for (uint i = 0; i < Samples; i++) {
            var random = new SobolSampler(1, 1, i);
            Assert.True(lights.SampleInfinite(random.Next1D(), random.Next2D(), out LightSample s));
            sum += s.Radiance * MathF.Max(0, s.Direction.Z) / s.Pdf;
        }
        sum /= Samples;
        for (int c = 0; c < 3; c++) Assert.Equal(1, sum[c] / (MathF.PI * new Vector3(0.5f, 1, 2)[c]), 2e-3f);
    }

    [Fact]
    public void Mixture_GivesTheSumOfSkySunAndDirectionalLights() {
        Vector3 up = Vector3.UnitZ, sunwards = Vector3.Normalize(new(1, 2, 3)), other = Vector3.Normalize(new(-1, 0, 1));
        var lights = new LightSampler([],
            [new(sunwards, new(100, 90, 80), 0.00935f, visibleToCamera: true), new(other, new(20)), new(other, new(3), 0.5f),
                new(up, default)],
            new EnvironmentLight(Map(), Vector3.One));
        Vector3 sum = default, sky = default;
        const uint Samples = 1 << 17;
        for (uint i = 0; i < Samples; i++) {
            var random = new SobolSampler(1, 1, i);
            if (lights.SampleInfinite(random.Next1D(), random.Next2D(), out LightSample s)) {
                sum += s.Radiance * MathF.Max(0, s.Direction.Z) / s.Pdf;
                if (!s.Delta) Assert.Equal(s.Radiance, lights.InfiniteRadiance(s.Direction, false));
            }
        }
        var environment = new EnvironmentLight(Map(), Vector3.One);
        for (uint i = 0; i < Samples; i++) {
            if (environment.Sample(new SobolSampler(2, 1, i).Next2D(), out Vector3 d, out float pdf))
                sky += environment.Radiance(d) * MathF.Max(0, d.Z) / pdf;
        }
        // A uniform disc of half angle a gives its facing irradiance times the cosine of its centre.
        Vector3 exact = sky / Samples + new Vector3(100, 90, 80) * sunwards.Z + new Vector3(20) * other.Z + new Vector3(3) * other.Z;
        for (int c = 0; c < 3; c++) Assert.Equal(1, sum[c] / Samples / exact[c], 5e-3f);
    }

    [Fact]
    public void Sun_IsSeenByTheCameraOnlyIfVisible() {
        Vector3 sunwards = Vector3.Normalize(new(1, 2, 3));
        var shown = new LightSampler([], [new(sunwards, Vector3.One, 0.00935f, visibleToCamera: true)], null);
        var hidden = new LightSampler([], [new(sunwards, Vector3.One, 0.00935f)], null);
        // E / (π sin² 0.004675).
        Assert.Equal(1, shown.InfiniteRadiance(sunwards, true).X / 14564.4f, 1e-3f);
        Assert.Equal(Vector3.Zero, hidden.InfiniteRadiance(sunwards, true));
        Assert.NotEqual(Vector3.Zero, hidden.InfiniteRadiance(sunwards, false));
        Vector3 beside = Vector3.Normalize(sunwards + 0.0048f * Vector3.Normalize(Vector3.Cross(sunwards, Vector3.UnitX)));
        Assert.Equal(Vector3.Zero, shown.InfiniteRadiance(beside, true));
        Assert.Equal(0, shown.PdfInfinite(beside));
    }

    [Fact]
    public void BlackSurroundings_HaveNothingToSample() {
        var lights = new LightSampler([], [], new EnvironmentLight(new Image<Vector3>(4, 2), Vector3.One));
        Assert.False(lights.HasInfinite);
        Assert.False(lights.SampleInfinite(0.3f, new(0.5f), out _));
    }
}
