using Diorama.Learning.Differentiable;
using Diorama.Tensors;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Optimisers;
using Diorama.Tensors.Tests;

namespace Diorama.Learning.Tests.Differentiable;

public class SoftSilhouetteTests {
    private static readonly MeshTopology one = new([0, 1, 2]), square = new([0, 1, 2, 0, 2, 3]);

    /// <summary>Image points (x, y) at depth w.</summary>
    private static Tensor Points(params (double X, double Y, double W)[] points) =>
        Tensor.From<double>([.. points.SelectMany(p => new[] { p.X * p.W, p.Y * p.W, p.W })], points.Length, 3);

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    [Fact]
    public void Coverage_IsTheFormula() {
        using var scope = new TensorScope();
        const double Sigma = 1.5;
        var points = Points((2, 2, 1), (10, 2, 2), (2, 10, 3));
        var cover = SoftSilhouette.Coverage(points, one, 20, 16, Sigma);
        Assert.Equal([16L, 20, 1], cover.Shape);
        // Inside 1.5 from two edges, outside 1.5 from one, off a corner, beyond the hypotenuse by (17 − 12)/√2; too far.
        Assert.Equal(Sigmoid(2.25 / Sigma), cover[3, 3, 0].ToDouble(), 1e-12);
        Assert.Equal(Sigmoid(-2.25 / Sigma), cover[5, 0, 0].ToDouble(), 1e-12);
        Assert.Equal(Sigmoid(-4.5 / Sigma), cover[0, 0, 0].ToDouble(), 1e-12);
        Assert.Equal(Sigmoid(-12.5 / Sigma), cover[8, 8, 0].ToDouble(), 1e-12);
        Assert.Equal(0, cover[3, 19, 0].ToDouble());
        // Either winding is the same; twice the same triangle is 1 − (1 − D)².
        Assert.True(SoftSilhouette.Coverage(points, new([0, 2, 1]), 20, 16, Sigma).EqualsAll(cover));
        var twice = SoftSilhouette.Coverage(points, new([0, 1, 2, 1, 2, 0]), 20, 16, Sigma);
        Assert.True((twice - (1 - (1 - cover).Square())).Abs().Max().ToDouble() < 1e-12);
        // On the diagonal of a square both halves have ½.
        var halves = SoftSilhouette.Coverage(Points((0, 0, 1), (9, 0, 1), (9, 9, 1), (0, 9, 1)), square, 9, 9, Sigma);
        Assert.Equal(0.75, halves[4, 4, 0].ToDouble(), 1e-12);
    }

    /// <summary>All triangles at all pixels, with the inside told by weights of the corners, up to what is left out.</summary>
    [Fact]
    public void Coverage_IsTheProductOverAllTriangles() {
        using var scope = new TensorScope();
        const double Sigma = 3;
        (double X, double Y)[] p = [(3.3, 2.1), (27.9, 8.4), (9.6, 25.2), (14.2, 1.3), (30.5, 29.7), (-3.4, 17.9), (8.1, 8.2)];
        int[] corners = [0, 1, 2, 3, 5, 4, 6, 0, 4];
        double[] found = SoftSilhouette.Coverage(Points([.. p.Select((q, i) => (q.X, q.Y, 1 + i * 0.3))]), new(corners), 32, 32, Sigma)
            .ToArray<double>();
        for (int pixel = 0; pixel < 32 * 32; pixel++) {
            double x = pixel % 32 + 0.5, y = pixel / 32 + 0.5, free = 1;
            for (int t = 0; t < corners.Length; t += 3) {
                var (a, b, c) = (p[corners[t]], p[corners[t + 1]], p[corners[t + 2]]);
                double area = (b.X - a.X) * (c.Y - a.Y) - (b.Y - a.Y) * (c.X - a.X),
                    u = ((x - a.X) * (c.Y - a.Y) - (y - a.Y) * (c.X - a.X)) / area,
                    v = ((b.X - a.X) * (y - a.Y) - (b.Y - a.Y) * (x - a.X)) / area;
                double distance = Math.Min(To(a, b), Math.Min(To(b, c), To(c, a)));
                free *= 1 - Sigmoid((u > 0 && v > 0 && u + v < 1 ? 1 : -1) * distance * distance / Sigma);
            }
            Assert.Equal(1 - free, found[pixel], 4e-7);

            double To((double X, double Y) from, (double X, double Y) to) {
                var (dx, dy) = (to.X - from.X, to.Y - from.Y);
                double share = Math.Clamp(((x - from.X) * dx + (y - from.Y) * dy) / (dx * dx + dy * dy), 0, 1);
                return Math.Sqrt(Math.Pow(x - from.X - share * dx, 2) + Math.Pow(y - from.Y - share * dy, 2));
            }
        }
    }

