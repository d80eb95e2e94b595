using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Rendering.Cameras;

namespace Diorama.Rendering.Tests.Cameras;

public class LensDomainTests {
    [Fact]
    public void BrownConrady_StopsWhereTheRadiusFolds_WhenK1IsNegative() {
        // r(1 − 0.3r²) turns at r = 1/√0.9.
        var lens = new BrownConradyLens(500, 500, 320, 240, -0.3f, 0);
        double fold = 1 / Math.Sqrt(0.9);
        Assert.Equal(fold, lens.MaxTangent, 1e-6);
        Assert.True(lens.Project(new((float)(0.999 * fold), 0, 1), out _));
        Assert.False(lens.Project(new((float)(1.001 * fold), 0, 1), out _));
        float edge = 320 + 500 * (float)(fold * 2 / 3);
        Assert.True(lens.Unproject(new(edge - 0.01f, 240), out _, out _));
        Assert.False(lens.Unproject(new(edge + 0.01f, 240), out _, out _));
    }

    [Fact]
    public void BrownConrady_HasNoLimit_WhenItNeverFolds() {
        var lens = new BrownConradyLens(500, 500, 320, 240, 0.1f, 0.01f);
        Assert.True(lens.MaxTangent > 1e3);
        Assert.False(lens.Project(new(0.1f, 0, -1), out _));
        Assert.False(lens.Project(new(0.1f, 0, 0), out _));
    }

    [Fact]
    public void BrownConrady_StopsBeforeThePole_WhenTheDenominatorVanishes() {
        var lens = new BrownConradyLens(500, 500, 320, 240, 0, 0, k4: -0.5f);
        Assert.InRange(lens.MaxTangent, 0.5, Math.Sqrt(2) + 1e-9);
        Assert.False(lens.Project(new(1.5f, 0, 1), out _));
    }

    [Fact]
    public void BrownConrady_NeverMapsTwoDirectionsToOnePixel_WhenCoefficientsAreWild() {
        var random = Keyed.Start(4).Generator();
        for (int i = 0; i < 200; i++) {
            float K(float scale) => (random.NextFloat() * 2 - 1) * scale;
            var lens = new BrownConradyLens(400, 400, 320, 240, K(0.5f), K(0.3f), 0, 0, K(0.1f), K(0.3f), K(0.1f), K(0.05f));
            float last = float.NegativeInfinity;
            for (float r = 0; r < 4; r += 0.01f) {
                if (!lens.Project(new(r, 0, 1), out var pixel)) {
                    Assert.InRange(lens.MaxTangent, 0, r + 1e-4);
                    break;
                }
                Assert.True(pixel.X > last, $"lens {i} folds at {r}");
                last = pixel.X;
            }
        }
    }

    [Fact]
    public void BrownConrady_RoundTrips_WhenCoefficientsAreRandom() {
        var random = Keyed.Start(5).Generator();
        int imaged = 0;
        for (int i = 0; i < 300; i++) {
            float K(float scale) => (random.NextFloat() * 2 - 1) * scale;
            var lens = new BrownConradyLens(400, 410, 320, 240, K(0.4f), K(0.2f), K(0.005f), K(0.005f), K(0.1f), K(0.1f), K(0.05f),
                K(0.02f));
            for (int j = 0; j < 100; j++) {
                var pixel = new Vector2(random.NextFloat() * 640, random.NextFloat() * 480);
                if (!lens.Unproject(pixel, out _, out var direction)) continue;
                // The last hundredth before the fold magnifies the rounding of the 32-bit direction without bound.
                double tangent = Math.Sqrt(direction.X * direction.X + direction.Y * direction.Y) / direction.Z;
                if (tangent > 0.99 * lens.MaxTangent) continue;
                Assert.True(lens.Project(3 * direction, out var back));
                Assert.InRange(Vector2.Distance(pixel, back), 0, 2e-4f);
                imaged++;
            }
        }
        Assert.True(imaged > 25000, $"{imaged} of 30000");
    }

    [Fact]
    public void KannalaBrandt_SeesBehindItself_WhenTheAngleIsBeyond90Degrees() {
        var lens = new KannalaBrandtLens(100, 100, 320, 240);
        (float sin, float cos) = MathF.SinCos(2);
        Assert.True(lens.Project(new(sin, 0, cos), out var pixel));
        Assert.Equal(520, pixel.X, 1e-3);
        Assert.True(lens.Unproject(new(520, 240), out _, out var direction));
        Assert.Equal(cos, direction.Z, 1e-5);
        Assert.False(lens.Project(new(0, 0, -1), out _));
    }

    [Fact]
    public void KannalaBrandt_StopsAtItsLimits() {
        // θ(1 − 0.1θ²) turns at θ = √(1/0.3).
        Assert.Equal(Math.Sqrt(1 / 0.3), new KannalaBrandtLens(100, 100, 0, 0, -0.1f).MaxTheta, 1e-6);
        Assert.Equal(Math.PI, new KannalaBrandtLens(100, 100, 0, 0).MaxTheta, 1e-6);

        var lens = new KannalaBrandtLens(100, 100, 320, 240, maxTheta: 1);
        Assert.True(lens.Unproject(new(320, 240 + 99.9f), out _, out _));
        Assert.False(lens.Unproject(new(320, 240 + 100.1f), out _, out _));
        Assert.False(lens.Project(new(MathF.Tan(1.01f), 0, 1), out _));
    }

    [Fact]
    public void Equirectangular_CoversTheSphereOnce_WhenRowsAreWeightedByTheirSolidAngle() {
        const int width = 200, height = 100;
        var lens = new EquirectangularLens(width, height);
        double solidAngle = 0;
        Vector3 mean = default;
        var second = new double[3];
        for (int y = 0; y < height; y++) {
            // Exact solid angle of a pixel between two latitudes.
            double weight = 2 * Math.PI / width
                * (Math.Sin(Math.PI * ((y + 1.0) / height - 0.5)) - Math.Sin(Math.PI * ((double)y / height - 0.5)));
            for (int x = 0; x < width; x++) {
                Assert.True(lens.Unproject(new(x + 0.5f, y + 0.5f), out _, out var d));
                solidAngle += weight;
                mean += d * (float)weight;
                for (int k = 0; k < 3; k++) second[k] += weight * d[k] * d[k];
            }
        }
        Assert.Equal(4 * Math.PI, solidAngle, 1e-6);
        Assert.InRange(mean.Length(), 0, 1e-3f);
        for (int k = 0; k < 3; k++) Assert.Equal(4 * Math.PI / 3, second[k], 5e-3);
        Assert.True(lens.Unproject(new(width / 2f, height / 2f), out _, out var forward));
        Assert.InRange(Vector3.Distance(Vector3.UnitZ, forward), 0, 1e-6f);
        Assert.True(lens.Unproject(new(0.75f * width, height / 2f), out _, out var right));
        Assert.InRange(Vector3.Distance(Vector3.UnitX, right), 0, 1e-6f);
        Assert.True(lens.Unproject(new(width / 2f, height), out _, out var down));
        Assert.InRange(Vector3.Distance(Vector3.UnitY, down), 0, 1e-6f);
    }
}
