using Diorama.Core.Processors;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Layers;
using Diorama.Tensors.Optimisers;

namespace Diorama.Tensors.Tests;

/// <summary>What mixed precision changes, and where it ends. bfloat16 works on every processor, slowly on most.</summary>
public class AutocastTests {
    private static DType TypeOfAProduct() {
        using var scope = new TensorScope();
        return Tensor.Ones([2, 3]).MatMul(Tensor.Ones([3, 4])).DType;
    }

    [Fact]
    public void Scopes_Nest_AndRestoreWhatWasBefore() {
        Assert.Equal((false, DType.Float32), (Autocast.IsOn(), TypeOfAProduct()));
        using (Autocast.On()) {
            Assert.Equal((true, DType.BFloat16), (Autocast.IsOn(), TypeOfAProduct()));
            using (Autocast.Off()) {
                Assert.Equal((false, DType.Float32), (Autocast.IsOn(), TypeOfAProduct()));
                using (Autocast.On()) Assert.Equal(DType.BFloat16, TypeOfAProduct());
                Assert.Equal(DType.Float32, TypeOfAProduct());
            }
            using (Autocast.On()) Assert.Equal(DType.BFloat16, TypeOfAProduct());
            Assert.Equal(DType.BFloat16, TypeOfAProduct());
        }
        Assert.Equal((false, DType.Float32), (Autocast.IsOn(), TypeOfAProduct()));
    }

    [Fact]
    public void AnException_EndsTheScope() {
        Assert.Throws<TensorException>(() => {
            using var inner = new TensorScope();
            using var mixed = Autocast.On();
            Tensor.Ones([2, 3]).MatMul(Tensor.Ones([2, 3]));
        });
        Assert.Equal((false, DType.Float32), (Autocast.IsOn(), TypeOfAProduct()));
    }

    [Fact]
    public void AScope_IsOfItsThread_AndEndsOnce() {
        var mixed = Autocast.On();
        Exception? refused = null;
        bool elsewhere = true;
        var thread = new Thread(() => {
            elsewhere = Autocast.IsOn();
            try { mixed.Dispose(); } catch (InvalidOperationException e) { refused = e; }
        });
        thread.Start();
        thread.Join();
        Assert.False(elsewhere);
        Assert.Contains("ends on the thread that began it", refused?.Message, StringComparison.Ordinal);
        Assert.True(Autocast.IsOn());
        mixed.Dispose();
        using var again = Autocast.On();
        mixed.Dispose();
        Assert.True(Autocast.IsOn());
    }

    [Fact]
    public void IsFast_IsWhatTheProcessorHas() {
        string[] flags = File.ReadLines("/proc/cpuinfo").First(l => l.StartsWith("flags", StringComparison.Ordinal)).Split(' ');
        bool has = flags.Contains("avx512_bf16") || flags.Contains("amx_bf16");
        Assert.Equal(has && InstructionSets.Used == InstructionSet.Avx512, Autocast.IsFast);
    }

    [Fact]
    public void Devices_AreSwitchedByKind() {
        using (Autocast.On(Device.Cuda(1))) {
            Assert.Equal((true, false, DType.Float32), (Autocast.IsOn(Device.Cuda()), Autocast.IsOn(), TypeOfAProduct()));
            using (Autocast.On()) Assert.True(Autocast.IsOn(Device.Cuda()) && Autocast.IsOn());
            Assert.True(Autocast.IsOn(Device.Cuda()));
        }
        Assert.False(Autocast.IsOn(Device.Cuda()));
        var meta = Device.FromCode(14 * 256);
        Assert.False(Autocast.IsOn(meta));
        Assert.Throws<ArgumentException>(() => Autocast.On(meta));
    }

    /// <summary>
    /// Rounding to 8 binary digits moves a number by up to 1/512 of itself; results differ by a few of these. Where the processor has no
    /// instructions for bfloat16, libtorch's own convolution also rounds its sums: those of two products stay as near, those of 144 do not.
    /// </summary>
    [Fact]
    public void Results_AreThoseOf32BitsButForRounding() {
        using var scope = new TensorScope();
        Torch.Seed(1);
        Assert.InRange(Off(Tensor.Rand([8, 2, 12, 12]), Tensor.Rand([4, 2, 1, 1])), 1e-5, 0.01);
        Assert.InRange(Off(Tensor.Rand([8, 16, 12, 12]), Tensor.Rand([4, 16, 3, 3])), 1e-5, Autocast.IsFast ? 0.01 : 0.1);

        static double Off(Tensor x, Tensor w) {
            Tensor exact = Functional.Conv2d(x, w);
            using var mixed = Autocast.On();
            return (Functional.Conv2d(x, w).To(DType.Float32) / exact - 1).Abs().Max().ToDouble();
        }
    }