    [Fact]
    public void NarrowEdges_AreTheMask() {
        using var scope = new TensorScope();
        // No edge passes through a pixel's centre.
        var points = Points((3.3, 2.1, 1), (27.9, 8.4, 3), (9.7, 25.2, 2));
        var mask = new RasterImage(points, one, 32, 32).Mask;
        Assert.True((SoftSilhouette.Coverage(points, one, 32, 32, 1e-9) - mask).Abs().Max().ToDouble() < 1e-6);
    }

    [Fact]
    public void TrianglesBehindTheCamera_AndDegenerateOnes_HarmNothing() {
        using var scope = new TensorScope();
        var points = Points((3, 3, 1), (9, 3, 1), (3, 9, 1), (3, 3, -1), (5, 5, 1), (double.NaN, 0, 1), (900, 900, 1), (901, 900, 1),
            (900, 901, 1)).WithGrad();
        var some = SoftSilhouette.Coverage(points, new([0, 1, 2, 3, 1, 2, 5, 1, 2, 6, 7, 8]), 12, 12, 1);
        Assert.True(some.EqualsAll(SoftSilhouette.Coverage(points, one, 12, 12, 1)));
        some.Sum().Backward();
        double[] gradient = points.Grad!.ToArray<double>();
        Assert.All(gradient, g => Assert.True(double.IsFinite(g)));
        Assert.True(gradient[0] < 0);
        Assert.All(gradient[9..], g => Assert.Equal(0, g));
        // A triangle that is a line is as near as the line.
        var line = SoftSilhouette.Coverage(points, new([0, 1, 1]), 12, 12, 1);
        Assert.Equal(Sigmoid(-0.25), line[3, 5, 0].ToDouble(), 1e-12);
        Assert.Throws<ArgumentException>(() => SoftSilhouette.Coverage(points, new([0, 1, 9]), 12, 12, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SoftSilhouette.Coverage(points, one, 12, 12, 0));
    }

    [Fact]
    public void Derivatives_AreThoseOfDifferences() {
        using var scope = new TensorScope();
        var points = Points((1.3, 1.2, 1), (10.4, 2.63, 2), (8.7, 10.3, 1.5), (0.8, 9.1, 1.2), (4.1, 4.4, 3), (11.2, 3.2, 3),
            (9.3, 11.4, 3), (20, 5, 1));
        FiniteDifferences.Agree(x => SoftSilhouette.Coverage(x[0], new([0, 1, 2, 0, 2, 3, 4, 5, 6, 5, 7, 6]), 12, 12, 2), [points]);
        FiniteDifferences.Agree(x => SoftSilhouette.Coverage(x[0], new([0, 1, 2, 0, 2, 3, 4, 5, 6, 5, 7, 6]), 12, 12, 0.3), [points]);
        var leaf = points.WithGrad();
        var sum = SoftSilhouette.Coverage(leaf, one, 12, 12, 2).Sum();
        var refused = Assert.Throws<TensorException>(() => Gradients.Of(sum, leaf, createGraph: true));
        Assert.IsType<NotSupportedException>(refused.InnerException);
    }

    /// <summary>A square that was moved by half its size both ways comes back. The mask itself has no derivative.</summary>
    [Fact]
    public void Descent_FindsASquareByItsSilhouette() {
        using var scope = new TensorScope();
        var corners = Tensor.From([12f, 12, 28, 12, 28, 28, 12, 28], 4, 2);
        Tensor At(Tensor move) => Tensor.Cat([corners + move, Tensor.Ones([4, 1])], 1);
        var target = new RasterImage(At(Tensor.Zeros([2])), square, 40, 40).Mask;
        var move = Tensor.From([8f, -8]).WithGrad();
        Assert.False(new RasterImage(At(move), square, 40, 40).Mask.RequiresGrad);
        var optimiser = new Adam([move], 0.5);
        for (int step = 0; step < 120; step++) {
            using var inner = new TensorScope();
            optimiser.ZeroGrad();
            optimiser.SetRate(1 - step / 120.0);
            (SoftSilhouette.Coverage(At(move), square, 40, 40, 4) - target).Square().Sum().Backward();
            optimiser.Step();
        }
        Assert.All(move.ToArray<float>(), m => Assert.Equal(0, m, 0.05f));
    }
}
