using Diorama.Tensors.Autograd;

namespace Diorama.Tensors.Tests.Autograd;

public class DifferentiableFunctionTests {
    /// <summary>x³, whose derivative is recorded again for the second one.</summary>
    private static readonly DifferentiableFunction Cube = new("cube",
        (context, x) => {
            Assert.False(GradientMode.IsOn);
            context.Save(x[0]);
            return [x[0] * x[0] * x[0]];
        },
        (context, gradients) => [gradients[0]! * 3 * context.Saved[0].Square()]);

    [Fact]
    public void Apply_HasTheDerivativeThatWasWritten_TwiceOver() {
        using var scope = new TensorScope();
        var x = Tensor.From([2.0, -1]).WithGrad();
        var y = Cube.Apply(x)[0];
        Assert.Equal([8.0, -1], y.ToArray<double>());
        Assert.False(y.IsLeaf);
        var first = Gradients.Of([y.Sum()], [x], createGraph: true)[0]!;
        Assert.Equal([12.0, 3], first.ToArray<double>());
        Assert.Equal([12.0, -6], Gradients.Of(first.Sum(), x).ToArray<double>());
    }

    [Fact]
    public void SeveralInputsAndOutputs_KeepTheirPlaces() {
        using var scope = new TensorScope();
        bool[] needed = [];
        var function = new DifferentiableFunction("sums",
            (context, x) => {
                context.State = 10.0;
                return [x[0] + x[1], x[0] * 10, x[1].Gt(0)];
            },
            (context, g) => {
                needed = [context.Needs(0), context.Needs(1)];
                Assert.Null(g[2]);
                return [g[0]! + g[1]! * (double)context.State!, null];
            });
        var a = Tensor.From([1.0]).WithGrad();
        var b = Tensor.From([2.0]);
        var outputs = function.Apply(a, b);
        Assert.Equal(DType.Bool, outputs[2].DType);
        Assert.False(outputs[2].RequiresGrad);
        // Nothing flows to the first output: its derivative arrives as zeros.
        outputs[1].Sum().Backward();
        Assert.Equal([10.0], a.Grad!.ToArray<double>());
        Assert.Equal([true, false], needed);
    }

    [Fact]
    public void PassedThroughAndViewedInputs_BecomeOutputsOfTheFunction() {
        using var scope = new TensorScope();
        var function = new DifferentiableFunction("reverse gradient", (_, x) => [x[0], x[0].View(2, 1)],
            (_, g) => [-(g[0]! + g[1]!.View(2))]);
        var x = Tensor.From([1.0, 2]).WithGrad();
        var outputs = function.Apply(x);
        (outputs[0].Sum() + (outputs[1] * 3).Sum()).Backward();
        Assert.Equal([-4.0, -4], x.Grad!.ToArray<double>());
        Assert.True(x.IsLeaf);
    }

    [Fact]
    public void SavedOutputs_AreThoseOfTheGraph_AndChangesAreFound() {
        using var scope = new TensorScope();
        var exp = new DifferentiableFunction("exp", (context, x) => {
            var y = x[0].Exp();
            context.Save(y);
            return [y];
        }, (context, g) => [g[0]! * context.Saved[0]]);
        var x = Tensor.From([0.5]).WithGrad();
        var y = exp.Apply(x)[0];
        var first = Gradients.Of(y.Sum(), x, createGraph: true);
        Assert.Equal(Math.Exp(0.5), Gradients.Of(first.Sum(), x).ToDouble(), 12);
        var changed = exp.Apply(x)[0];
        changed.AddInPlace(1);
        Assert.Contains("modified by an inplace operation", Assert.Throws<TensorException>(() => changed.Sum().Backward()).Message);
    }

    [Fact]
    public void WithoutRecording_NothingIsSaved() {
        using var scope = new TensorScope();
        using var mode = GradientMode.Off();
        Assert.False(Cube.Apply(Tensor.From([2.0]).WithGrad())[0].RequiresGrad);
    }

    [Fact]
    public void WrongDerivatives_AreErrors() {
        using var scope = new TensorScope();
        var x = Tensor.From([1.0, 2]).WithGrad();
        var wrongCount = new DifferentiableFunction("f", (_, v) => [v[0] * 1], (_, _) => []);
        Assert.Contains("0 parts for 1 inputs", Assert.Throws<TensorException>(() => wrongCount.Apply(x)[0].Sum().Backward()).Message);
        var wrongShape = new DifferentiableFunction("f", (_, v) => [v[0] * 1], (_, _) => [Tensor.Zeros([5], DType.Float64)]);
        Assert.Contains("shape", Assert.Throws<TensorException>(() => wrongShape.Apply(x)[0].Sum().Backward()).Message);
        Assert.Contains("freed", Assert.Throws<TensorException>(() => {
            var y = Cube.Apply(x)[0].Sum();
            y.Backward();
            y.Backward();
        }).Message);
    }
}
