using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Rendering.Materials;
using Diorama.Validation.Statistics;

namespace Diorama.Validation.Materials;

public class SamplerTests {
    private static readonly float[] Angles = [5, 50, 80];

    public static TheoryData<string> Names => [.. Cases.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_FollowsItsPdf(string name) {
        Appearance a = Cases.Get(name);
        double threshold = ChiSquare.Threshold(2 * Angles.Length * Cases.Names.Length);
        foreach (float angle in Angles) {
            foreach (bool front in new[] { true, false }) {
                if (!front && a.Transmission == 0) continue;
                // A tilted shading normal makes the two horizons differ.
                Vector3? normal = angle == 50 ? Vector3.Normalize(new(0.2f, 0.1f, 1)) : null;
                Bsdf bsdf = Cases.Create(a, angle, front, normal);
                Keyed key = Keyed.Start(7).With(name).With((ulong)angle).With(front ? 1UL : 0UL);
                ChiSquareResult result = ChiSquare.Sphere(
                    (float l, Vector2 u, out Vector3 d) => {
                        bool ok = bsdf.Sample(l, u, out BsdfSample s) && s.Pdf > 0 && (s.Lobe & Lobe.Subsurface) == 0;
                        d = s.Direction;
                        return ok;
                    },
                    d => bsdf.Evaluate(d).Pdf, key, samples: 60_000);
                Assert.True(result.PValue > threshold, $"{name} at {angle}°, front {front}: {result}");
                Assert.InRange(result.Integral, 0, 1.005);
                Assert.Equal(result.SampledShare, result.Integral, 0.012);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_WeighsByEvaluateOverPdf(string name) {
        Appearance a = Cases.Get(name);
        foreach (float angle in Angles) {
            Bsdf bsdf = Cases.Create(a, angle);
            KeyedGenerator random = Keyed.Start(3).With(name).Generator();
            for (int n = 0; n < 2000; n++) {
                var u = new Vector2(random.NextFloat(), random.NextFloat());
                if (!bsdf.Sample(random.NextFloat(), u, out BsdfSample s) || s.Pdf == 0 || (s.Lobe & Lobe.Subsurface) != 0) continue;
                BsdfValue value = bsdf.Evaluate(s.Direction);
                float tolerance = 0.005f * (1 + s.Weight.Length());
                Assert.True(Vector3.Distance(value.Total / value.Pdf, s.Weight) < tolerance,
                    $"{value.Total / value.Pdf} is not {s.Weight}");
                Assert.InRange(value.Pdf / s.Pdf, 0.98f, 1.02f);
                Assert.Equal(1, s.Direction.Length(), 1e-4f);
                Assert.InRange(s.DiffuseShare, 0, 1);
                bool reflected = s.Direction.Z > 0;
                if (a.Model != MaterialModel.Hair) Assert.Equal(reflected, (s.Lobe & Lobe.Reflection) != 0);
            }
        }
    }

    [Fact]
    public void OnlyDelta_IsTrue_WhenEvaluateIsZeroEverywhere() {
        foreach (string name in Cases.Names) {
            Bsdf bsdf = Cases.Create(Cases.Get(name), 30);
            bool dark = true;
            KeyedGenerator random = Keyed.Start(4).Generator();
            for (int n = 0; n < 200; n++)
                dark &= bsdf.Evaluate(SubsurfaceMedium.SampleDirection(new(random.NextFloat(), random.NextFloat()))).Total == Vector3.Zero;
            Assert.Equal(dark, bsdf.OnlyDelta);
        }
        Appearance mirror = Cases.White with { Metallic = 1, Roughness = 0 };
        Assert.True(Cases.Create(mirror, 30).OnlyDelta);
        Appearance clearGlass = Cases.White with { Transmission = 1, Roughness = 0 };
        Assert.True(Cases.Create(clearGlass, 30).OnlyDelta);
        Assert.True(Cases.Create(Cases.White with { Model = MaterialModel.Unlit }, 30).OnlyDelta);
    }
}
