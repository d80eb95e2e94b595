using Diorama.Core;
using Diorama.Tensors.Files;
using Diorama.Tensors.Layers;
using Diorama.Tensors.Optimisers;

namespace Diorama.Tensors.Tests.Files;

public sealed class CheckpointTests : IDisposable {
    private readonly string folder = Directory.CreateTempSubdirectory("diorama-checkpoint").FullName;

    private string In(string name) => Path.Combine(folder, name);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Everything that has state: weights, running statistics, dropout, moments, a schedule, random data.</summary>
    private sealed class Net : Module {
        private readonly Linear first, second;
        private readonly BatchNorm norm;

        public Net(int width = 8) {
            first = RegisterModule("first", new Linear(4, width));
            norm = RegisterModule("norm", new BatchNorm(width));
            second = RegisterModule("second", new Linear(width, 1));
        }

        public Tensor Forward(Tensor x) => second.Forward(Functional.Dropout(norm.Forward(first.Forward(x)).Tanh(), 0.2, Training));
    }

    /// <summary>A training run with two groups of parameters and an average of its weights.</summary>
    private sealed class Run {
        public Net Net { get; } = new();
        public Adam Adam { get; }
        public Checkpoint Checkpoint { get; }
        private readonly Net averageNet = new();
        private readonly MovingAverage average;

        public Run() {
            Adam = new([new ParameterGroup(Net.Parameters.Take(2), 0.02), new ParameterGroup(Net.Parameters.Skip(2), 0.01, 0.1)],
                decoupled: true);
            average = new MovingAverage(averageNet, Net, 0.99);
            Checkpoint = new Checkpoint().Add("net", Net).Add("adam", Adam).Add("average", averageNet).Add("average", average);
        }

        public void Train(long from, long to) {
            for (long step = from; step < to; step++) {
                using var scope = new TensorScope();
                Adam.SetRate(Schedule.Cosine(step, 20));
                Adam.ZeroGrad();
                var x = Tensor.Randn([16, 4]);
                Functional.MseLoss(Net.Forward(x), x.Square().Sum([1], keepDim: true)).Backward();
                Adam.Step();
                average.Update();
            }
        }

        public string Bits() =>
            string.Join('\n', Net.NamedTensors().Concat(averageNet.NamedTensors()).Select(t => $"{t.Name} {Hex(t.Tensor)}").Concat(
            Net.Parameters.SelectMany(Adam.State).Select(Hex)).Append(Hex(Torch.RandomState(Device.Cpu))));
    }

    private static string Hex(Tensor tensor) {
        if (tensor.DType == DType.UInt8) return Convert.ToHexString(tensor.ToArray<byte>());
        if (tensor.DType == DType.Int64) return string.Join(',', tensor.ToArray<long>());
        return string.Join(',', tensor.Detach().ToArray<float>().Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void AResumedRun_ComputesTheSameBits() {
        Torch.Seed(5);
        var whole = new Run();
        whole.Train(0, 20);
        string expected = whole.Bits();

        Torch.Seed(5);
        var half = new Run();
        half.Train(0, 10);
        half.Checkpoint.Save(In("last.safetensors"), 10);
        Assert.NotEqual(expected, half.Bits());

        // Another process would have other weights and other random numbers.
        Torch.Seed(77);
        var resumed = new Run();
        resumed.Train(0, 3);
        long step = resumed.Checkpoint.Load(In("last.safetensors"));
        Assert.Equal(10, step);
        Assert.Equal(10, resumed.Adam.Steps);
        resumed.Train(step, 20);
        Assert.Equal(expected, resumed.Bits());
    }

    [Fact]
    public void Weights_GoIntoAModelOfTheSameKind_AndNoOther() {
        using var scope = new TensorScope();
        var (from, to) = (new Net(), new Net());
        Weights.Save(In("net.safetensors"), from, new Dictionary<string, string> { ["size"] = "small" });
        Weights.Load(In("net.safetensors"), to);
        foreach (var ((name, a), (_, b)) in from.NamedTensors().Zip(to.NamedTensors())) Assert.True(a.EqualsAll(b), name);
        using (var file = new SafeTensorsFile(In("net.safetensors"))) {
            Assert.Contains("first.weight", file.Entries.Select(e => e.Name));
            Assert.Equal("small", file.Metadata["size"]);
        }
        string Message(Action act) => Assert.Throws<BadInputException>(act).Message;
        Assert.EndsWith("has 'first.weight' with the shape [8, 4]: [6, 4] was expected.",
            Message(() => Weights.Load(In("net.safetensors"), new Net(6))));
        Assert.Contains("has no tensor 'weight': expected ", Message(() => Weights.Load(In("net.safetensors"), new Linear(4, 8))));
        SafeTensors.Write(In("more.safetensors"), from.NamedTensors().Append(("first.wieght", Tensor.Ones([1]))));
        Assert.Contains("has a tensor 'first.wieght', for which there is no place: expected first.weight",
            Message(() => Weights.Load(In("more.safetensors"), to)));
        Assert.Contains("no tensor 'net.first.weight'", Message(() => new Checkpoint().Add("net", to).Load(In("net.safetensors"))));
    }
}
