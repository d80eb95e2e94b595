using Diorama.Tensors.Optimisers;

namespace Diorama.Tensors.Tests.Optimisers;

public class OptimiserTests {
    /// <summary>Two steps from p = 1 with gradient 2p, by hand from each rule.</summary>
    [Theory]
    // g = 2, p = 0.8; g = 1.6, p = 0.64.
    [InlineData("sgd", 0.64)]
    // v = 2, p = 0.8; v = 0.9·2 + 1.6 = 3.4, p = 0.46.
    [InlineData("momentum", 0.46)]
    // v = 2, 2 + 0.9·2 = 3.8, p = 0.62; g = 1.24, v = 3.04, 1.24 + 0.9·3.04 = 3.976, p = 0.2224.
    [InlineData("nesterov", 0.2224)]
    // g = 2 + 0.5·1 = 2.5, p = 0.75; g = 1.5 + 0.375, p = 0.5625.
    [InlineData("decay", 0.5625)]
    // First step: m̂/√v̂ = 1, p = 0.9. g = 1.8: m = 0.36, v = 0.007236, m̂ = 1.894737, v̂ = 3.619810, p = 0.9 − 0.1·1.894737/1.902580.
    [InlineData("adam", 0.800412)]
    // p = 1·0.95 − 0.1 = 0.85; g = 1.7: m = 0.35, v = 0.006886004, m̂ = 1.8421053, v̂ = 3.4445, p = 0.8075 − 0.1·1.842105/1.856001.
    [InlineData("adamw", 0.708249)]
    // v = 0.04, p = 1 − 0.1·2/0.2 = 0; g = 0: stays.
    [InlineData("rmsprop", 0.0)]
    public void Step_FollowsTheRule(string rule, double expected) {
        using var p = Tensor.From([1.0]).WithGrad();
        Optimiser optimiser = rule switch {
            "sgd" => new Sgd([p], 0.1),
            "momentum" => new Sgd([p], 0.1, momentum: 0.9),
            "nesterov" => new Sgd([p], 0.1, momentum: 0.9, nesterov: true),
            "decay" => new Sgd([p], 0.1, weightDecay: 0.5),
            "adam" => new Adam([p], 0.1),
            "adamw" => Adam.W([p], 0.1, 0.5),
            _ => new RmsProp([p], 0.1),
        };
        for (int i = 0; i < 2; i++) {
            using var scope = new TensorScope();
            optimiser.ZeroGrad();
            p.Square().Sum().Backward();
            optimiser.Step();
        }
        Assert.Equal(expected, p.ToDouble(), 1e-5);
    }

    [Fact]
    public void Groups_HaveTheirOwnRates_AndParametersWithoutGradientStay() {
        Tensor a = Tensor.From([1f]).WithGrad(), b = Tensor.From([1f]).WithGrad(), unused = Tensor.From([1f]).WithGrad();
        var optimiser = new Sgd([new ParameterGroup([a], 0.1), new ParameterGroup([b, unused], 0.01)]);
        (a + b).Sum().Backward();
        optimiser.SetRate(0.5);
        optimiser.Step();
        Assert.Equal([0.95f, 0.995f, 1], new[] { a, b, unused }.Select(t => (float)Math.Round(t.ToDouble(), 6)));
        Assert.Throws<ArgumentException>(() => new Sgd([new ParameterGroup([a], 1), new ParameterGroup([a], 1)]));
    }

    [Fact]
    public void ClipGradients_ScalesTheCommonNorm() {
        Tensor a = Tensor.Zeros([1]).WithGrad(), b = Tensor.Zeros([1]).WithGrad();
        (a.Grad, b.Grad) = (Tensor.From([3f]), Tensor.From([4f]));
        var optimiser = new Sgd([a, b], 1);
        Assert.Equal(5, optimiser.ClipGradients(1), 6);
        Assert.Equal(0.6, a.Grad!.ToDouble(), 5);
        Assert.Equal(0.8, b.Grad!.ToDouble(), 5);
        Assert.Equal(1, optimiser.ClipGradients(10), 5);
        Assert.Equal(0.6, a.Grad!.ToDouble(), 5);
    }

    [Fact]
    public void Lbfgs_FindsTheMinimumOfRosenbrocksFunction() {
        using var p = Tensor.From([-1.2, 1.0]).WithGrad();
        using var optimiser = new Lbfgs([p]);
        for (int i = 0; i < 60; i++) {
            optimiser.Step(() => (1 - p[0]).Square() + 100 * (p[1] - p[0].Square()).Square());
        }
        double[] found = p.ToArray<double>();
        Assert.Equal(1, found[0], 1e-6);
        Assert.Equal(1, found[1], 1e-6);
    }

    [Fact]
    public void Schedules_FollowTheirFormulas() {
        Assert.Equal([1, 1, 0.1], new long[] { 0, 9, 10 }.Select(s => Schedule.Stairs(s, 10)));
        Assert.Equal(1, Schedule.Cosine(0, 100));
        Assert.Equal(0.5, Schedule.Cosine(50, 100), 12);
        Assert.Equal(0.1, Schedule.Cosine(100, 100, last: 0.1), 12);
        Assert.Equal(0.25, Schedule.WarmUp(0, 4));
        Assert.Equal(1, Schedule.WarmUp(7, 4));
        Assert.Equal(0.04, Schedule.OneCycle(0, 100), 12);
        Assert.Equal(1, Schedule.OneCycle(29, 100), 12);
        Assert.Equal(0.04 / 1e4, Schedule.OneCycle(99, 100), 12);
    }
}
