using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Rendering.Materials;
using Diorama.Validation.Statistics;

namespace Diorama.Validation.Materials;

public class SubsurfaceTests {
    /// <summary>The documented walk in a half-space z below 0, entered from evenly lit white surroundings.</summary>
    private static Vector3 HalfSpaceAlbedo(in Appearance a, int walks) {
        Bsdf bsdf = Cases.Create(a with { Specular = 0 }, 30);
        var medium = new SubsurfaceMedium(a);
        KeyedGenerator random = Keyed.Start(5).Generator();
        Vector3 sum = default;
        for (int n = 0; n < walks; n++) {
            Assert.True(bsdf.Sample(random.NextFloat(), new(random.NextFloat(), random.NextFloat()), out BsdfSample s));
            Assert.Equal(Lobe.Subsurface | Lobe.Transmission, s.Lobe);
            Vector3 throughput = s.Weight, direction = s.Direction;
            float z = 0;
            for (int step = 0; step < 5000; step++) {
                FreeFlight flight = medium.Sample(throughput, random.NextFloat(), random.NextFloat());
                float boundary = direction.Z > 0 ? -z / direction.Z : float.PositiveInfinity;
                if (boundary <= flight.Distance) {
                    medium.Leave(flight, boundary, ref throughput);
                    sum += throughput;
                    break;
                }
                medium.Scatter(flight, ref throughput);
                z += direction.Z * flight.Distance;
                direction = SubsurfaceMedium.SampleDirection(new(random.NextFloat(), random.NextFloat()));
                float live = Math.Min(Math.Max(throughput.X, Math.Max(throughput.Y, throughput.Z)), 1);
                if (random.NextFloat() >= live) break;
                throughput /= live;
            }
        }
        return sum / walks;
    }

    [Theory]
    [InlineData(0.1f, 0.4f, 0.9f)]
    [InlineData(0.8f, 0.5f, 0.3f)]
    [InlineData(0.97f, 0.7f, 0.0f)]
    public void HalfSpace_HasItsBaseColour_WhenLitEvenly(float r, float g, float b) {
        Appearance a = Cases.Get("skin") with { BaseColor = new(r, g, b), MeanFreePath = new(3e-3f, 1e-3f, 5e-4f) };
        Vector3 albedo = HalfSpaceAlbedo(a, 60_000);
        Assert.True(Vector3.Distance(albedo, a.BaseColor) < 0.015f, $"{albedo} instead of {a.BaseColor}");
    }

    [Fact]
    public void Sample_DrawsExponentialDistances_OfTheMeanFreePath() {
        var medium = new SubsurfaceMedium(Cases.White with { MeanFreePath = new(2) });
        ChiSquareResult result = ChiSquare.Line(
            u => medium.Sample(Vector3.One, 0.5f, u).Distance, x => 0.5 * Math.Exp(-0.5 * x), 0, 10, Keyed.Start(6));
        Assert.True(result.PValue > 0.01, result.ToString());
    }

    [Fact]
    public void Evaluate_GivesOnlyTheCoat_OfSkin() {
        Bsdf bsdf = Cases.Create(Cases.Get("skin"), 30);
        BsdfValue value = bsdf.Evaluate(Cases.View(30, 215));
        Assert.Equal(Vector3.Zero, value.Diffuse);
        Assert.True(value.Specular.X > 0 && !bsdf.OnlyDelta);
    }
}
