using Diorama.Core.Files;
using Diorama.Learning.Backbones;
using Diorama.Learning.Training;
using Diorama.Tensors;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Layers;
using Diorama.Tensors.Optimisers;

namespace Diorama.Learning.Tests.Training;

/// <summary>Trainings whose steps compute in mixed precision.</summary>
public sealed class MixedPrecisionTests : IDisposable {
    private readonly ScratchFolder folder = new("mixed");

    public void Dispose() => folder.Dispose();

    /// <summary>Fits a blurred picture under noise, whose mean square is what no network can learn; scores in 32 bits.</summary>
    private static double ScoreOfUNet(bool mixed) {
        using var scope = new TensorScope();
        using var run = TrainingRun.Start(1);
        var network = new UNet(1, 1, [16, 32]);
        Tensor blur = Tensor.From([1f, 2, 1, 2, 4, 2, 1, 2, 1]).Reshape(1, 1, 3, 3) / 16, x = Tensor.Randn([32, 1, 16, 16]),
            y = Target(x);
        return run.Run(network, Adam.W(network.Parameters, 3e-3), new() { Steps = 300, WarmUp = 20, ValidateEvery = 300 }, _ => {
            Tensor input = Tensor.Randn([8, 1, 16, 16]), target = Target(input);
            using Autocast? precision = mixed ? Autocast.On() : null;
            return Functional.MseLoss(network.Forward(input), target);
        }, () => Functional.MseLoss(network.Forward(x), y).ToDouble()).BestScore;

        Tensor Target(Tensor clean) => Functional.Conv2d(clean, blur, padding: 1) + Tensor.Randn(clean.Shape) * 0.1;
    }

    /// <summary>Predicts the next of three symbols, whose order is known but for a tenth; scores in 32 bits.</summary>
    private static double ScoreOfTransformer(bool mixed) {
        using var scope = new TensorScope();
        using var run = TrainingRun.Start(2);
        var network = new SequenceNetwork();
        Tensor symbols = Sequence(64);
        return run.Run(network, Adam.W(network.Parameters, 3e-3), new() { Steps = 250, WarmUp = 20, ValidateEvery = 250 }, _ => {
            Tensor batch = Sequence(16);
            using Autocast? precision = mixed ? Autocast.On() : null;
            return network.Loss(batch);
        }, () => network.Loss(symbols).ToDouble()).BestScore;

        // Every symbol is the sum of the two before it, but for a random one now and then.
        static Tensor Sequence(long count) {
            Tensor random = Tensor.RandInt(0, 3, [count, 16]), isFree = Tensor.Rand([count, 16]).Lt(0.1);
            var columns = new List<Tensor> { random.Select(1, 0), random.Select(1, 1) };
            for (int i = 2; i < 16; i++) {
                Tensor sum = (columns[i - 1] + columns[i - 2]).Remainder(3);
                columns.Add(Tensor.Where(isFree.Select(1, i), random.Select(1, i), sum));
            }
            return Tensor.Stack([.. columns], 1);
        }
    }

    private sealed class SequenceNetwork : Module {
        private readonly Embedding symbols, places;
        private readonly Transformer body;
        private readonly Linear last;

        public SequenceNetwork() {
            symbols = RegisterModule("symbols", new Embedding(3, 32));
            places = RegisterModule("places", new Embedding(16, 32));
            body = RegisterModule("body", new Transformer(2, 32, 4));
            last = RegisterModule("last", new Linear(32, 3));
        }

        public Tensor Loss(Tensor batch) {
            Tensor x = symbols.Forward(batch.Narrow(1, 0, 15)) + places.Forward(Tensor.Arange(0, 15, dtype: DType.Int64));
            return Functional.CrossEntropy(last.Forward(body.Forward(x, causal: true)).Flatten(0, 1), batch.Narrow(1, 1, 15).Flatten());
        }
    }

    /// <summary>Loss after some hundred steps, within 1 % of the one that 32 bits reach; it is far below what no training has.</summary>
    [BFloat16Fact]
    public void AUNet_ReachesTheSameLoss() {
        double exact = ScoreOfUNet(false), mixed = ScoreOfUNet(true);
        Assert.InRange(exact, 0.009, 0.02);
        Assert.NotEqual(exact, mixed);
        Assert.True(Math.Abs(mixed / exact - 1) < 0.01, $"{exact} in 32 bits, {mixed} in mixed precision");
    }

    [BFloat16Fact]
    public void ATransformer_ReachesTheSameLoss() {
        double exact = ScoreOfTransformer(false), mixed = ScoreOfTransformer(true);
        Assert.InRange(exact, 0.2, 0.7);
        Assert.NotEqual(exact, mixed);
        Assert.True(Math.Abs(mixed / exact - 1) < 0.01, $"{exact} in 32 bits, {mixed} in mixed precision");
    }

