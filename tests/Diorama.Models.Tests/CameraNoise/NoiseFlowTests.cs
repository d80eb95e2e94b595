using Diorama.Models.CameraNoise;
using Diorama.Models.CameraNoise.Baselines;
using Diorama.Models.CameraNoise.Layers;
using Diorama.Tensors;
using Diorama.Tensors.Autograd;

namespace Diorama.Models.Tests.CameraNoise;

public class NoiseFlowTests {
    private static readonly NoiseGrid grid = new(["A", "B", "C", "D", "E"], [100, 400, 800, 1600, 3200]);

    private static readonly Dictionary<string, Func<NoiseGrid, NoiseFlow>> models = new() {
        ["iso"] = g => new IsotropicGaussian(g), ["diagonal"] = g => new DiagonalGaussian(g), ["full"] = g => new FullGaussian(g),
        ["hetero"] = g => new HeteroscedasticGaussian(g),
        ["noise flow"] = g => new NoiseFlowRgb(g), ["paper"] = g => new PaperFlow(g),
    };

    /// <summary>A model whose numbers are all different from where they began, as after training.</summary>
    private static NoiseFlow Moved(string name) {
        Torch.Seed(3);
        NoiseFlow model = models[name](grid);
        model.Initialise(NoiseStatistics.Of(new(grid, [Pairs.Make("a", "A", 100, (_, color, normal) => 5 * normal[color])])));
        using (GradientMode.Off()) foreach (Tensor parameter in model.Parameters) parameter.AddInPlace(parameter.RandnLike() * 0.1);
        model.Eval();
        return model;
    }

    private static FlowContext Context(int count, int size) => new(Tensor.Rand([count, 3, size, size]),
        NoiseConditions.Of(grid, [.. Enumerable.Range(0, count).Select(i => i % 5)],
            [.. Enumerable.Range(0, count).Select(i => (i + 2) % 5)]));

    [Theory]
    [InlineData("iso", 50)]
    [InlineData("diagonal", 150)]
    [InlineData("full", 525)]
    [InlineData("hetero", 72)]
    [InlineData("noise flow", 2330)]
    [InlineData("paper", 6160)]
    public void Parameters_AreAsManyAsPublished(string name, int count) => Assert.Equal(count, models[name](grid).ParameterCount);

    [Theory]
    [InlineData("iso")]
    [InlineData("diagonal")]
    [InlineData("full")]
    [InlineData("hetero")]
    [InlineData("noise flow")]
    [InlineData("paper")]
    public void Inverse_UndoesForward(string name) {
        using var scope = new TensorScope();
        using var mode = GradientMode.Off();
        NoiseFlow model = Moved(name);
        FlowContext context = Context(5, 32);
        Tensor noise = Tensor.Randn([5, 3, 32, 32]) * 0.05;
        var (latent, _) = model.Forward(noise, context);
        Assert.InRange((model.Inverse(latent, context) - noise).Abs().Max().ToDouble(), 0, 2e-5);
        Tensor drawn = Tensor.Randn([5, 3, 32, 32]);
        var (again, _) = model.Forward(model.Inverse(drawn, context), context);
        Assert.InRange((again - drawn).Abs().Max().ToDouble(), 0, 1e-4);
    }

    [Theory]
    [InlineData("iso")]
    [InlineData("diagonal")]
    [InlineData("full")]
    [InlineData("hetero")]
    [InlineData("noise flow")]
    [InlineData("paper")]
    public void LogDeterminant_IsThatOfTheJacobian(string name) {
        using var scope = new TensorScope();
        NoiseFlow model = Moved(name);
        model.To(Device.Cpu, DType.Float64);
        FlowContext context = Context(1, 4);
        context = context with { Clean = context.Clean.To(DType.Float64) };
        Tensor noise = (Tensor.Randn([1, 3, 4, 4], DType.Float64) * 0.05).WithGrad();
        var (latent, determinant) = model.Forward(noise, context);
        Tensor flat = latent.Flatten();
        var rows = new Tensor[flat.Numel];
        for (int i = 0; i < rows.Length; i++) rows[i] = Gradients.Of([flat[i]], [noise], keepGraph: true)[0]!.Flatten();
        Assert.Equal(Tensor.Stack(rows).SlogDet().LogAbs.ToDouble(), determinant.ToDouble(), 1e-8);
    }

    [Fact]
    public void ColorMixing_BeginsAsARotation() {
        Tensor w = new ColorMixing(null, ColorMixing.Start.Orthogonal).Matrices()[0];
        Assert.InRange((w.MatMul(w.T()) - Tensor.Eye(3)).Abs().Max().ToDouble(), 0, 1e-5);
    }

    [Theory]
    [InlineData("hetero")]
    [InlineData("noise flow")]
    [InlineData("paper")]
    public void Sample_AtTemperatureZero_IsTheMean_AndWholeNumbersInRange(string name) {
        NoiseFlow model = models[name](grid);
        model.Eval();
        var conditions = NoiseConditions.Of(grid, "B", 800, 2);
        Tensor clean = Tensor.RandInt(0, 256, [2, 3, 16, 16]).To(DType.Float32);
        Assert.True(model.Sample(clean, conditions, 0).EqualsAll(clean));
        Torch.Seed(1);
        Tensor first = model.Sample(clean, conditions);
        Torch.Seed(1);
        Assert.True(first.EqualsAll(model.Sample(clean, conditions)));
        Assert.True(first.EqualsAll(first.Floor()));
        Assert.InRange(first.Min().ToDouble(), 0, 255);
        Assert.InRange(first.Max().ToDouble(), 0, 255);
    }
}
