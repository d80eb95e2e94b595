using Diorama.Tensors.Autograd;
using Diorama.Tensors.Layers;

namespace Diorama.Tensors.Tests.Layers;

public class FeatureEncodingTests {
    private static void Set(Tensor parameter, Func<long, double> value) {
        using var mode = GradientMode.Off();
        float[] values = [.. Enumerable.Range(0, (int)parameter.Numel).Select(i => (float)value(i))];
        parameter.CopyInPlace(Tensor.From(values, parameter.Shape));
    }

    private static void Near(double[] expected, Tensor found, double tolerance = 1e-5) {
        double[] values = found.To(DType.Float64).ToArray<double>();
        Assert.Equal(expected, values, (a, b) => Math.Abs(a - b) < tolerance);
    }

    [Fact]
    public void HashGrid_InterpolatesBetweenCornersOfItsLevels() {
        using var scope = new TensorScope();
        // 2 and 4 cells: 9 and 25 corners, each with a row of its own among 32. Row r of level l has the feature r + 100·l.
        var grid = new HashGridEncoding(2, levels: 2, features: 1, logRows: 5, coarsest: 2, finest: 4);
        Assert.Equal([2L, 4], grid.Resolutions);
        Assert.Equal(2, grid.Outputs);
        Set(grid.Table, i => i % 32 + 100 * (i / 32));
        // (0.25, 0.5): level 0 between corners (0, 1) and (1, 1), rows 3 and 4; level 1 at corner (1, 2), row 11.
        Near([3.5, 111, 8, 124, 0, 100], grid.Forward(Tensor.From([0.25f, 0.5f, 1, 1, 0, 0], 3, 2)));
        Near([0.25 * 0 + 0.25 * 1 + 0.25 * 3 + 0.25 * 4, 106], grid.Forward(Tensor.From([0.25f, 0.25f], 1, 2)));
    }

    [Fact]
    public void HashGrid_HashesWhatHasNoRowOfItsOwn() {
        using var scope = new TensorScope();
        var grid = new HashGridEncoding(3, levels: 1, features: 1, logRows: 4, coarsest: 8, finest: 8);
        Set(grid.Table, i => i);
        // Corner (3, 5, 7): 3 ⊕ 5·2654435761 ⊕ 7·805459861 mod 16 = 3 ⊕ 5 ⊕ 3 = 5, as 2654435761 is 1 and 805459861 is 5 mod 16.
        Near([5], grid.Forward(Tensor.From([3 / 8f, 5 / 8f, 7 / 8f], 1, 3)));
        // Corner (1, 1, 0) and (1, 1, 1): 1 ⊕ 1 = 0 and 0 ⊕ 5 = 5, halfway between them 2.5.
        Near([2.5], grid.Forward(Tensor.From([1 / 8f, 1 / 8f, 0.5f / 8], 1, 3)));
    }

    [Fact]
    public void HashGrid_HasLevelsInEqualRatios() {
        // 16·b^l with b = (2048/16)^(1/15) = 1.3819.
        Assert.Equal([16L, 22, 30, 42, 58, 80, 111, 153, 212, 294, 406, 561, 776, 1072, 1482, 2048],
            new HashGridEncoding(logRows: 4).Resolutions);
    }

