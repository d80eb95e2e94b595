using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Rendering.Materials;

namespace Diorama.Rendering.Tests.Materials;

public class BsdfTests {
    private static Appearance White => new() {
        BaseColor = Vector3.One, Alpha = 1, Roughness = 1, Ior = 1.5f, Specular = 1, SpecularColor = Vector3.One,
    };

    private static Vector3 At(float degrees, float azimuth = 0) {
        (float sin, float cos) = MathF.SinCos(degrees * MathF.PI / 180);
        (float s, float c) = MathF.SinCos(azimuth * MathF.PI / 180);
        return new(sin * c, sin * s, cos);
    }

    private static Bsdf Seen(in Appearance a, Vector3 wo, bool frontFace = true) {
        Bsdf.Create(a, Vector3.UnitZ, Vector3.UnitZ, Vector3.UnitX, wo, frontFace, out Bsdf bsdf);
        return bsdf;
    }

    [Theory]
    [InlineData(0, 30)]
    [InlineData(70, 80)]
    public void Diffuse_IsLambertExactly_WithoutSpecular(float viewAngle, float lightAngle) {
        Appearance a = White with { Specular = 0, BaseColor = new(0.2f, 0.5f, 0.8f) };
        BsdfValue value = Seen(a, At(viewAngle)).Evaluate(At(lightAngle, 120));
        float cos = MathF.Cos(lightAngle * MathF.PI / 180);
        Assert.True(Vector3.Distance(a.BaseColor * cos / MathF.PI, value.Diffuse) < 1e-6f);
        Assert.Equal(Vector3.Zero, value.Specular);
        Assert.Equal(cos / MathF.PI, value.Pdf, 1e-6f);
    }

    [Theory]
    [InlineData(0.1f, 20, 22)]
    [InlineData(0.2f, 40, 30)]
    [InlineData(0.2f, 10, 50)]
    public void Metal_IsSingleScatterGgx_WhenFairlySmooth(float roughness, float viewAngle, float lightAngle) {
        var gold = new Vector3(1, 0.77f, 0.34f);
        Vector3 wo = At(viewAngle), wi = At(lightAngle, 180), h = Vector3.Normalize(wo + wi);
        BsdfValue value = Seen(White with { Metallic = 1, Roughness = roughness, BaseColor = gold }, wo).Evaluate(wi);
        // Walter et al. 2007, equations 33 and 34, in their textbook form.
        double a2 = Math.Pow(roughness, 4), tan2 = 1 / ((double)h.Z * h.Z) - 1;
        double d = a2 / (Math.PI * Math.Pow(h.Z, 4) * (a2 + tan2) * (a2 + tan2));
        double g = 1 / (1 + Lambda(wo.Z) + Lambda(wi.Z)), f = Math.Pow(1 - Vector3.Dot(wo, h), 5);
        double expected = d * g / (4 * wo.Z);
        Assert.Equal(1, value.Specular.X / (expected * (gold.X + (1 - gold.X) * f)), 0.01);
        Assert.Equal(1, value.Specular.Z / (expected * (gold.Z + (1 - gold.Z) * f)), 0.01);
        Assert.Equal(Vector3.Zero, value.Diffuse);

        double Lambda(double cos) => (Math.Sqrt(1 + a2 * (1 / (cos * cos) - 1)) - 1) / 2;
    }

    [Fact]
    public void Plastic_LeavesTheDiffuseWhatItsCoatDoesNotReflect() {
        // Smooth, at normal incidence: F0 = 0.04, for there are no other facets.
        BsdfValue value = Seen(White with { Roughness = 0 }, Vector3.UnitZ).Evaluate(At(45));
        Assert.Equal(0.96f * MathF.Cos(MathF.PI / 4) / MathF.PI, value.Diffuse.X, 1e-5f);
    }

    [Fact]
    public void Mirror_ReflectsAboutTheNormal_WhenRoughnessIsZero() {
        var tint = new Vector3(0.9f, 0.6f, 0.3f);
        Bsdf bsdf = Seen(White with { Metallic = 1, Roughness = 0, BaseColor = tint }, At(0.1f, 10));
        Assert.True(bsdf.Sample(0.5f, new(0.3f, 0.6f), out BsdfSample sample));
        Assert.True(Vector3.Distance(At(0.1f, 190), sample.Direction) < 1e-5f);
        Assert.True(Vector3.Distance(tint, sample.Weight) < 1e-4f);
        Assert.Equal(Lobe.Specular | Lobe.Reflection | Lobe.Delta, sample.Lobe);
        Assert.True(sample.Pdf == 0 && bsdf.OnlyDelta);
    }

