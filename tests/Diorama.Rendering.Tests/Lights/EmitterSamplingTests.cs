using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Sampling;

namespace Diorama.Rendering.Tests.Lights;

public sealed class EmitterSamplingTests {
    private static readonly Vector3 Corner = new(-0.6f, -0.3f, 2), EdgeU = new(0, 0.9f, 0), EdgeV = new(1.4f, 0, 0);

    /// <summary>Lambert 1760: irradiance of a polygon of radiance 1 that lies wholly above the horizon of the normal.</summary>
    private static double PolygonIrradiance(Vector3 position, Vector3 normal, params Vector3[] vertices) {
        double sum = 0;
        for (int i = 0; i < vertices.Length; i++) {
            Vector3 a = vertices[i] - position, b = vertices[(i + 1) % vertices.Length] - position;
            // In double precision: for far polygons the edges cancel almost entirely.
            double x = (double)a.Y * b.Z - (double)a.Z * b.Y, y = (double)a.Z * b.X - (double)a.X * b.Z,
                z = (double)a.X * b.Y - (double)a.Y * b.X;
            double cross = Math.Sqrt(x * x + y * y + z * z), dot = (double)a.X * b.X + (double)a.Y * b.Y + (double)a.Z * b.Z;
            sum += Math.Atan2(cross, dot) / cross * (x * normal.X + y * normal.Y + z * normal.Z);
        }
        return Math.Abs(sum / 2);
    }

