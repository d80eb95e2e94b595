using Diorama.Learning.Differentiable;
using Diorama.Tensors;
using Diorama.Tensors.Tests;

namespace Diorama.Learning.Tests.Differentiable;

public class RasterImageTests {
    private static readonly MeshTopology One = new([0, 1, 2]);

    /// <summary>Image points (x, y) at depth w.</summary>
    private static Tensor Points(params (double X, double Y, double W)[] points) =>
        Tensor.From<double>([.. points.SelectMany(p => new[] { p.X * p.W, p.Y * p.W, p.W })], points.Length, 3);

    [Fact]
    public void PixelsWhoseCentresLieInside_SeeTheTriangle_TheNearestOfThem() {
        using var scope = new TensorScope();
        // The first half of a square of 4 pixels, behind a small one over its corner pixel.
        var image = new RasterImage(Points((0, 0, 2), (4.2, 0, 2), (0, 4.2, 2), (0, 0, 1), (1.2, 0, 1), (0, 1.2, 1)),
            new MeshTopology([0, 1, 2, 4, 3, 5]), 5, 4);
        Assert.Equal([2, 1, 1, 1, 0, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0], image.Triangles.ToArray<int>());
        Assert.Equal([4L, 5, 1], image.Mask.Shape);
        Assert.Equal([1.0, 2, 2, 2, 0], image.Depth().ToArray<double>()[..5], (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(10, image.Mask.Sum().ToDouble());
    }

    [Fact]
    public void Interpolate_IsPerspectiveCorrect() {
        using var scope = new TensorScope();
        // Seen from f = 1 in pixels: (0, 0) at depth 1 and (8, 0) at depth 3. Halfway in the image 1/w is 2/3, so w = 1.5 and the weight of
        // the far end is ¼.
        var image = new RasterImage(Points((0.5, 0.5, 1), (8.5, 0.5, 3), (0.5, 8.5, 1)), One, 9, 9);
        var values = image.Interpolate(Tensor.From([0.0, 10, 1, 20, 0, 10], 3, 2));
        Assert.Equal(1.5, image.Depth()[0, 4, 0].ToDouble(), 12);
        Assert.Equal(0.25, values[0, 4, 0].ToDouble(), 12);
        Assert.Equal(12.5, values[0, 4, 1].ToDouble(), 12);
        Assert.Equal(0, values[8, 8, 1].ToDouble());
    }

    [Fact]
    public void Project_IsAPinholeCamera() {
        using var scope = new TensorScope();
        var points = RasterImage.Project(Tensor.From([1f, -2, 4], 1, 3), 100, 120, 32, 24);
        Assert.Equal([1 * 100 + 32 * 4f, -2 * 120 + 24 * 4f, 4], points.ToArray<float>());
    }

    [Fact]
    public void TrianglesThatReachBehindTheCamera_AreSeenInFrontOfIt() {
        using var scope = new TensorScope();
        // A floor 1 m below a camera that looks ahead: its horizon is the middle row, everything below is floor, at depth f/(row − middle).
        var floor = Tensor.From([-100.0, 1, -10, 100, 1, -10, 0, 1, 1000], 3, 3);
        var image = new RasterImage(RasterImage.Project(floor, 8, 8, 8, 8), One, 16, 16);
        int[] seen = image.Triangles.ToArray<int>();
        Assert.All(seen[..(16 * 8)], t => Assert.Equal(0, t));
        Assert.All(seen[(16 * 8)..], t => Assert.Equal(1, t));
        Assert.Equal(8 / 3.5, image.Depth()[11, 5, 0].ToDouble(), 9);
        // Another one, all of it behind the camera.
        var behind = new RasterImage(RasterImage.Project(Tensor.From([-9.0, 1, -10, 9, 1, -10, 0, 9, -2], 3, 3), 8, 8, 8, 8), One, 16, 16);
        Assert.Equal(0, behind.Mask.Sum().ToDouble());
    }

    [Fact]
    public void NothingInView_IsAnEmptyImage() {
        using var scope = new TensorScope();
        var points = Points((20, 20, 1), (30, 20, 1), (20, 30, 1)).WithGrad();
        var image = new RasterImage(points, One, 4, 3);
        Assert.Equal([3L, 4, 2], image.Interpolate(Tensor.Ones([3, 2], DType.Float64)).Shape);
        Assert.Equal(0, image.Antialias(image.Mask).Sum().ToDouble());
        Assert.Throws<ArgumentException>(() => new RasterImage(points, new MeshTopology([0, 1, 3]), 4, 3));
        Assert.Throws<ArgumentException>(() => new MeshTopology([0, 1]));
    }

    [Fact]
    public void Antialias_BlendsByHowFarTheEdgeReaches() {
        using var scope = new TensorScope();
        // Its right edge stands at x = 2.7: pixel 2 (centre 2.5) sees it, and it reaches 0.2 of the way to the next centre, 0.3 short of
        // the middle.
        var image = new RasterImage(Points((-10, -10, 1), (2.7, -10, 1), (2.7, 30, 1), (-10, 30, 1)), new MeshTopology([0, 1, 2, 0, 2, 3]),
            5, 3);
        Assert.Equal([1, 1, 0.7, 0, 0], image.Antialias(image.Mask).ToArray<double>()[..5], (a, b) => Math.Abs(a - b) < 1e-12);
        // At 2.1 pixel 1 is the last; the edge reaches 0.6, so pixel 2 takes 0.1 of it.
        image = new RasterImage(Points((-10, -10, 1), (2.1, -10, 1), (2.1, 30, 1), (-10, 30, 1)), new MeshTopology([0, 1, 2, 0, 2, 3]), 5,
            3);
        Assert.Equal([1, 1, 0.1, 0, 0], image.Antialias(image.Mask).ToArray<double>()[..5], (a, b) => Math.Abs(a - b) < 1e-12);
        // In the very middle nothing is blended, yet it would be after the slightest move.
        var points = Points((-10, -10, 1), (2, -10, 1), (2, 30, 1), (-10, 30, 1)).WithGrad();
        image = new RasterImage(points, new MeshTopology([0, 1, 2, 0, 2, 3]), 5, 3);
        var blended = image.Antialias(image.Mask);
        Assert.Equal([1.0, 1, 0, 0, 0], blended.ToArray<double>()[..5]);
        blended.Sum().Backward();
        Assert.Equal(3, points.Grad![1..3, 0].Sum().ToDouble(), 1e-12);
        // Edges inside of a surface blend nothing, folds that hide what is behind do.
        var fold = new RasterImage(Points((0, -9, 1), (2.7, -9, 2), (2.7, 30, 2), (0, 30, 1)), new MeshTopology([0, 1, 2, 0, 2, 3]), 2, 3);
        var colors = fold.Triangles.To(DType.Float64).Unsqueeze(-1);
        Assert.True(fold.Antialias(colors).EqualsAll(colors));
    }

    [Fact]
    public void Antialias_MakesTheAreaOfASilhouetteThatOfTheTriangle() {
        using var scope = new TensorScope();
        var image = new RasterImage(Points((3.3, 2.1, 1), (27.9, 8.4, 3), (9.6, 25.2, 2)), One, 32, 32);
        double area = ((27.9 - 3.3) * (25.2 - 2.1) - (8.4 - 2.1) * (9.6 - 3.3)) / 2;
        Assert.Equal(area, image.Antialias(image.Mask).Sum().ToDouble(), 0.003 * area);
    }

    [Fact]
    public void Derivatives_AreThoseOfDifferences() {
        using var scope = new TensorScope();
        // Two triangles that share an edge and hide a third; colours, texture coordinates and silhouettes at once. No edge passes
        // right through the middle between two centres, where the derivative jumps.
        var points = Points((1.3, 1.2, 1), (10.4, 2.63, 2), (8.7, 10.3, 1.5), (0.8, 9.1, 1.2), (4.1, 4.4, 3), (11.2, 3.2, 3),
            (9.3, 11.4, 3));
        var mesh = new MeshTopology([0, 1, 2, 0, 2, 3, 4, 5, 6]);
        var colors = (Tensor.Arange(0, 14, dtype: DType.Float64) * 1.3).Sin().View(7, 2);
        FiniteDifferences.Agree(x => {
            var image = new RasterImage(x[0], mesh, 12, 12);
            return image.Antialias(Tensor.Cat([image.Interpolate(x[1]), image.Depth()], -1));
        }, [points, colors], step: 1e-7, tolerance: 2e-5);
    }

    [Fact]
    public void Texture_HasValuesAndDerivatives() {
        using var scope = new TensorScope();
        // Texels 0 1 / 2 3: centres at (¼, ¼), (¾, ¼), …
        var texture = Tensor.From([0.0, 1, 2, 3], 2, 2, 1);
        var uv = Tensor.From([0.25, 0.25, 0.75, 0.25, 0.5, 0.5, 0, 0.25, 1.25, -0.25, 0.1, 0.25], 6, 2);
        // Repeated, the left edge lies between texels 1 and 0.
        Assert.Equal([0, 1, 1.5, 0.5, 2, 0.3], TextureLookup.Bilinear(texture, uv).ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0, 1, 1.5, 0, 1, 0], TextureLookup.Bilinear(texture, uv, repeat: false).ToArray<double>(),
            (a, b) => Math.Abs(a - b) < 1e-12);
        var inner = Tensor.From([0.3, 0.4, 0.9, 0.1, 0.62, 1.7], 3, 2);
        var three = (Tensor.Arange(0, 24, dtype: DType.Float64) * 2.1).Cos().View(4, 3, 2);
        FiniteDifferences.Agree(x => TextureLookup.Bilinear(x[0], x[1]), [three, inner]);
        FiniteDifferences.Agree(x => TextureLookup.Bilinear(x[0], x[1], repeat: false), [three, Tensor.From([0.3, 0.4, 0.8, 0.2], 2, 2)]);
        Assert.Equal([2L, 5, 2], TextureLookup.Bilinear(three, Tensor.Rand([2, 5, 2], DType.Float64)).Shape);
    }
}
