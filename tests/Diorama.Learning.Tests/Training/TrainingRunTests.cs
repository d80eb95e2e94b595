using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Learning.Training;
using Diorama.Tensors;
using Diorama.Tensors.Layers;
using Diorama.Tensors.Optimisers;

namespace Diorama.Learning.Tests.Training;

/// <summary>Trainings of a small network on random numbers, which use libtorch's generator in each step.</summary>
public sealed class TrainingRunTests : IDisposable {
    private readonly ScratchFolder folder = new("training");
    private readonly TrainingPlan plan = new() { Steps = 30, WarmUp = 5, MaxGradientNorm = 1, ValidateEvery = 7 };

    private string PathOf(string name) => Path.Combine(folder.Path, name);

    public void Dispose() => folder.Dispose();

    private static Sequential Network() => new(new Linear(4, 16), new RunningMean(), new Linear(16, 1));

    /// <summary>An activation with a buffer that every step changes, as the statistics of a normalisation.</summary>
    private sealed class RunningMean : Layer {
        private readonly Tensor mean;

        public RunningMean() => mean = RegisterBuffer("mean", Tensor.Zeros([16]));

        public override Tensor Forward(Tensor input) {
            using var scope = new TensorScope();
            if (Training) {
                using var mode = Tensors.Autograd.GradientMode.Off();
                mean.CopyInPlace(mean * 0.9 + input.Detach().Mean([0]) * 0.1);
            }
            return scope.MoveOut(Functional.Relu(input - mean));
        }
    }

    private static Tensor Loss(Module network, long step) {
        Tensor x = Tensor.Randn([8, 4]), y = ((Sequential)network).Forward(x);
        return ((y - x.Sum([1], keepDim: true) * ((step % 3) + 1)).Square()).Mean();
    }

    private static double Score(Module network) {
        Tensor x = Tensor.Randn([64, 4]);
        return (((Sequential)network).Forward(x) - x.Sum([1], keepDim: true)).Abs().Mean().ToDouble();
    }

    /// <summary>Trains with a moving average, and stops after a number of steps of this run.</summary>
    private TrainingResult Train(TrainingOptions options, ulong seed = 1, int? stopAfter = null, Func<long, double>? factor = null,
        bool averaged = true) {
        using var cancellation = new CancellationTokenSource();
        using var run = TrainingRun.Start(seed, options with { Cancellation = cancellation.Token });
        using var scope = new TensorScope();
        Sequential network = Network(), copy = Network();
        MovingAverage? average = averaged ? new(copy, network, 0.9) : null;
        int made = 0;
        return run.Run(network, Adam.W(network.Parameters, 0.01), plan, step => {
            if (++made == stopAfter) cancellation.Cancel();
            Tensor loss = Loss(network, step);
            return factor is null ? loss : loss * factor(step);
        }, () => Score(averaged ? copy : network), average);
    }

    private static string[] WithoutSeconds(string log) => [.. File.ReadLines(log).Select(l => {
        JsonObject line = JsonNode.Parse(l)!.AsObject();
        line.Remove("seconds");
        return line.ToJsonString();
    })];