    private static double Irradiance(LightSampler lights, Vector3 position, Vector3 normal, uint samples) {
        double sum = 0;
        for (uint i = 0; i < samples; i++) {
            var random = new SobolSampler(7, 1, i);
            if (lights.SampleFinite(position, normal, random.Next1D(), random.Next2D(), out LightSample s)) {
                sum += s.Radiance.X * MathF.Max(0, Vector3.Dot(s.Direction, normal)) / s.Pdf;
            }
        }
        return sum / samples;
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.3f, 0.2f, 1.9f)]
    [InlineData(0.3f, 0.2f, 1.995f)]
    [InlineData(3, -2, 0.5f)]
    [InlineData(60, 40, -50)]
    public void Rectangle_GivesTheIrradianceOfThePolygonFormula(float x, float y, float z) {
        Vector3 position = new(x, y, z), normal = Vector3.UnitZ;
        double exact = PolygonIrradiance(position, normal, Corner, Corner + EdgeU, Corner + EdgeU + EdgeV, Corner + EdgeV);
        var lights = new LightSampler([Emitter.Rectangle(Corner, EdgeU, EdgeV, Vector3.One)], [], null);
        Assert.Equal(1, Irradiance(lights, position, normal, 1 << 14) / exact, 3e-3);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.3f, 0.2f, 1.9f)]
    [InlineData(3, -2, 0.5f)]
    [InlineData(60, 40, -50)]
    public void Triangle_GivesTheIrradianceOfThePolygonFormula(float x, float y, float z) {
        Vector3 position = new(x, y, z), normal = Vector3.UnitZ;
        double exact = PolygonIrradiance(position, normal, Corner, Corner + EdgeU, Corner + EdgeV);
        var lights = new LightSampler([Emitter.Triangle(Corner, Corner + EdgeU, Corner + EdgeV, Vector3.One)], [], null);
        Assert.Equal(1, Irradiance(lights, position, normal, 1 << 14) / exact, 3e-3);
    }

    [Fact]
    public void Parallelogram_GivesTheIrradianceOfThePolygonFormula() {
        Vector3 slanted = EdgeV + new Vector3(0, 0.5f, 0);
        var emitter = Emitter.Rectangle(Corner, EdgeU, slanted, Vector3.One);
        Assert.False(emitter.Orthogonal);
        double exact = PolygonIrradiance(default, Vector3.UnitZ, Corner, Corner + EdgeU, Corner + EdgeU + slanted, Corner + slanted);
        Assert.Equal(1, Irradiance(new([emitter], [], null), default, Vector3.UnitZ, 1 << 14) / exact, 3e-3);
    }

    [Fact]
    public void Disc_GivesTheClosedFormOnItsAxis() {
        var lights = new LightSampler([Emitter.Disc(new(0, 0, 2), -Vector3.UnitZ, 0.8f, Vector3.One)], [], null);
        double exact = Math.PI * 0.64 / (0.64 + 4);
        Assert.Equal(1, Irradiance(lights, default, Vector3.UnitZ, 1 << 14) / exact, 3e-3);
    }

    public static TheoryData<Emitter> AreaEmitters => new() {
        Emitter.Rectangle(Corner, EdgeU, EdgeV, Vector3.One),
        Emitter.Rectangle(Corner, EdgeU, EdgeV, Vector3.One, twoSided: true),
        Emitter.Rectangle(Corner, EdgeU, EdgeV + new Vector3(0, 1, 0), Vector3.One),
        Emitter.Triangle(Corner, Corner + EdgeU, Corner + EdgeV, Vector3.One, twoSided: true),
        Emitter.Disc(new(0, 0, 2), new(0.3f, 0, -1), 0.5f, Vector3.One),
    };

    /// <summary>What makes multiple importance sampling sound: both sides must quote one density.</summary>
    [Theory]
    [MemberData(nameof(AreaEmitters))]
    public void Pdf_EqualsThatOfTheSample_FromNearAndFar(Emitter emitter) {
        var lights = new LightSampler([emitter, Emitter.Point(new(2, 2, 2), Vector3.One)], [], null);
        KeyedGenerator random = Keyed.Start(3).Generator();
        int compared = 0;
        for (int i = 0; i < 3000; i++) {
            float reach = MathF.Pow(10, 2.5f * random.NextFloat() - 1);
            Vector3 position = emitter.Centre + reach * Warp.Sphere(new(random.NextFloat(), random.NextFloat()));
            Vector3 normal = i % 2 == 0 ? Vector3.Zero : Warp.Sphere(new(random.NextFloat(), random.NextFloat()));
            if (!lights.SampleFinite(position, normal, random.NextFloat(), new(random.NextFloat(), random.NextFloat()), out LightSample s)
                || s.Delta) continue;
            float pdf = lights.PdfFinite(position, normal, s.Emitter, s.Direction, s.Distance);
            Assert.Equal(1, pdf / s.Pdf, 1e-3f);
            Assert.Equal(1, s.Direction.Length(), 1e-5f);
            Vector3 hit = position + s.Direction * s.Distance - emitter.Position;
            Assert.True(MathF.Abs(Vector3.Dot(hit, emitter.Normal)) < 1e-4f * (1 + s.Distance), "the sampled point lies on the emitter");
            compared++;
        }
        Assert.True(compared > 300);
    }

    [Fact]
    public void Barycentrics_ReproduceTheSampledPoint() {
        var e = Emitter.Triangle(new(0, 0, 1), new(0.2f, 1, 1.2f), new(1.5f, 0.1f, 1), Vector3.One, twoSided: true, textured: true);
        KeyedGenerator random = Keyed.Start(4).Generator();
        for (int i = 0; i < 500; i++) {
            var position = new Vector3(random.NextFloat(), random.NextFloat(), -30 * (i % 2));
            if (!EmitterSampling.Sample(e, position, new(random.NextFloat(), random.NextFloat()), out LightSample s)) continue;
            Vector3 fromWeights = e.Position + s.Barycentric.X * e.EdgeU + s.Barycentric.Y * e.EdgeV;
            Assert.True(Vector3.Distance(fromWeights, position + s.Direction * s.Distance) < 1e-4f * s.Distance + 1e-5f);
        }
    }

    [Fact]
    public void OneSidedEmitter_GivesNothing_Behind() {
        var lights = new LightSampler([Emitter.Rectangle(Corner, EdgeU, EdgeV, Vector3.One)], [], null);
        Assert.True(lights.SampleFinite(default, Vector3.UnitZ, 0.5f, new(0.5f), out _));
        Assert.False(lights.SampleFinite(new(0, 0, 3), Vector3.Zero, 0.5f, new(0.5f), out _));
        Assert.False(lights.SampleFinite(default, -Vector3.UnitZ, 0.5f, new(0.5f), out _));
    }

    [Fact]
    public void ZeroAreaAndBlackEmitters_AreNeverChosen() {
        var dead = Emitter.Triangle(default, Vector3.One, Vector3.One * 2, Vector3.One);
        Assert.False(new LightSampler([dead, Emitter.Point(default, Vector3.Zero)], [], null).HasFinite);
        var lights = new LightSampler([dead, Emitter.Point(new(0, 0, 1), Vector3.One)], [], null);
        Assert.True(lights.SampleFinite(default, Vector3.Zero, 0.1f, new(0.5f), out LightSample s));
        Assert.Equal((1, 1f), (s.Emitter, s.Pdf));
        Assert.Equal(0, lights.PdfFinite(default, Vector3.Zero, 0, Vector3.UnitZ, 1));
    }

    [Fact]
    public void Point_FadesWithTheSquareAndEndsAtItsRange() {
        EmitterSampling.Sample(Emitter.Point(new(0, 0, 2), new(8)), default, default, out LightSample s);
        Assert.Equal((2f, 2f, true), (s.Radiance.X, s.Distance, s.Delta));
        // KHR_lights_punctual: 1 − (d / range)⁴.
        EmitterSampling.Sample(Emitter.Point(new(0, 0, 2), new(8), range: 4), default, default, out s);
        Assert.Equal(2 * (1 - 1 / 16f), s.Radiance.X, 1e-5f);
        Assert.False(EmitterSampling.Sample(Emitter.Point(new(0, 0, 2), new(8), range: 1.5f), default, default, out _));
    }

    [Fact]
    public void Spot_IsFullInsideAndDarkOutsideItsCone() {
        var light = new Light { Kind = LightKind.Spot, Intensity = 4, InnerConeAngle = 0.3f, OuterConeAngle = 0.5f };
        var spot = Emitter.FromLight(light, Affine3.Translation(new(0, 0, 2)));
        Assert.True(EmitterSampling.Sample(spot, new(0.5f, 0, 0), default, out LightSample inner));
        Assert.Equal(4 / 4.25f, inner.Radiance.X, 1e-5f);
        Assert.True(EmitterSampling.Sample(spot, new(0.8f, 0, 0), default, out LightSample between));
        Assert.InRange(between.Radiance.X, 0.01f, 0.8f * 4 / 4.64f);
        Assert.False(EmitterSampling.Sample(spot, new(1.2f, 0, 0), default, out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void RectangleLight_ShinesAlongMinusZ_UnderMirroringToo(float mirror) {
        var light = new Light { Kind = LightKind.Rectangle, Size = new(2, 3) };
        var worldFromNode = Affine3.Translation(new(0, 0, 5)) * Affine3.Scaling(new(mirror, 1, 1));
        var e = Emitter.FromLight(light, worldFromNode);
        Assert.Equal(-Vector3.UnitZ, e.Normal);
        Assert.Equal((6f, new Vector3(0, 0, 5)), (e.Area, e.Centre));
    }

    [Fact]
    public void MergeQuads_JoinsTheTwoTrianglesOfARectangleOnly() {
        Vector3 a = new(0, 0, 1), b = new(2, 0, 1), c = new(2, 1, 1), d = new(0, 1, 1), white = Vector3.One;
        Emitter[] list = [
            Emitter.Triangle(a, b, c, white), Emitter.Triangle(a, c, d, white),
            Emitter.Triangle(a, b, c, white), Emitter.Triangle(c, d, a, 2 * white),
            Emitter.Triangle(b, c, d, white), Emitter.Triangle(d, a, b, white),
        ];
        Emitter[] merged = QuadMerging.MergeQuads(list, out int[] emitterOf);
        Assert.Equal([0, 0, 1, 2, 3, 3], emitterOf);
        Assert.Equal([EmitterKind.Rectangle, EmitterKind.Triangle, EmitterKind.Triangle, EmitterKind.Rectangle],
            merged.Select(e => e.Kind));
        Assert.Equal((2f, Vector3.UnitZ, new Vector3(1, 0.5f, 1)), (merged[0].Area, merged[0].Normal, merged[0].Centre));
        Assert.Equal((2f, Vector3.UnitZ, new Vector3(1, 0.5f, 1)), (merged[3].Area, merged[3].Normal, merged[3].Centre));
    }
}