    [Fact]
    public void WeightsGradientsAndLosses_StayIn32Bits() {
        using var scope = new TensorScope();
        Torch.Seed(1);
        var model = new Sequential(new Conv2d(2, 4, 3), new GroupNorm(2, 4), new Apply(Functional.Silu), new Apply(x => x.Flatten(1)),
            new Linear(4 * 6 * 6, 3));
        Tensor target = Tensor.From([0L, 2]);
        Tensor loss, result;
        using (Autocast.On()) {
            result = model.Forward(Tensor.Randn([2, 2, 8, 8]));
            loss = Functional.CrossEntropy(result, target);
        }
        Assert.Equal((DType.BFloat16, DType.Float32), (result.DType, loss.DType));
        loss.Backward();
        Assert.All(model.NamedParameters(), p => Assert.Equal((DType.Float32, DType.Float32), (p.Tensor.DType, p.Tensor.Grad?.DType)));
    }

    public static TheoryData<string> LossNames => [.. LossFunctions.Keys];

    private static readonly Dictionary<string, Func<Tensor, Tensor>> LossFunctions = new() {
        ["mse"] = x => Functional.MseLoss(x, Tensor.Ones([4, 3])), ["l1"] = x => Functional.L1Loss(x, Tensor.Ones([4, 3])),
        ["smooth l1"] = x => Functional.SmoothL1Loss(x, Tensor.Ones([4, 3])),
        ["huber"] = x => Functional.HuberLoss(x, Tensor.Ones([4, 3])),
        ["cross entropy"] = x => Functional.CrossEntropy(x, Tensor.From([0L, 1, 2, 0])),
        ["likelihood"] = x => Functional.NllLoss(Functional.LogSoftmax(x), Tensor.From([0L, 1, 2, 0])),
        ["binary"] = x => Functional.BinaryCrossEntropy(x.Sigmoid(), Tensor.Ones([4, 3])),
        ["logits"] = x => Functional.BinaryCrossEntropyWithLogits(x, Tensor.Ones([4, 3])),
        ["divergence"] = x => Functional.KlDiv(x, Tensor.Ones([4, 3]) / 3),
    };

    /// <summary>All are in 32 bits whether what they get has 16 or 32, and bring gradients of the type that they got.</summary>
    [Theory]
    [MemberData(nameof(LossNames))]
    public void Losses_AreWidened(string name) {
        using var scope = new TensorScope();
        Torch.Seed(1);
        Tensor input = Tensor.Randn([4, 3]).To(DType.BFloat16).WithGrad();
        double exact = LossFunctions[name](input.Detach().To(DType.Float32)).ToDouble();
        using var mixed = Autocast.On();
        Tensor loss = LossFunctions[name](input);
        Assert.Equal(DType.Float32, loss.DType);
        // What stands between the input and the loss (a sigmoid, a softmax) is rounded.
        Assert.Equal(exact, loss.ToDouble(), Math.Abs(exact) * 0.01);
        loss.Backward();
        Assert.Equal(DType.BFloat16, input.Grad!.DType);
        Assert.True(input.Grad.Abs().Sum().ToDouble() > 0);
    }

    public static TheoryData<string> NormNames => [.. Norms.Keys];

    private static readonly Dictionary<string, Func<Layer>> Norms = new() {
        ["batch"] = () => new BatchNorm(4), ["group"] = () => new GroupNorm(2, 4), ["layer"] = () => new LayerNorm([4, 5, 5]),
        ["instance"] = () => new InstanceNorm(4), ["affine instance"] = () => new InstanceNorm(4, affine: true),
    };

