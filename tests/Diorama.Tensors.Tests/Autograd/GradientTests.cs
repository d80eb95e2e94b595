using Diorama.Tensors.Autograd;

namespace Diorama.Tensors.Tests.Autograd;

public class GradientTests {
    [Fact]
    public void Backward_AddsUpOnLeaves() {
        using var scope = new TensorScope();
        var x = Tensor.From([2f, 3]).WithGrad();
        Assert.Null(x.Grad);
        (x * x).Backward(Tensor.From([1f, 10]));
        (x * 5).Sum().Backward();
        Assert.Equal([9f, 65], x.Grad!.ToArray<float>());
        x.Grad = null;
        Assert.Null(x.Grad);
        x.Grad = Tensor.Zeros([2]);
        Assert.Throws<TensorException>(() => x.Grad = Tensor.Zeros([3]));
        Assert.Throws<TensorException>(() => x.Grad = Tensor.Zeros([2], DType.Float64));
        Assert.True(x.IsLeaf);
        Assert.False((x * 1).IsLeaf);
    }

    [Fact]
    public void Of_GivesFirstAndSecondDerivatives() {
        using var scope = new TensorScope();
        var x = Tensor.FromScalar(3.0).WithGrad();
        var first = Gradients.Of(x.Pow(3), x, createGraph: true);
        Assert.Equal(27, first.ToDouble());
        Assert.Equal(18, Gradients.Of(first, x).ToDouble());
        Assert.Null(x.Grad);
        var unused = Tensor.FromScalar(1.0).WithGrad();
        Assert.Throws<TensorException>(() => Gradients.Of([x * 2], [unused]));
        Assert.Null(Gradients.Of([x * 2], [unused], allowUnused: true)[0]);
        Assert.Throws<ArgumentException>(() => Gradients.Of([x * 2], [x], gradients: []));
    }

    [Fact]
    public void Graph_IsFreedUnlessKept() {
        using var scope = new TensorScope();
        var x = Tensor.From([2f]).WithGrad();
        var y = x.Exp().Sum();
        y.Backward(keepGraph: true);
        y.Backward();
        Assert.Contains("second time", Assert.Throws<TensorException>(() => y.Backward()).Message);
        Assert.Equal(2 * MathF.Exp(2), x.Grad!.ToArray<float>()[0], 4);
    }

    [Fact]
    public void Modes_DecideWhatIsRecorded() {
        using var scope = new TensorScope();
        var x = Tensor.From([2f]).WithGrad();
        using (GradientMode.Off()) {
            Assert.False((x * 2).RequiresGrad);
            using (GradientMode.On()) Assert.True((x * 2).RequiresGrad);
            Assert.False((x * 2).RequiresGrad);
        }
        Assert.True((x * 2).RequiresGrad);
        Assert.False((x * 2).Detach().RequiresGrad);
        Tensor inferred;
        using (GradientMode.Inference()) inferred = x * 2;
        Assert.Throws<TensorException>(() => inferred.Version);
        Assert.Throws<TensorException>(() => (x * inferred).Sum().Backward());
    }

    [Fact]
    public void ChangesInPlace_AreCountedAndFound() {
        using var scope = new TensorScope();
        var x = Tensor.From([2f]).WithGrad();
        var y = x * 3;
        long before = y.Version;
        var z = y.Exp();
        z.AddInPlace(1);
        Assert.Equal(before + 1, z.Version);
        Assert.Contains("modified by an inplace operation", Assert.Throws<TensorException>(() => z.Sum().Backward()).Message);
        Assert.Throws<TensorException>(() => x.AddInPlace(1));
        using (GradientMode.Off()) x.AddInPlace(1);
        Assert.Equal([3f], x.ToArray<float>());
    }
}
