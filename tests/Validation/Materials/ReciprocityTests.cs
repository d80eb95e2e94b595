using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Rendering.Materials;

namespace Diorama.Validation.Materials;

/// <summary>
/// Helmholtz: f(o, i) = f(i, o), and f(o, i) ηo² = f(i, o) ηi² through a refracting surface, in radiance.
/// Claimed by Lambert, leaves without a coat and narrow GGX lobes away from grazing; compensation for multiple scattering, layering
/// and Chiang's fibre know the viewer only and do not claim it.
/// </summary>
public class ReciprocityTests {
    [Theory]
    [InlineData("lambert", 1e-5f)]
    [InlineData("metal 0.2", 0.01f)]
    [InlineData("glass 0.2", 0.02f)]
    [InlineData("tinted glass 0.25", 0.02f)]
    [InlineData("leaf", 1e-5f)]
    public void Scattering_IsTheSame_WhenLightAndViewerSwap(string name, float tolerance) {
        Appearance a = Cases.Get(name);
        if (a.Model == MaterialModel.Leaf) a.Specular = 0;
        KeyedGenerator random = Keyed.Start(9).With(name).Generator();
        int compared = 0;
        for (int n = 0; n < 3000; n++) {
            Vector3 wo = SubsurfaceMedium.SampleDirection(new(0.25f * random.NextFloat(), random.NextFloat()));
            Bsdf forward = Create(wo, true);
            if (!forward.Sample(random.NextFloat(), new(random.NextFloat(), random.NextFloat()), out BsdfSample s)) continue;
            Vector3 wi = s.Direction;
            if (Math.Abs(wi.Z) < 0.5f) continue;
            float eta = wi.Z < 0 && a.Transmission > 0 ? a.Ior : 1;
            Vector3 there = forward.Evaluate(wi).Total / Math.Abs(wi.Z);
            Vector3 back = Create(wi, wi.Z > 0).Evaluate(wo).Total / Math.Abs(wo.Z) / (eta * eta);
            Assert.True(Vector3.Distance(there * eta, back * eta) <= tolerance * (there.Length() * eta),
                $"{name}: {wo} to {wi}: {there} and {back}");
            compared++;
        }
        Assert.True(compared > 1000);

        Bsdf Create(Vector3 from, bool front) {
            Vector3 normal = from.Z > 0 ? Vector3.UnitZ : -Vector3.UnitZ;
            Bsdf.Create(a, normal, normal, Vector3.UnitX, from, front, out Bsdf bsdf);
            return bsdf;
        }
    }

    [Fact]
    public void Refraction_KeepsRadianceOverIndexSquared_AcrossASlab() {
        Appearance a = Cases.White with { Transmission = 1, Roughness = 0 };
        Bsdf enter = Cases.Create(a, 40);
        Assert.True(enter.Sample(0.999f, new(0.5f), out BsdfSample into));
        Assert.Equal(1.5f, into.Eta, 1e-5f);
        Assert.Equal(MathF.Sin(40 * MathF.PI / 180) / 1.5f, MathF.Sqrt(1 - into.Direction.Z * into.Direction.Z), 1e-4f);
        Bsdf.Create(a, Vector3.UnitZ, Vector3.UnitZ, Vector3.UnitX, -into.Direction, false, out Bsdf leave);
        Assert.True(leave.Sample(0.999f, new(0.5f), out BsdfSample outOf));
        Assert.True(Vector3.Distance(outOf.Direction, -Cases.View(40)) < 1e-4f);
        Assert.Equal(1, into.Weight.X * outOf.Weight.X, 1e-4f);
    }
}