    /// <summary>Inside and outside of a scope what a product gives in 16 bits meets weights of 32.</summary>
    [Theory]
    [MemberData(nameof(NormNames))]
    public void Normalisations_AreIn32Bits(string name) {
        using var scope = new TensorScope();
        Torch.Seed(1);
        Layer norm = Norms[name](), other = Norms[name]();
        Tensor input = Tensor.Randn([3, 4, 5, 5]).To(DType.BFloat16).WithGrad(), wide = input.Detach().To(DType.Float32).WithGrad();
        Tensor weights = Tensor.Randn([3, 4, 5, 5]), found, exact = other.Forward(wide);
        using (Autocast.On()) found = norm.Forward(input);
        Assert.Equal(DType.Float32, found.DType);
        Assert.True(found.AllClose(exact, 1e-6, 1e-6));
        (found * weights).Sum().Backward();
        (exact * weights).Sum().Backward();
        Assert.Equal(DType.BFloat16, input.Grad!.DType);
        Assert.True(input.Grad.AllClose(wide.Grad!.To(DType.BFloat16)));
        foreach (((string part, Tensor one), (_, Tensor two)) in norm.NamedTensors().Zip(other.NamedTensors())) {
            Assert.True(one.AllClose(two), part);
            Assert.True(one.Grad is null == two.Grad is null && (one.Grad is null || one.Grad.AllClose(two.Grad!, 1e-5, 1e-5)), part);
        }
        if (norm.Parameters.Any()) Assert.Equal(DType.Float32, norm.Forward(input).DType);
        norm.Eval();
        using (Autocast.On()) Assert.Equal(DType.Float32, norm.Forward(input).DType);
        // A model that is in 16 bits as a whole stays so.
        norm.To(Device.Cpu, DType.BFloat16);
        if (norm.Parameters.Any()) Assert.Equal(DType.BFloat16, norm.Forward(input).DType);
    }

    /// <summary>libtorch keeps the casts of weights until the scope ends: what an optimiser changes inside must be seen inside.</summary>
    [Fact]
    public void WeightsThatChangeInside_AreCastAnew() {
        using var scope = new TensorScope();
        var layer = new Linear(2, 1, bias: false);
        var sgd = new Sgd(layer.Parameters, 1);
        Tensor input = Tensor.Ones([1, 2]);
        using var mixed = Autocast.On();
        using (GradientMode.Off()) layer.Weight.Fill(4);
        Tensor result = layer.Forward(input);
        Assert.Equal(8, result.ToDouble());
        result.Sum().Backward();
        sgd.Step();
        Assert.Equal(6, layer.Forward(input).ToDouble());
        using (GradientMode.Off()) layer.Weight.Fill(1);
        Assert.Equal(2, layer.Forward(input).ToDouble());
    }

    /// <summary>A cast made where recording is off would take no part in it later: the weight would never learn.</summary>
    [Fact]
    public void WhatWasComputedWithoutRecording_HidesNoGradient() {
        using var scope = new TensorScope();
        var layer = new Linear(2, 1);
        Tensor input = Tensor.Ones([1, 2]);
        using var mixed = Autocast.On();
        using (GradientMode.Off()) layer.Forward(input);
        layer.Forward(input).Sum().Backward();
        Assert.Equal([1f, 1], layer.Weight.Grad!.ToArray<float>());
        layer.Weight.Grad = null;
        using (GradientMode.Inference()) layer.Forward(input);
        layer.Forward(input).Sum().Backward();
        Assert.Equal([1f, 1], layer.Weight.Grad!.ToArray<float>());
    }

    [Fact]
    public void CastsOfWeights_AreFreedAtTheEnd() {
        using var weight = Tensor.Ones([512, 512]).WithGrad();
        using var input = Tensor.Ones([1, 512]);
        long before = TensorMemory.Bytes;
        using (Autocast.On()) {
            using (Autocast.On()) Use();
            Assert.True(TensorMemory.Bytes - before >= 512 * 512 * 2, "the cast is kept for the next use");
        }
        Assert.Equal(before, TensorMemory.Bytes);

        void Use() {
            using var scope = new TensorScope();
            input.MatMul(weight);
        }
    }

    [Fact]
    public void ABackwardPass_IsTheSameInsideAndOutside() {
        Assert.Equal(Gradient(inside: false), Gradient(inside: true));

        static float[] Gradient(bool inside) {
            using var scope = new TensorScope();
            Torch.Seed(1);
            var model = new Sequential(new Linear(16, 32), new LayerNorm(32), new Apply(x => Functional.Gelu(x)), new Linear(32, 4));
            // Its derivative has a product that a scope would round.
            var twice = new DifferentiableFunction("twice", (_, x) => [x[0] * 2], (_, g) => [g[0]!.MatMul(Tensor.Eye(4) * 2.001)]);
            Tensor input = Tensor.Randn([8, 16]), target = Tensor.Randn([8, 4]);
            using var mixed = Autocast.On();
            Tensor loss = Functional.MseLoss(twice.Apply(model.Forward(input).To(DType.Float32))[0], target);
            if (!inside) mixed.Dispose();
            loss.Backward();
            return [.. model.Parameters.SelectMany(p => p.Grad!.ToArray<float>())];
        }
    }

