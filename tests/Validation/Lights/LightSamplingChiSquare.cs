using System.Numerics;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Rendering.Lights;
using Diorama.Validation.Statistics;

namespace Diorama.Validation.Lights;

/// <summary>Directions drawn by the light samplers against the densities that they quote.</summary>
public sealed class LightSamplingChiSquare {
    private const int Samples = 1 << 18;

    public static TheoryData<string, Vector3> Views => new() {
        { "rectangle", new(0, 0, 0) }, { "rectangle", new(0.2f, 0.1f, 1.95f) }, { "rectangle", new(-2, 1, 1.5f) },
        { "rectangle", new(20, 9, -30) },
        { "triangle", new(0, 0, 0) }, { "triangle", new(0.2f, 0.1f, 1.95f) }, { "triangle", new(-2, 1, 1.5f) },
        { "triangle", new(20, 9, -30) },
        { "disc", new(0, 0, 0) }, { "disc", new(-2, 1, 1.5f) },
    };

    private static Emitter Make(string kind) {
        Vector3 corner = new(-0.6f, -0.4f, 2), u = new(0, 1, 0), v = new(1.3f, 0, 0);
        return kind switch {
            "rectangle" => Emitter.Rectangle(corner, u, v, Vector3.One),
            "triangle" => Emitter.Triangle(corner, corner + u, corner + v, Vector3.One),
            _ => Emitter.Disc(new(0, 0, 2), -Vector3.UnitZ, 0.7f, Vector3.One),
        };
    }

    /// <summary>Cells are taken on the emitter, in coordinates of constant area, where the density is smooth.</summary>
    [Theory]
    [MemberData(nameof(Views))]
    public void AreaEmitter_SamplesItsDensity(string kind, Vector3 position) {
        const int Grid = 16, Fine = 24;
        Emitter e = Make(kind);
        var observed = new long[Grid * Grid];
        KeyedGenerator random = Keyed.Start(1).With(kind).Generator();
        for (int i = 0; i < Samples; i++) {
            Assert.True(EmitterSampling.Sample(e, position, new(random.NextFloat(), random.NextFloat()), out LightSample s));
            Vector2 at = ToSquare(e, position + s.Direction * s.Distance - e.Position);
            observed[Math.Clamp((int)(at.Y * Grid), 0, Grid - 1) * Grid + Math.Clamp((int)(at.X * Grid), 0, Grid - 1)]++;
        }
        var expected = new double[Grid * Grid];
        for (int y = 0; y < Grid * Fine; y++) {
            for (int x = 0; x < Grid * Fine; x++) {
                Vector3 d = e.Position + FromSquare(e, new((x + 0.5f) / (Grid * Fine), (y + 0.5f) / (Grid * Fine))) - position;
                float distance = d.Length(), cos = MathF.Abs(Vector3.Dot(d, e.Normal)) / distance;
                double pdf = EmitterSampling.Pdf(e, position, d / distance, distance) * cos / (distance * distance) * e.Area;
                expected[y / Fine * Grid + x / Fine] += pdf * Samples / (Grid * Fine * Grid * Fine);
            }
        }
        Assert.Equal(Samples, expected.Sum(), 2e-3 * Samples);
        CellCounts.AssertFit(observed, expected, tests: 10);
    }

    /// <summary>Area-preserving maps between the emitter and the unit square.</summary>
    private static Vector2 ToSquare(in Emitter e, Vector3 p) {
        float u = Vector3.Dot(p, e.EdgeU) / e.EdgeU.LengthSquared(), v = Vector3.Dot(p, e.EdgeV) / e.EdgeV.LengthSquared();
        return e.Kind switch {
            EmitterKind.Rectangle => new(u, v),
            EmitterKind.Triangle => new((u + v) * (u + v), v / MathF.Max(u + v, 1e-9f)),
            _ => new(u * u + v * v, MathF.Atan2(v, u) / (2 * MathF.PI) + 0.5f),
        };
    }

