using Diorama.Tensors.Layers;

namespace Diorama.Tensors.Tests.Layers;

public class ModuleTests {
    [Fact]
    public void Names_AreThoseOfPyTorch() {
        var model = new Sequential(new Conv2d(1, 2, 3), new BatchNorm(2), new Apply(Functional.Relu),
            new Sequential(new Linear(2, 3, bias: false)));
        Assert.Equal(["0.weight", "0.bias", "1.weight", "1.bias", "3.0.weight"], model.NamedParameters().Select(p => p.Name));
        Assert.Equal(["1.running_mean", "1.running_var", "1.num_batches_tracked"], model.NamedBuffers().Select(p => p.Name));
        Assert.Equal(2 * 9 + 2 + 2 + 2 + 6, model.ParameterCount);
        Assert.Equal(["in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias"],
            new MultiHeadAttention(4, 2).NamedParameters().Select(p => p.Name));
    }

    [Fact]
    public void Parameters_OutliveTheScopeTheyWereMadeIn_AndKeepTheirIdentityWhenConverted() {
        Linear layer;
        using (new TensorScope()) layer = new Linear(2, 1);
        var weight = layer.Weight;
        Assert.True(weight.RequiresGrad);
        layer.To(Device.Cpu, DType.Float64);
        Assert.Same(weight, layer.Weight);
        Assert.Equal(DType.Float64, weight.DType);
        Assert.True(weight.RequiresGrad && weight.IsLeaf);
        layer.Forward(Tensor.Ones([1, 2], DType.Float64)).Sum().Backward();
        Assert.Equal([1.0, 1], weight.Grad!.ToArray<double>());
    }

    [Fact]
    public void TrainAndEval_ReachEveryPart() {
        var dropout = new Dropout(0.5);
        var norm = new BatchNorm(1, momentum: 0.5);
        var model = new Sequential(new Sequential(dropout), norm);
        model.Eval();
        using var scope = new TensorScope();
        var x = Tensor.From([1f, 3], 2, 1);
        Assert.Equal([1f, 3], dropout.Forward(x).ToArray<float>());
        Assert.Equal(0.99999f, norm.Forward(x).ToArray<float>()[0], 5);
        model.Train();
        Assert.Equal([-1f, 1], norm.Forward(x).Round().ToArray<float>());
        // Half-way from 0 to the mean 2, and from 1 to the unbiased variance 2.
        Assert.Equal(1, norm.RunningMean.ToDouble());
        Assert.Equal(1.5, norm.RunningVariance.ToDouble());
        Assert.Equal(1, norm.Batches.ToInt64());
        Torch.Seed(1);
        float[] dropped = dropout.Forward(Tensor.Ones([1000])).ToArray<float>();
        Assert.All(dropped, v => Assert.True(v is 0 or 2));
        Assert.InRange(dropped.Count(v => v == 0), 430, 570);
    }

    [Fact]
    public void Attention_WithACache_EqualsAttentionToTheWholeSequence() {
        using var scope = new TensorScope();
        Torch.Seed(2);
        var attention = new MultiHeadAttention(8, 2);
        var sequence = Tensor.Randn([2, 5, 8]);
        var whole = attention.Forward(sequence, causal: true);
        using var cache = new KeyValueCache();
        var parts = new List<Tensor> { attention.Forward(sequence[.., ..2], causal: true, cache: cache) };
        for (int i = 2; i < 5; i++) parts.Add(attention.Forward(sequence.Narrow(1, i, 1), causal: true, cache: cache));
        Assert.Equal(5, cache.Length);
        Assert.True(whole.AllClose(Tensor.Cat([.. parts], 1), 1e-5, 1e-6));
        var mask = Tensor.Ones([5, 5], DType.Bool).Tril();
        Assert.True(whole.AllClose(attention.Forward(sequence, mask), 1e-5, 1e-6));
        Assert.True(attention.Forward(sequence).AllClose(attention.Cross(sequence, sequence), 1e-5, 1e-6));
    }

