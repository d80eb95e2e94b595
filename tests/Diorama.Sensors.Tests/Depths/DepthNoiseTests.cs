using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Sensors.Depths;

namespace Diorama.Sensors.Tests.Depths;

public class DepthNoiseTests {
    private static readonly StructuredLight exact = new() { Shadows = false, Axial = false, Lateral = false, DisparityStep = 0 };

    private static Image<float> Flat(float z, int width = 200, int height = 150) {
        var depth = new Image<float>(width, height);
        depth.Pixels.AsSpan().Fill(z);
        return depth;
    }

    private static Image<float> Apply(Image<float> depth, StructuredLight camera, int threads = 0) =>
        DepthNoise.Apply(depth, 500, 500, depth.Width / 2f, depth.Height / 2f, camera, Keyed.Start(4), threads);

    [Fact]
    public void Apply_WithAllSwitchedOff_KeepsDepthInRange() {
        Image<float> depth = Flat(2);
        (depth[3, 3], depth[4, 4], depth[5, 5]) = (0.2f, 9f, float.PositiveInfinity);
        Image<float> result = Apply(depth, exact);
        Assert.Equal((2f, 0f, 0f, 0f), (result[10, 10], result[3, 3], result[4, 4], result[5, 5]));
    }

    // Nguyen et al. 2012, equation 2: 0.0012 + 0.0019 · 1.6² = 0.006064 at 2 m.
    [Fact]
    public void Axial_HasItsDeviation() {
        Assert.Equal(0.006064, DepthNoise.AxialDeviation(2, 0), 1e-9);
        Image<float> result = Apply(Flat(2, 400, 300), exact with { Axial = true });
        double sum = 0, squares = 0;
        foreach (float z in result.Pixels) (sum, squares) = (sum + z - 2, squares + (z - 2) * (z - 2));
        // Towards the corner the wall is seen at up to 0.46 rad, which adds at most 2 µm.
        Assert.Equal(0, sum / result.Pixels.Length, 1e-4);
        Assert.Equal(0.006064, Math.Sqrt(squares / result.Pixels.Length), 1e-4);
    }

    [Fact]
    public void Disparity_HasSteps() {
        // 500 · 0.075 / z in eighths of a pixel: at 2 m 18.75 px, the steps are 37.5 / 18.75 and 37.5 / 18.625 = 2.01342.
        Image<float> result = Apply(Flat(2.003f), exact with { DisparityStep = 0.125 });
        Assert.All(result.Pixels, z => Assert.Equal(2f, z, 1e-6f));
        Assert.All(Apply(Flat(2.009f), exact with { DisparityStep = 0.125 }).Pixels, z => Assert.Equal(2.0134228f, z, 1e-5f));
    }

    // A plate at 1 m before a wall at 2 m: 37.5 px against 18.75 px of shift, so 18.75 px of wall to the left of the plate are dark.
    [Theory]
    [InlineData(0.075, 60, 79)]
    [InlineData(-0.075, 120, 139)]
    public void Shadows_LieBesideNearThings(double baseline, int from, int to) {
        Image<float> depth = Flat(2);
        for (int y = 0; y < depth.Height; y++) depth.Row(y)[80..120].Fill(1);
        Image<float> result = Apply(depth, exact with { Shadows = true, Baseline = baseline });
        int[] dark = [.. Enumerable.Range(0, depth.Width).Where(x => result[x, 70] == 0)];
        Assert.All(dark, x => Assert.InRange(x, from, to));
        Assert.InRange(dark.Length, 18, 20);
    }

    [Fact]
    public void Lateral_FraysEdges_ByItsDeviation() {
        Image<float> depth = Flat(2, 400, 400);
        for (int y = 0; y < depth.Height; y++) depth.Row(y)[..200].Fill(1);
        Image<float> result = Apply(depth, exact with { Lateral = true });
        // A quarter of normal numbers lies beyond 0.674 deviations: of pixels whose centre is half a pixel from the edge, those moved by
        // more than half a pixel.
        double far = Enumerable.Range(0, 400).Average(y => result[199, y] == 2 ? 1.0 : 0);
        Assert.InRange(far, 0.20, 0.34);
        Assert.Equal(1f, result[190, 100]);
    }

    [Fact]
    public void Steep_SurfacesGiveNothing() {
        var depth = new Image<float>(200, 100);
        for (int x = 0; x < 200; x++) {
            for (int y = 0; y < 100; y++) depth[x, y] = 1 / (0.2f + 0.004f * x) ;
        }
        // 1/z linear in x is a plane; its angle: tan = f · 0.004 / (0.2 + 0.004 · x) at the middle, times the way.
        Assert.All(Apply(depth, exact with { SteepestAngle = 0.3 }).Pixels, z => Assert.Equal(0, z));
        Assert.Contains(Apply(depth, exact).Pixels, z => z > 0);
    }

    [Fact]
    public void Apply_IsTheSameOnAnyNumberOfThreads() =>
        Assert.Equal(Apply(Flat(1.5f), new(), 1).Pixels, Apply(Flat(1.5f), new(), 3).Pixels);
}
