using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Rendering.Media;
using Diorama.Validation.Statistics;

namespace Diorama.Validation.Media;

/// <summary>Distances and directions drawn in fog against the densities that are quoted for them.</summary>
public sealed class FogChiSquare {
    private static void Check(float tMax, Func<float, float> draw, Func<float, float> pdf) {
        ChiSquareResult result = ChiSquare.Line(u => draw(u), t => pdf((float)t), 0, tMax, Keyed.Start(5));
        Assert.True(result.PValue > ChiSquare.Threshold(8), result.ToString());
    }

    [Theory]
    [InlineData(0, 0.3f)]
    [InlineData(9, -0.4f)]
    [InlineData(6, 0)]
    [InlineData(4, 1)]
    public void CollisionDistance_FollowsItsDensity(float z, float dz) {
        var fog = new FogSampler(new Fog { Density = 0.2f, BaseHeight = 3, ScaleHeight = 2 });
        Vector3 origin = new(0, 0, z), direction = new(MathF.Sqrt(1 - dz * dz), 0, dz);
        Check(25, u => fog.SampleWithin(origin, direction, 25, u, out float t, out _) ? t : throw new InvalidOperationException(),
            t => fog.PdfWithin(origin, direction, 25, t));
    }

    [Fact]
    public void EquiAngularDistance_FollowsItsDensity() {
        var along = new EquiAngular(default, Vector3.UnitX, 10, new(4, 0.3f, 0.2f));
        Check(10, u => along.Sample(u, out _), along.Pdf);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.6f)]
    [InlineData(-0.85f)]
    public void HenyeyGreenstein_FollowsItsValue(float g) {
        var phase = new HenyeyGreenstein(g);
        KeyedGenerator other = Keyed.Start(6).Generator();
        // Cosines shifted to [0, 2]; the azimuth is uniform by construction.
        Check(2, u => phase.Sample(Vector3.UnitX, new(u, other.NextFloat()), out _).X + 1, t => 2 * MathF.PI * phase.Evaluate(t - 1));
    }
}