    /// <summary>Whatever a layer does, its weights get finite gradients of 32 bits, and so do those of a convolution before it.</summary>
    [Fact]
    public void EveryLayer_TrainsInside() {
        using var scope = new TensorScope();
        Torch.Seed(1);
        (Layer Layer, long[] In)[] cases = [
            (new Conv1d(2, 3, 3), [1, 2, 8]), (new Conv2d(2, 4, 3, stride: 2, padding: 1, groups: 2), [1, 2, 8, 8]),
            (new Conv3d(2, 2, 3, dilation: 2), [1, 2, 6, 6, 6]), (new ConvTranspose1d(2, 1, 4, stride: 2, padding: 1), [1, 2, 4]),
            (new ConvTranspose2d(2, 1, 3, stride: 2, padding: 1, outputPadding: 1), [1, 2, 4, 4]),
            (new ConvTranspose3d(2, 1, 2, stride: 2), [1, 2, 2, 2, 2]), (new Upsample(2), [1, 2, 2, 3]), (new Linear(4, 3), [1, 2, 4]),
            (new Dropout(0.5), [1, 2, 4]), (new Apply(x => Functional.MaxPool1d(x, 2)), [1, 2, 4]),
            (new Apply(x => Functional.MaxPool2d(x, 2)), [1, 2, 4, 4]), (new Apply(x => Functional.MaxPool3d(x, 2)), [1, 2, 4, 4, 4]),
            (new Apply(x => Functional.AvgPool1d(x, 2)), [1, 2, 4]), (new Apply(x => Functional.AvgPool2d(x, 2)), [1, 2, 4, 4]),
            (new Apply(x => Functional.AvgPool3d(x, 2)), [1, 2, 4, 4, 4]), (new Apply(Functional.Relu), [1, 2, 4]),
            (new Apply(Functional.Silu), [1, 2, 4]), (new Apply(x => Functional.Gelu(x)), [1, 2, 4]),
            (new Apply(x => Functional.LeakyRelu(x)), [1, 2, 4]), (new Apply(x => Functional.Softmax(x)), [1, 2, 4]),
            (new Apply(x => Tensor.Cat([x, x.To(DType.Float32)], 1)), [1, 2, 4]), (new Apply(x => Functional.Pad(x, [1, 1])), [1, 2, 4]),
            (new Apply(x => Functional.Pad(x, [1, 1], "reflect")), [1, 2, 4]), (new Apply(x => Functional.Normalize(x)), [1, 2, 4]),
            (new Apply(x => Functional.Interpolate(x, [5, 5], Sampling.Bilinear)), [1, 2, 3, 3]),
            (new Apply(x => Functional.Interpolate(x, [5, 5], Sampling.Bicubic)), [1, 2, 3, 3]),
            (new Apply(x => Functional.Interpolate(x, [5, 5, 5])), [1, 2, 3, 3, 3]),
            (new Apply(x => Functional.Interpolate(x, [5, 5, 5], Sampling.Bilinear)), [1, 2, 3, 3, 3]),
            (new Apply(x => Functional.GridSample(x, Tensor.Rand([1, 2, 2, 2]))), [1, 2, 3, 3]),
        ];
        var failed = new List<string>();
        for (int i = 0; i < cases.Length; i++) {
            (Layer layer, long[] shape) = cases[i];
            try {
                Layer before = shape.Length switch { 3 => new Conv1d(2, 2, 1), 4 => new Conv2d(2, 2, 1), _ => new Conv3d(2, 2, 1) };
                Tensor loss;
                using (Autocast.On()) {
                    Tensor middle = before.Forward(Tensor.Randn(shape));
                    Assert.Equal(DType.BFloat16, middle.DType);
                    loss = layer.Forward(middle).To(DType.Float32).Square().Mean();
                }
                loss.Backward();
                Assert.All(before.Parameters.Concat(layer.Parameters), p => Assert.True(p.Grad!.DType == DType.Float32
                    && double.IsFinite(p.Grad!.Abs().Sum().ToDouble())));
            } catch (TensorException e) {
                failed.Add($"{i}: {e.Message}");
            }
        }
        Assert.True(failed.Count == 0, string.Join('\n', failed));
    }
}
