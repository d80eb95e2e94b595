using System.Numerics;
using Diorama.Rendering.Sampling;

namespace Diorama.Rendering.Tests.Sampling;

public sealed class WarpTests {
    private const int Grid = 64;

    private static IEnumerable<Vector2> Square() {
        for (int y = 0; y < Grid; y++) for (int x = 0; x < Grid; x++) yield return new((x + 0.5f) / Grid, (y + 0.5f) / Grid);
    }

    [Fact]
    public void Disc_HasTheMomentsOfAUniformDisc() {
        Vector2[] points = [.. Square().Select(Warp.Disc)];
        Assert.All(points, p => Assert.True(p.Length() <= 1));
        Assert.Equal(0.5, points.Average(p => p.LengthSquared()), 1e-3);
        Assert.Equal(0.25, points.Average(p => p.X * p.X), 1e-3);
    }

    [Fact]
    public void Triangle_HasTheMomentsOfAUniformTriangle() {
        Vector2[] points = [.. Square().Select(Warp.Triangle)];
        Assert.All(points, p => Assert.True(p.X >= 0 && p.Y >= 0 && p.X + p.Y <= 1));
        Assert.Equal(1 / 3.0, points.Average(p => p.X), 1e-3);
        Assert.Equal(1 / 12.0, points.Average(p => p.X * p.Y), 1e-3);
    }

    [Theory]
    [InlineData(1e-5f)]
    [InlineData(0.3f)]
    [InlineData(2)]
    public void Cone_IsEvenInTheCosine(float oneMinusCos) {
        Vector3[] directions = [.. Square().Select(u => Warp.Cone(u, oneMinusCos))];
        Assert.All(directions, d => Assert.Equal(1, d.Length(), 1e-5f));
        // 1 − cos = sin² / (1 + cos), which survives small angles.
        Assert.Equal(0.5, directions.Average(d => 1 + d.Z > 1e-3f ? (d.X * d.X + d.Y * d.Y) / (1 + d.Z) : 1 - d.Z) / oneMinusCos, 2e-3);
    }

    [Fact]
    public void Sphere_IsEven() {
        Vector3[] directions = [.. Square().Select(Warp.Sphere)];
        Assert.Equal(1 / 3.0, directions.Average(d => d.Z * d.Z), 1e-3);
        Assert.Equal(1 / 3.0, directions.Average(d => d.X * d.X), 1e-3);
    }

    [Fact]
    public void Table_SamplesEachCellAsOftenAsItsWeight() {
        float[] weights = [0, 1, 0, 3, 0, 0, 0, 0, 0, 2, 5, 0];
        var table = new PiecewiseConstant2D(4, 3, weights);
        var counts = new int[12];
        const uint Samples = 1 << 14;
        for (uint i = 0; i < Samples; i++) {
            Assert.True(table.Sample(new SobolSampler(1, 1, i).Next2D(), out int x, out int y, out Vector2 within));
            Assert.True(within.X is >= 0 and < 1 && within.Y is >= 0 and < 1);
            counts[y * 4 + x]++;
        }
        for (int i = 0; i < 12; i++) {
            Assert.Equal(weights[i] / 11, table.Probability(i % 4, i / 4), 1e-6f);
            Assert.Equal(weights[i] / 11, counts[i] / (float)Samples, 2e-3f);
        }
        Assert.False(new PiecewiseConstant2D(2, 2, new float[4]).Sample(default, out _, out _, out _));
    }

    /// <summary>The ends of the unit interval and every guide border must land in a cell of positive width.</summary>
    [Fact]
    public void Table_NeverPicksAnEmptyCell() {
        var weights = new float[256];
        for (int i = 0; i < 256; i += 17) weights[i] = 1;
        var table = new PiecewiseConstant2D(256, 1, weights);
        foreach (int i in Enumerable.Range(0, 4097)) {
            float u = MathF.Min(i / 4096f, 0.99999994f);
            table.Sample(new(u, 0.5f), out int x, out int y, out _);
            Assert.True(table.Probability(x, y) > 0, $"u = {u}");
        }
    }
}