    [Fact]
    public void Glass_ReflectsFresnelsShare_At60Degrees() {
        Bsdf bsdf = Seen(White with { Transmission = 1, Roughness = 0 }, At(60));
        int reflected = 0;
        for (int n = 0; n < 10_000; n++) {
            Assert.True(bsdf.Sample((n + 0.5f) / 10_000, new(0.5f), out BsdfSample sample));
            if ((sample.Lobe & Lobe.Reflection) != 0) reflected++;
            Assert.Equal(1, sample.Weight.X * sample.Eta * sample.Eta, 1e-4f);
        }
        Assert.Equal(0.0892, reflected / 10_000.0, 2e-4);
    }

    [Fact]
    public void Glass_ReflectsAll_BeyondTheCriticalAngleInside() {
        Bsdf bsdf = Seen(White with { Transmission = 1, Roughness = 0 }, At(45), frontFace: false);
        Assert.True(bsdf.Sample(0.9999f, new(0.5f), out BsdfSample sample));
        Assert.Equal(Lobe.Specular | Lobe.Reflection | Lobe.Delta, sample.Lobe);
    }

    [Fact]
    public void ClearPane_LetsLightStraightThrough_Tinted() {
        var tint = new Vector3(0.9f, 0.5f, 0.1f);
        Bsdf bsdf = Seen(White with { Transmission = 1, Roughness = 0, ThinWalled = true, BaseColor = tint }, Vector3.UnitZ);
        Assert.True(bsdf.OnlyDelta);
        Assert.True(Vector3.Distance(tint * 0.96f, bsdf.StraightTransmittance) < 1e-4f);
        Vector3 through = default;
        for (int n = 0; n < 1000; n++) {
            Assert.True(bsdf.Sample((n + 0.5f) / 1000, new(0.5f), out BsdfSample sample));
            if ((sample.Lobe & Lobe.Transmission) == 0) continue;
            Assert.Equal(-Vector3.UnitZ, sample.Direction);
            through += sample.Weight / 1000;
        }
        Assert.True(Vector3.Distance(tint * 0.96f, through) < 3e-3f, $"{through}");
    }

    [Fact]
    public void Sample_StaysOnItsGeometricSide_WhenTheShadingNormalIsTilted() {
        KeyedGenerator random = Keyed.Start(1).Generator();
        Appearance a = White with { Roughness = 0.4f, Transmission = 0.5f };
        for (int n = 0; n < 5000; n++) {
            Vector3 normal = At(60 * random.NextFloat(), 360 * random.NextFloat()), wo = At(89 * random.NextFloat(), 77);
            Bsdf.Create(a, normal, Vector3.UnitZ, Vector3.UnitX, wo, true, out Bsdf bsdf);
            if (!bsdf.Sample(random.NextFloat(), new(random.NextFloat(), random.NextFloat()), out BsdfSample sample)) continue;
            Assert.Equal((sample.Lobe & Lobe.Reflection) != 0, sample.Direction.Z > 0);
        }
    }

