using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Rendering.Materials;

namespace Diorama.Validation.Materials;

/// <summary>
/// Surrounded by white light a surface that absorbs nothing is invisible, and no surface is brighter than its surroundings.
/// </summary>
public class FurnaceTests {
    private static readonly float[] Angles = [0, 30, 60, 75, 85, 89];

    /// <summary>Energy that leaves: radiance weights times Eta², for in a solid light is η² as bright.</summary>
    private static Vector3 Albedo(in Bsdf bsdf, int count = 16_384) => Measure(bsdf, count).Albedo;

    private static (Vector3 Albedo, float Deviation) Measure(in Bsdf bsdf, int count = 16_384) {
        double x = 0, y = 0, z = 0, squares = 0;
        for (int n = 0; n < count; n++) {
            // The three-dimensional Kronecker sequence of Roberts 2018: powers of the root of x⁴ = x + 1.
            float Fraction(double step) => (float)(((n + 0.5) * step) % 1) * (1 - 1e-7f);
            var u = new Vector2(Fraction(0.6710436067037893), Fraction(0.5497004779019703));
            if (!bsdf.Sample(Fraction(0.8191725133961645), u, out BsdfSample s)) continue;
            Vector3 w = s.Weight * (s.Eta * s.Eta);
            Assert.True(w.X >= 0 && w.Y >= 0 && w.Z >= 0 && float.IsFinite(w.X + w.Y + w.Z), $"weight {w}");
            (x, y, z, squares) = (x + w.X, y + w.Y, z + w.Z, squares + w.X * w.X);
        }
        double variance = Math.Max(squares / count - x / count * (x / count), 0);
        return (new Vector3((float)x, (float)y, (float)z) / count, (float)Math.Sqrt(variance / count));
    }

    [Theory]
    [InlineData("lambert", 0.9999f, 1.0001f)]
    [InlineData("plastic", 0.99f, 1.005f)]
    [InlineData("metal", 0.99f, 1.005f)]
    [InlineData("glass", 0.97f, 1.005f)]
    [InlineData("half glass", 0.97f, 1.005f)]
    [InlineData("pane", 0.99f, 1.005f)]
    [InlineData("clearcoat", 0.985f, 1.005f)]
    public void White_StaysWhite_AtEveryRoughness(string name, float least, float most) {
        foreach (float roughness in new[] { 0, 0.05f, 0.1f, 0.25f, 0.5f, 0.77f, 1 }) {
            Appearance a = Cases.Get(name + " 0.5") with { BaseColor = Vector3.One };
            if (name == "clearcoat") a.ClearcoatRoughness = roughness;
            else a.Roughness = roughness;
            foreach (float angle in Angles) {
                foreach (bool front in new[] { true, false }) {
                    (Vector3 albedo, float deviation) = Measure(Cases.Create(a, angle, front));
                    Assert.True(albedo.X >= least - deviation && albedo.X <= most + deviation,
                        $"{name} roughness {roughness}, {angle}°, front {front}: {albedo.X}");
                }
            }
        }
    }

    [Theory]
    [InlineData(1.1f)]
    [InlineData(1.33f)]
    [InlineData(2.4f)]
    public void Glass_StaysWhite_AtEveryIndex(float ior) {
        foreach (float roughness in new[] { 0.2f, 0.6f, 0.9f }) {
            foreach (float angle in Angles) {
                foreach (bool front in new[] { true, false }) {
                    Appearance a = Cases.White with { Transmission = 1, Roughness = roughness, Ior = ior };
                    Assert.InRange(Albedo(Cases.Create(a, angle, front)).X, 0.97f, 1.005f);
                }
            }
        }
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.3f)]
    [InlineData(0.6f)]
    [InlineData(1)]
    public void Sheen_GainsNothing_AndLosesNothingWhenWhite(float roughness) {
        foreach (float angle in Angles) {
            Appearance a = Cases.White with { SheenColor = Vector3.One, SheenRoughness = roughness, Specular = 0 };
            Assert.InRange(Albedo(Cases.Create(a, angle)).X, 0.97f, 1.01f);
        }
    }

    [Theory]
    [InlineData(0.1f, 0.1f)]
    [InlineData(0.3f, 0.3f)]
    [InlineData(0.6f, 0.9f)]
    [InlineData(1, 1)]
    public void WhiteHair_AbsorbsNothing(float longitudinal, float azimuthal) {
        foreach (float offset in new[] { -0.9f, 0, 0.5f }) {
            foreach (float angle in new[] { 0f, 40, 80 }) {
                Appearance a = Cases.Get("hair") with {
                    BaseColor = Vector3.One, HairLongitudinalRoughness = longitudinal, HairAzimuthalRoughness = azimuthal,
                    HairOffset = offset,
                };
                Assert.InRange(Albedo(Cases.Create(a, angle)).X, 0.985f, 1.015f);
            }
        }
    }

    [Fact]
    public void Nothing_IsBrighterThanItsSurroundings() {
        foreach (string name in Cases.Names) {
            foreach (float angle in Angles) {
                Vector3 albedo = Albedo(Cases.Create(Cases.Get(name), angle));
                Assert.True(Math.Max(albedo.X, Math.Max(albedo.Y, albedo.Z)) <= 1.01f, $"{name} at {angle}°: {albedo}");
            }
        }
    }

    [Fact]
    public void Leaf_ReflectsItsColour_AndTransmitsTheTranslucentShareOfTheRest() {
        Appearance a = Cases.Get("leaf 0.4") with { Specular = 0 };
        Vector3 up = default, down = default;
        Bsdf bsdf = Cases.Create(a, 20);
        KeyedGenerator random = Keyed.Start(2).Generator();
        const int count = 40_000;
        for (int n = 0; n < count; n++) {
            if (!bsdf.Sample(random.NextFloat(), new(random.NextFloat(), random.NextFloat()), out BsdfSample s)) continue;
            if (s.Direction.Z > 0) up += s.Weight / count;
            else down += s.Weight / count;
        }
        Assert.True(Vector3.Distance(up, a.BaseColor) < 0.01f, $"{up}");
        Assert.True(Vector3.Distance(down, (Vector3.One - a.BaseColor) * a.Translucency) < 0.01f, $"{down}");
    }
}