    [Fact]
    public void HashGrid_HasDerivativesByPlacesAndTable() {
        using var scope = new TensorScope();
        var grid = new HashGridEncoding(3, levels: 3, features: 2, logRows: 6, coarsest: 2, finest: 9);
        grid.To(Device.Cpu, DType.Float64);
        using (GradientMode.Off()) grid.Table.CopyInPlace((Tensor.Arange(0, grid.Table.Numel, dtype: DType.Float64) * 1.7).Sin()
            .View(grid.Table.Shape));
        var places = Tensor.From([0.13, 0.71, 0.37, 0.93, 0.22, 0.55], 2, 3);
        FiniteDifferences.Agree(x => grid.Forward(x[0]), [places]);
        // The slope of a signed distance is itself part of a loss: second derivatives.
        FiniteDifferences.Agree(x => {
            using var on = GradientMode.On();
            var at = x[0].RequiresGrad ? x[0] : x[0].Clone().WithGrad();
            return Gradients.Of(grid.Forward(at).Square().Sum(), at, createGraph: true);
        }, [places], tolerance: 1e-5);
        // The table enters linearly: the derivative by it, in the direction of the table itself, is the value.
        var value = grid.Forward(places).Sum();
        value.Backward();
        Assert.Equal(value.ToDouble(), (grid.Table.Grad! * grid.Table.Detach()).Sum().ToDouble(), 1e-9);
        Assert.Throws<ArgumentException>(() => grid.Forward(Tensor.Zeros([2, 2])));
    }

    [Fact]
    public void TriPlane_AddsThreePlanes() {
        using var scope = new TensorScope();
        var planes = new TriPlaneEncoding(features: 1, resolution: 3);
        // Plane p has 100·p + 10·row + column, as a function of its coordinates (a, b): column = a + 1, row = b + 1.
        Set(planes.Planes, i => 100 * (i / 9) + 10 * (i % 9 / 3) + i % 3);
        double Expected(double x, double y, double z) =>
            (x + 1 + 10 * (y + 1)) + (100 + x + 1 + 10 * (z + 1)) + (200 + y + 1 + 10 * (z + 1));
        Near([Expected(-1, 0, 1), Expected(0.5, -0.25, 0.1), Expected(1, 1, 1)],
            planes.Forward(Tensor.From([-1f, 0, 1, 0.5f, -0.25f, 0.1f, 1, 1, 4], 3, 3)), 1e-3);
        planes.To(Device.Cpu, DType.Float64);
        FiniteDifferences.Agree(x => planes.Forward(x[0]), [Tensor.From([0.4, -0.25, 0.1, -0.8, 0.3, 0.6], 2, 3)], tolerance: 1e-5);
        var value = planes.Forward(Tensor.From([0.4, -0.25, 0.1], 1, 3)).Sum();
        value.Backward();
        Assert.Equal(value.ToDouble(), (planes.Planes.Grad! * planes.Planes.Detach()).Sum().ToDouble(), 1e-9);
    }

    [Fact]
    public void GridSample_InterpolatesImagesAndVolumes() {
        using var scope = new TensorScope();
        var image = Tensor.From([0.0, 1, 2, 3, 4, 5], 1, 1, 2, 3);
        // Pixel (x, y) has its centre at ((2x + 1)/3 − 1, (2y + 1)/2 − 1): the first is the middle of the upper row, the second between all
        // of the left four.
        var grid = Tensor.From([0, -0.5, -1.0 / 3, 0, -1, -1], 1, 1, 3, 2);
        Near([1, 2, 0], Functional.GridSample(image, grid, border: Border.Edge));
        // At the very corner zeros from outside weigh ¾.
        Near([1.5], Functional.GridSample(image + 6, Tensor.From([-1.0, -1], 1, 1, 1, 2)));
        var volume = Tensor.Arange(0, 8, dtype: DType.Float64).View(1, 1, 2, 2, 2);
        Near([0.25 + 2 * 0.5 + 4 * 0.75], Functional.GridSample(volume, Tensor.From([-0.5, 0, 0.5], 1, 1, 1, 1, 3), alignCorners: true));
        var three = (Tensor.Arange(0, 24, dtype: DType.Float64) * 2.1).Cos();
        FiniteDifferences.Agree(x => Functional.GridSample(x[0], x[1]),
            [three.View(1, 2, 3, 4), Tensor.From([0.1, -0.4, 0.61, 0.27], 1, 2, 1, 2)]);
        FiniteDifferences.Agree(x => Functional.GridSample(x[0], x[1]),
            [three.View(1, 1, 2, 3, 4), Tensor.From([0.1, -0.2, 0.31, 0.27, 0.4, -0.3], 1, 2, 1, 1, 3)]);
    }
}