    [Fact]
    public void Mirror_ReflectsEverything_HoweverItsNormalIsMapped() {
        // Rows of normal-mapped smooth metal had black rings where the mirrored view goes under the surface.
        KeyedGenerator random = Keyed.Start(2).Generator();
        Appearance chrome = White with { Metallic = 1, Roughness = 0 };
        int bent = 0;
        for (int n = 0; n < 20_000; n++) {
            Vector3 normal = At(85 * random.NextFloat(), 360 * random.NextFloat()), wo = At(89.5f * random.NextFloat(), 77);
            Bsdf.Create(chrome, normal, Vector3.UnitZ, Vector3.UnitX, wo, true, out Bsdf bsdf);
            Assert.True(bsdf.Sample(0.5f, new(0.5f), out BsdfSample sample), $"normal {normal} from {wo}");
            Assert.InRange(sample.Direction.Z, 1e-5f, 1);
            Assert.Equal(1, sample.Weight.X, 1e-4f);
            Vector3 mirrored = normal * (2 * Vector3.Dot(normal, wo)) - wo;
            if (Vector3.Dot(normal, wo) < 0.01f || mirrored.Z < 0.01f) bent++;
            else Assert.True(Vector3.Distance(mirrored, sample.Direction) < 1e-4f, $"normal {normal} from {wo}");
        }
        Assert.InRange(bent, 2000, 18_000);
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.35f)]
    [InlineData(0.8f)]
    public void RoughMetal_NeverReflectsMoreThanAll_HoweverItsNormalIsMapped(float roughness) {
        // The directional albedo by samples of the lobe, and by an even share of the hemisphere, which knows nothing of the sampling.
        KeyedGenerator random = Keyed.Start(3).Generator();
        Appearance metal = White with { Metallic = 1, Roughness = roughness };
        for (int n = 0; n < 40; n++) {
            Vector3 normal = At(80 * random.NextFloat(), 360 * random.NextFloat()), wo = At(85 * random.NextFloat(), 77);
            Bsdf.Create(metal, normal, Vector3.UnitZ, Vector3.UnitX, wo, true, out Bsdf bsdf);
            double sampled = 0, even = 0;
            const int Samples = 20_000;
            for (int i = 0; i < Samples; i++) {
                var u = new Vector2(random.NextFloat(), random.NextFloat());
                if (bsdf.Sample(0.5f, u, out BsdfSample sample)) sampled += sample.Weight.X / Samples;
                float z = u.X, r = MathF.Sqrt(1 - z * z);
                (float sin, float cos) = MathF.SinCos(MathF.Tau * u.Y);
                even += bsdf.Evaluate(new(r * cos, r * sin, z)).Specular.X * MathF.Tau / Samples;
            }
            Assert.InRange(sampled, 0.25, 1.02);
            if (roughness > 0.5f) Assert.Equal(sampled, even, 0.06);
        }
    }

    [Theory]
    [InlineData(MaterialModel.Unlit)]
    [InlineData(MaterialModel.Standard)]
    public void Sample_EndsThePath_WhenNothingScatters(MaterialModel model) {
        Appearance a = White with { Model = model, BaseColor = Vector3.Zero, Specular = 0 };
        Bsdf bsdf = Seen(a, At(30));
        Assert.False(bsdf.Sample(0.5f, new(0.5f), out _));
        Assert.Equal(Vector3.Zero, bsdf.Evaluate(At(10)).Total);
        Assert.True(bsdf.OnlyDelta);
    }

    [Fact]
    public void Hair_IsTheSame_WhenTheFibreTurnsWithItsSurroundings() {
        Appearance a = White with {
            Model = MaterialModel.Hair, BaseColor = new(0.4f, 0.2f, 0.1f), HairLongitudinalRoughness = 0.3f, HairAzimuthalRoughness = 0.3f,
            HairTilt = 0.035f, HairOffset = 0.3f,
        };
        Vector3 wo = At(40, 20), wi = At(70, 200);
        Bsdf.Create(a, Vector3.UnitZ, Vector3.UnitZ, Vector3.UnitX, wo, true, out Bsdf bsdf);
        var turn = Quaternion.CreateFromAxisAngle(Vector3.Normalize(new(1, 2, 3)), 1.2f);
        Vector3 Turn(Vector3 v) => Vector3.Transform(v, turn);
        Bsdf.Create(a, Turn(Vector3.UnitZ), Turn(Vector3.UnitZ), Turn(Vector3.UnitX), Turn(wo), true, out Bsdf turned);
        Vector3 expected = bsdf.Evaluate(wi).Specular, found = turned.Evaluate(Turn(wi)).Specular;
        Assert.True(expected.X > 0 && Vector3.Distance(expected, found) < 1e-4f * expected.Length(), $"{expected} {found}");
    }

    [Fact]
    public void Hair_MirrorsItsHighlight_WhenTheOffsetChangesSides() {
        // Seen from +Z, a fibre along +X, hit on its +Y side (dot(n, cross(v, tangent)) = n·Y > 0), reflects toward +Y.
        Appearance a = White with {
            Model = MaterialModel.Hair, BaseColor = new(1e-3f), Ior = 1.55f, HairLongitudinalRoughness = 0.3f,
            HairAzimuthalRoughness = 0.2f,
            HairOffset = 0.7f,
        };
        Vector3 left = At(89, 90), right = At(89, -90);
        Bsdf bsdf = Seen(a, Vector3.UnitZ);
        Assert.True(bsdf.Evaluate(left).Specular.X > 5 * bsdf.Evaluate(right).Specular.X);
        Bsdf mirrored = Seen(a with { HairOffset = -0.7f }, Vector3.UnitZ);
        Assert.Equal(1, mirrored.Evaluate(right).Specular.X / bsdf.Evaluate(left).Specular.X, 1e-3f);
    }
}