    /// <summary>Nothing of the casts outlives a step: a training that is stopped ends with the bytes of one that is not.</summary>
    [Fact]
    public void AStoppedTraining_EndsWithTheSameBytes() {
        Assert.Equal(Train("whole", null), Train("parts", 5));

        byte[] Train(string name, int? stopAfter) {
            string path = Path.Combine(folder.Path, name + ".safetensors");
            while (true) {
                using var cancellation = new CancellationTokenSource();
                using var scope = new TensorScope();
                using var run = TrainingRun.Start(5, new() { Path = path, Cancellation = cancellation.Token });
                var network = new UNet(1, 1, [8, 16], normalisation: Normalisation.Batch);
                int made = 0;
                try {
                    run.Run(network, Adam.W(network.Parameters, 1e-3), new() { Steps = 13, ValidateEvery = 4 }, _ => {
                        if (++made == stopAfter) cancellation.Cancel();
                        using var mixed = Autocast.On();
                        Tensor x = Tensor.Randn([2, 1, 8, 8]);
                        return Functional.MseLoss(network.Forward(x), x * 0.5);
                    }, () => {
                        using var mixed = Autocast.On();
                        Tensor x = Tensor.Randn([2, 1, 8, 8]);
                        return Functional.MseLoss(network.Forward(x), x * 0.5).ToDouble();
                    });
                    Assert.False(Autocast.IsOn());
                    return File.ReadAllBytes(path);
                } catch (OperationCanceledException) {
                    Assert.False(Autocast.IsOn());
                }
            }
        }
    }

    public static TheoryData<string> BackboneNames => [.. Backbones.Keys];

    private static readonly Dictionary<string, Func<(Module, Func<Tensor>)>> Backbones = new() {
        ["residual network"] = () => {
            var net = new ResNet18(classes: 5);
            return (net, () => net.Forward(Tensor.Rand([2, 3, 64, 64])));
        },
        ["U-Net"] = () => {
            var net = new UNet(3, 2, [16, 32], learnsUp: true);
            return (net, () => net.Forward(Tensor.Rand([1, 3, 16, 16])));
        },
        ["U-Net of volumes"] = () => {
            var net = new UNet(1, 2, [16, 32], volume: true, normalisation: Normalisation.Batch);
            return (net, () => net.Forward(Tensor.Rand([2, 1, 8, 8, 8])));
        },
        ["hourglass"] = () => {
            var net = new StackedHourglass(stackCount: 2, features: 128);
            return (net, () => net.Forward(Tensor.Rand([1, 3, 32, 32])).Aggregate((a, b) => a + b));
        },
        ["transformer"] = () => {
            var net = new Transformer(2, 16, 2, dropout: 0.1);
            return (net, () => net.Forward(Tensor.Randn([2, 6, 16]), causal: true));
        },
        ["point network"] = () => {
            var net = new LocalPoolPointNet(resolution: 4, features: 8, hidden: 16);
            foreach (Tensor p in net.Parameters.Where(p => p.Dim == 2)) Initial.Normal(p, 0.3);
            return (net, () => {
                Tensor points = Tensor.Rand([2, 50, 3]);
                return net.Grid(points, net.Forward(points));
            });
        },
        ["coordinates"] = () => {
            var net = CoordinateNetwork.Fourier(2, width: 32);
            return (net, () => net.Forward(Tensor.Rand([20, 3])));
        },
        ["hash grid"] = () => {
            var net = CoordinateNetwork.HashGrid(3, new HashGridEncoding(2, levels: 4, logRows: 10, finest: 64));
            return (net, () => net.Forward(Tensor.Rand([50, 2])));
        },
        ["VQ autoencoder"] = () => {
            var net = new VqAutoencoder([16, 32], codes: 16, codeSize: 8, blocks: 1);
            return (net, () => {
                (Tensor images, Quantised code) = net.Forward(Tensor.Rand([1, 3, 16, 16]));
                return images.Mean() + code.Loss;
            });
        },
    };

    [Theory]
    [MemberData(nameof(BackboneNames))]
    public void Backbones_TrainInside(string name) {
        using var scope = new TensorScope();
        Torch.Seed(3);
        (Module net, Func<Tensor> forward) = Backbones[name]();
        Tensor loss;
        using (Autocast.On()) loss = forward().To(DType.Float32).Square().Mean();
        loss.Backward();
        Assert.All(net.NamedParameters(), p => Assert.True(p.Tensor.Grad is { DType: DType.Float32 } gradient
            && double.IsFinite(gradient.Abs().Sum().ToDouble()), $"{p.Name} has no gradient of 32 bits"));
    }

    /// <summary>Which code is nearest would be a matter of rounding: inside it is found in 32 bits.</summary>
    [Fact]
    public void CodesOfAQuantiser_AreThoseOf32Bits() {
        using var scope = new TensorScope();
        using var mode = GradientMode.Off();
        Torch.Seed(3);
        var quantiser = new VectorQuantiser(256, 8);
        quantiser.Eval();
        Initial.Normal(quantiser.Codebook, 1);
        Tensor features = Tensor.Randn([1, 8, 32, 32]);
        Quantised exact = quantiser.Forward(features);
        using var mixed = Autocast.On();
        Quantised found = quantiser.Forward(features);
        Assert.Equal(exact.Codes.ToArray<long>(), found.Codes.ToArray<long>());
        Assert.Equal(DType.Float32, found.Loss.DType);
    }
}