    /// <summary>Wherever it stops, and however often, it ends with the bytes of a run that never did.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(29)]
    [InlineData(30)]
    public void AStoppedTraining_EndsWithTheSameBytes(int stops) {
        TrainingResult whole = Train(new() { Path = PathOf("whole.safetensors") });
        Assert.Equal(30, whole.Steps);
        var options = new TrainingOptions { Path = PathOf("parts.safetensors") };
        int interruptions = 0;
        TrainingResult? parts = null;
        while (parts is null) {
            try {
                parts = Train(options, stopAfter: stops);
            } catch (OperationCanceledException) {
                interruptions++;
                Assert.True(File.Exists(PathOf("parts.checkpoint.safetensors")));
            }
        }
        Assert.Equal(29 / stops, interruptions);
        Assert.Equal((whole.Steps, whole.BestStep, whole.BestScore), (parts.Steps, parts.BestStep, parts.BestScore));
        Assert.Equal(File.ReadAllBytes(PathOf("whole.safetensors")), File.ReadAllBytes(PathOf("parts.safetensors")));
        Assert.Equal(WithoutSeconds(PathOf("whole.jsonl")), WithoutSeconds(PathOf("parts.jsonl")));
        Assert.Equal([7, 14, 21, 28, 30], WithoutSeconds(PathOf("parts.jsonl")).Select(l => (int)JsonNode.Parse(l)!["step"]!));
        Assert.True(File.Exists(PathOf("parts.png")));
        Assert.Equal(["parts.json", "parts.jsonl", "parts.png", "parts.safetensors"],
            Directory.GetFiles(folder.Path, "parts*").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    /// <summary>A process that was killed leaves the checkpoint of some step, and a log that may be longer.</summary>
    [Theory]
    [InlineData(14)]
    [InlineData(30)]
    public void AKilledTraining_EndsWithTheSameBytes(int at) {
        Train(new() { Path = PathOf("whole.safetensors") });
        var options = new TrainingOptions { Path = PathOf("parts.safetensors"), CheckpointMinutes = 0 };
        string checkpoint = PathOf("parts.checkpoint.safetensors"), kept = PathOf("kept");
        // The files as they are when the step begins whose number is given, and those of the end.
        Train(options, factor: step => {
            if (step == Math.Min(at, 29)) File.Copy(checkpoint, kept, overwrite: true);
            return 1;
        });
        File.Copy(kept, checkpoint);
        File.AppendAllText(PathOf("parts.jsonl"), "{\"step\":31,\"lo");
        Train(options);
        Assert.Equal(File.ReadAllBytes(PathOf("whole.safetensors")), File.ReadAllBytes(PathOf("parts.safetensors")));
        Assert.Equal(WithoutSeconds(PathOf("whole.jsonl")), WithoutSeconds(PathOf("parts.jsonl")));
    }

    [Fact]
    public void ATimeBudget_EndsAfterAWholeStep_AndItsNumberGivesTheSameWeights() {
        TrainingResult timed = Train(new() { Path = PathOf("timed.safetensors"), Minutes = 0.0001 });
        Assert.InRange(timed.Steps, 1, 29);
        JsonNode facts = JsonNode.Parse(File.ReadAllText(PathOf("timed.json")))!;
        Assert.Equal(timed.Steps, (long)facts["steps"]!);
        Train(new() { Path = PathOf("counted.safetensors"), Steps = timed.Steps });
        Assert.Equal(File.ReadAllBytes(PathOf("timed.safetensors")), File.ReadAllBytes(PathOf("counted.safetensors")));
    }

    [Fact]
    public void Accumulation_AveragesGradients() {
        (double[] accumulated, double[] whole) = (Weights(4), Weights(1));
        for (int i = 0; i < whole.Length; i++) Assert.Equal(whole[i], accumulated[i], 1e-5);

        double[] Weights(int parts) {
            using var scope = new TensorScope();
            using var run = TrainingRun.Start(3);
            var layer = new Linear(4, 1);
            Tensor x = Tensor.Randn([32, 4]);
            run.Run(layer, new Sgd(layer.Parameters, 0.1), new() { Steps = 5, Decay = RateDecay.Constant, Accumulation = parts },
                step => layer.Forward(x.Narrow(0, (step % parts) * 32 / parts, 32 / parts)).Square().Mean());
            return [.. layer.Parameters.SelectMany(p => p.ToArray<float>()).Select(v => (double)v)];
        }
    }

    [Fact]
    public void TheRate_FollowsThePlan() {
        var cosine = new TrainingPlan { Steps = 100, WarmUp = 10, LastRate = 0 };
        Assert.Equal(0.1, cosine.RateAt(0), 1e-12);
        Assert.Equal(0.5, cosine.RateAt(50), 1e-12);
        var drops = new TrainingPlan { Steps = 100, Decay = RateDecay.Constant, Drops = [(0.6, 0.1), (0.85, 0.05)] };
        Assert.Equal([1, 0.1, 0.1, 0.05], new long[] { 59, 60, 84, 85 }.Select(drops.RateAt));
    }

    /// <summary>The worst seen is named, and what was good until then is kept.</summary>
    [Fact]
    public void ALossThatIsNotFinite_StopsTheTraining_AndKeepsTheBestWeights() {
        TrainingOptions options = new() { Path = PathOf("a.safetensors") };
        var e = Assert.Throws<TrainingDivergedException>(() => Train(options, factor: step => step == 17 ? double.NaN : 1));
        Assert.Equal((18, 14 >= e.BestStep), (e.Step, true));
        Assert.Equal($"{options.Path} diverged at step 18: the loss is NaN, the norm of the gradient NaN, finite numbers were expected; "
            + $"the weights of step {e.BestStep} are kept", e.Message);
        Train(new() { Path = PathOf("b.safetensors"), Steps = e.BestStep });
        Assert.Equal(File.ReadAllBytes(PathOf("b.safetensors"))[^64..], File.ReadAllBytes(PathOf("a.safetensors"))[^64..]);
        Assert.Equal(18, (int)JsonNode.Parse(File.ReadAllText(PathOf("a.json")))!["diverged_at"]!);
        // A gradient that is too large, before any validation.
        e = Assert.Throws<TrainingDivergedException>(() => Train(new() { Path = PathOf("c.safetensors") },
            factor: step => step == 2 ? double.PositiveInfinity : 1));
        Assert.EndsWith("no weights had been validated before", e.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf("c.safetensors")));
        // The same command comes to the same end; one whose step is mended goes on.
        Assert.Equal(3, Assert.Throws<TrainingDivergedException>(() => Train(new() { Path = PathOf("c.safetensors") },
            factor: step => step == 2 ? double.PositiveInfinity : 1)).Step);
        Assert.Equal(30, Train(new() { Path = PathOf("c.safetensors") }).Steps);
    }

    [Fact]
    public void TwoTrainingsOfOneName_AtOnce_AreRefused() {
        TrainingOptions options = new() { Path = PathOf("a.safetensors") };
        using (TrainingRun.Start(1, options)) {
            Assert.Equal($"{options.Path} is being trained by another process; one at a time was expected",
                Assert.Throws<BadInputException>(() => TrainingRun.Start(2, options)).Message);
        }
        TrainingRun.Start(1, options).Dispose();
    }

    [Fact]
    public void ACheckpointOfAnotherTraining_IsRefused() {
        TrainingOptions options = new() { Path = PathOf("a.safetensors"), Identity = "toy small" };
        Assert.Throws<OperationCanceledException>(() => Train(options, stopAfter: 3));
        string checkpoint = PathOf("a.checkpoint.safetensors");
        Assert.Equal($"{checkpoint} is a checkpoint of another training: its training is 'toy small, seed 1', expected "
            + "'toy small, seed 2'; remove it to start anew", Assert.Throws<BadInputException>(() => Train(options, seed: 2)).Message);
        Assert.Contains("its training is 'toy small, seed 1', expected 'toy paper, seed 1'",
            Assert.Throws<BadInputException>(() => Train(options with { Identity = "toy paper" })).Message, StringComparison.Ordinal);
        // The same names and another shape: without the average there are fewer tensors.
        Assert.Contains("a.checkpoint.safetensors has a tensor 'average.", Assert.Throws<BadInputException>(() =>
            Train(options, averaged: false)).Message, StringComparison.Ordinal);
        byte[] good = File.ReadAllBytes(checkpoint);
        File.WriteAllText(checkpoint, Encoding.Latin1.GetString(good).Replace("\"fact.version\":\"1\"", "\"fact.version\":\"9\"",
            StringComparison.Ordinal), Encoding.Latin1);
        Assert.Contains("its version is '9', expected '1'", Assert.Throws<BadInputException>(() => Train(options)).Message,
            StringComparison.Ordinal);
        File.WriteAllBytes(checkpoint, good[..200]);
        Assert.StartsWith(checkpoint, Assert.Throws<BadInputException>(() => Train(options)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(checkpoint, good);
        Assert.Equal(30, Train(options with { StartsAnew = true }).Steps);
    }

    [Fact]
    public void ModelsThatUpdateThemselves_ResumeToo() {
        Assert.Equal(Run("a", null), Run("b", 4));

        byte[] Run(string name, int? stopAfter) {
            while (true) {
                using var cancellation = new CancellationTokenSource();
                using var scope = new TensorScope();
                using var run = TrainingRun.Start(5, new() { Path = PathOf(name + ".safetensors"), Cancellation = cancellation.Token });
                (Linear first, Linear second) = (new(4, 4), new(4, 1));
                (Sgd one, Sgd two) = (new(first.Parameters, 0.05, momentum: 0.9), new(second.Parameters, 0.02));
                int made = 0;
                try {
                    run.Run([("first", first), ("second", second)], [("one", one), ("two", two)], new() { Steps = 13 }, step => {
                        if (++made == stopAfter) cancellation.Cancel();
                        double sum = 0;
                        foreach (Optimiser optimiser in (Optimiser[])[one, two]) {
                            one.ZeroGrad();
                            two.ZeroGrad();
                            Tensor loss = second.Forward(first.Forward(Tensor.Randn([8, 4]))).Square().Mean();
                            loss.Backward();
                            optimiser.Step();
                            sum += loss.ToDouble();
                        }
                        return sum;
                    });
                    return File.ReadAllBytes(PathOf(name + ".safetensors"));
                } catch (OperationCanceledException) {
                }
            }
        }
    }

    [Fact]
    public void AValidationThatIsNoNumber_IsWorseThanAny() {
        using var scope = new TensorScope();
        using var run = TrainingRun.Start(1);
        var layer = new Linear(4, 1);
        double[] scores = [double.NaN, 3, 2, double.NaN, 5];
        int at = 0;
        TrainingResult result = run.Run(layer, new Sgd(layer.Parameters, 0.01), new() { Steps = 5, ValidateEvery = 1 },
            _ => layer.Forward(Tensor.Rand([8, 4])).Mean(), () => scores[at++]);
        Assert.Equal((3, 2.0), (result.BestStep, result.BestScore));
    }

    [Fact]
    public void Facts_StandBesideTheWeights() {
        Train(new() { Path = PathOf("a.safetensors"), Identity = "toy small", Facts = new Dictionary<string, string> {
            ["command"] = "diorama model train toy", ["licence"] = "CC0-1.0" } }, seed: 8);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(PathOf("a.json")));
        Assert.Equal(["command", "licence", "training", "seed", "steps", "best_step", "score", "minutes", "device"],
            json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("toy small", 8, 30), (json.RootElement.GetProperty("training").GetString(),
            json.RootElement.GetProperty("seed").GetInt32(), json.RootElement.GetProperty("steps").GetInt32()));
    }
}