    private static Vector3 FromSquare(in Emitter e, Vector2 s) {
        if (e.Kind == EmitterKind.Rectangle) return s.X * e.EdgeU + s.Y * e.EdgeV;
        float root = MathF.Sqrt(s.X);
        if (e.Kind == EmitterKind.Triangle) return root * (1 - s.Y) * e.EdgeU + root * s.Y * e.EdgeV;
        (float sin, float cos) = MathF.SinCos((s.Y - 0.5f) * 2 * MathF.PI);
        return root * (cos * e.EdgeU + sin * e.EdgeV);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SkyMixture_SamplesItsDensity(bool compensated) {
        var map = new Image<Vector3>(24, 12);
        KeyedGenerator random = Keyed.Start(2).Generator();
        foreach (ref Vector3 pixel in map.Pixels.AsSpan()) pixel = new(MathF.Pow(random.NextFloat(), 4));
        map[7, 3] = new(30);
        var lights = new LightSampler([], [new(Vector3.Normalize(new(1, 1, 1)), new(3), 0.8f)],
            new EnvironmentLight(map, Vector3.One, 0.4f, compensated));
        ChiSquareResult result = ChiSquare.Sphere((float select, Vector2 u, out Vector3 direction) => {
            bool any = lights.SampleInfinite(select, u, out LightSample s);
            direction = s.Direction;
            return any;
        }, d => lights.PdfInfinite(d), Keyed.Start(3), bins: 12);
        Assert.True(result.PValue > ChiSquare.Threshold(2), result.ToString());
        Assert.Equal(1, result.Integral, 2e-3);
    }

    [Fact]
    public void SunDisc_IsEven() {
        Vector3 centre = Vector3.Normalize(new(0.3f, -0.5f, 0.6f));
        var sun = new DirectionalEmitter(centre, Vector3.One, 0.00935f);
        var lights = new LightSampler([], [sun], null);
        var basis = new Basis(centre);
        var observed = new long[64];
        KeyedGenerator random = Keyed.Start(3).Generator();
        for (int i = 0; i < Samples; i++) {
            Assert.True(lights.SampleInfinite(random.NextFloat(), new(random.NextFloat(), random.NextFloat()), out LightSample s));
            Vector3 local = basis.ToLocal(s.Direction);
            float radius = (local.X * local.X + local.Y * local.Y) / (2 * sun.OneMinusCos);
            int ring = Math.Clamp((int)(radius * 8), 0, 7), sector =
                Math.Clamp((int)((MathF.Atan2(local.Y, local.X) / (2 * MathF.PI) + 0.5f) * 8), 0, 7);
            observed[ring * 8 + sector]++;
        }
        CellCounts.AssertFit(observed, [.. Enumerable.Repeat(Samples / 64.0, 64)], tests: 1);
    }

    [Fact]
    public void LightTree_ChoosesWithItsProbabilities() {
        KeyedGenerator random = Keyed.Start(4).Generator();
        var lamps = new Emitter[300];
        for (int i = 0; i < lamps.Length; i++) {
            Vector3 p = 10 * new Vector3(random.NextFloat(), random.NextFloat(), 0.3f * random.NextFloat());
            lamps[i] = Emitter.Point(p, new(0.1f + random.NextFloat()));
        }
        var lights = new LightSampler(lamps, [], null);
        foreach (Vector3 position in (ReadOnlySpan<Vector3>)[new(5, 5, 1), new(0, 0, 0), new(40, 0, 3)]) {
            var observed = new long[lamps.Length];
            for (int i = 0; i < Samples; i++) {
                if (lights.SampleFinite(position, Vector3.Zero, random.NextFloat(), default, out LightSample s)) observed[s.Emitter]++;
            }
            double[] expected = [.. lamps.Select((_, i) => (double)Samples * lights.SelectionProbability(position, Vector3.Zero, i))];
            CellCounts.AssertFit(observed, expected, tests: 3);
        }
    }
}