    [Fact]
    public void InitialValues_HaveTheSpreadThatTheirSchemesSay() {
        using var scope = new TensorScope();
        Torch.Seed(4);
        static Tensor New() => Tensor.Empty([200, 100]);
        static double Spread(Tensor t) => t.Std().ToDouble();
        Assert.Equal(Math.Sqrt(2.0 / 100), Spread(Initial.KaimingUniform(New())), 0.003);
        Assert.Equal(Math.Sqrt(2.0 / 100), Spread(Initial.KaimingNormal(New())), 0.003);
        Assert.Equal(Math.Sqrt(2.0 / 300), Spread(Initial.XavierUniform(New())), 0.002);
        Assert.Equal(Math.Sqrt(2.0 / 300), Spread(Initial.XavierNormal(New())), 0.002);
        // The deviation of a normal distribution cut off at ±2.
        var truncated = Initial.TruncatedNormal(Tensor.Empty([1000, 1000]), 1);
        Assert.Equal(0.8796, Spread(truncated), 0.002);
        Assert.InRange(truncated.Abs().Max().ToDouble(), 1.9, 2.0001);
        var orthogonal = Initial.Orthogonal(New(), 2);
        Assert.True(orthogonal.T().MatMul(orthogonal).AllClose(Tensor.Eye(100) * 4, 1e-4, 1e-4));
        Assert.InRange(new Linear(100, 50).Weight.Abs().Max().ToDouble(), 0.099, 0.1);
    }

    [Fact]
    public void PositionalEncodings_FollowTheirFormulas() {
        using var scope = new TensorScope();
        float[] sequence = PositionalEncoding.Sequence(3, 4)[2].ToArray<float>();
        double[] expected = [Math.Sin(2), Math.Cos(2), Math.Sin(0.02), Math.Cos(0.02)];
        for (int i = 0; i < 4; i++) Assert.Equal(expected[i], sequence[i], 6);
        double[] fourier = PositionalEncoding.Fourier(Tensor.From([0.25]), 2).ToArray<double>();
        expected = [0.25, Math.Sqrt(0.5), Math.Sqrt(0.5), 1, 0];
        for (int i = 0; i < 5; i++) Assert.Equal(expected[i], fourier[i], 12);
    }

    [Fact]
    public void MovingAverage_FollowsWeightsAndCopiesBuffers() {
        using var scope = new TensorScope();
        BatchNorm source = new(1), average = new(1);
        var ema = new MovingAverage(average, source, decay: 0.9);
        using (Diorama.Tensors.Autograd.GradientMode.Off()) source.Weight.Fill(2);
        source.RunningMean.Fill(7);
        // min(0.9, 1/10), then min(0.9, 2/11).
        ema.Update();
        Assert.Equal(0.1 * 1 + 0.9 * 2, average.Weight.ToDouble(), 6);
        ema.Update();
        Assert.Equal(2 / 11.0 * 1.9 + 9 / 11.0 * 2, average.Weight.ToDouble(), 6);
        Assert.Equal(7, average.RunningMean.ToDouble());
    }

    [Fact]
    public void Shapes_AreThoseOfTheLayersFormulas() {
        using var scope = new TensorScope();
        (Layer Layer, long[] In, long[] Out)[] cases = [
            (new Conv1d(2, 3, 3), [1, 2, 8], [1, 3, 6]),
            (new Conv2d(2, 4, 3, stride: 2, padding: 1, groups: 2), [1, 2, 8, 8], [1, 4, 4, 4]),
            (new Conv3d(1, 2, 3, dilation: 2), [1, 1, 6, 6, 6], [1, 2, 2, 2, 2]),
            (new ConvTranspose1d(2, 1, 4, stride: 2, padding: 1), [1, 2, 4], [1, 1, 8]),
            (new ConvTranspose2d(2, 1, 3, stride: 2, padding: 1, outputPadding: 1), [1, 2, 4, 4], [1, 1, 8, 8]),
            (new ConvTranspose3d(1, 1, 2, stride: 2), [1, 1, 2, 2, 2], [1, 1, 4, 4, 4]),
            (new GroupNorm(2, 4), [2, 4, 3], [2, 4, 3]), (new LayerNorm(3), [2, 3], [2, 3]),
            (new InstanceNorm(2, affine: true), [1, 2, 3, 3], [1, 2, 3, 3]), (new Upsample(2), [1, 1, 2, 3], [1, 1, 4, 6]),
        ];
        foreach (var (layer, input, output) in cases) Assert.Equal(output, layer.Forward(Tensor.Randn(input)).Shape);
        Assert.Equal([2, 5], new Embedding(3, 5).Forward(Tensor.From([0L, 2])).Shape);
    }
}
