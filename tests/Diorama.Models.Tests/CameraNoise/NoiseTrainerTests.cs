using Diorama.Core.Randomness;
using Diorama.Models.CameraNoise;

namespace Diorama.Models.Tests.CameraNoise;

public sealed class NoiseTrainerTests : IDisposable {
    private readonly string folder = Directory.CreateTempSubdirectory("diorama-noise").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    /// <summary>Two deviations, 4 and 8 grey levels, by camera; shifted by ISO.</summary>
    private static readonly NoiseSet set = Pairs.Set((camera, iso, _, color, normal) => iso / 200 + 4 * (camera + 1) * normal[color]);

    [Fact]
    public void Train_KeepsTheBestWeights_LogsEachLook_AndRepeats() {
        string log = Path.Combine(folder, "log.jsonl");
        (IsotropicGaussian Model, NoiseTrained Result) Train() =>
            NoiseTrainer.Train(() => new IsotropicGaussian(set.Grid), set, new() { Steps = 30, Batch = 4, ValidateEvery = 10, LearningRate = 0.05, Log = log });
        var (model, result) = Train();
        string[] lines = File.ReadAllLines(log);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("{\"step\":10,\"loss\":", lines[0]);
        int[] all = [.. Enumerable.Range(0, set.Validation.Count)];
        Assert.Equal(result.Validation, NoiseTrainer.Nll(model, set.Validation, set.Validation.Shuffled(Keyed.Start(0).With("validation"))), 1e-6);
        Assert.False(model.Training);
        Assert.Equal(result.Validation, Train().Result.Validation);
        Assert.Equal(NoiseTrainer.Nll(model, set.Validation, all), result.Validation, 1e-3);
    }

    [Fact]
    public void Nll_OfNormalNoise_IsTheClosedForm() {
        var (model, _) = NoiseTrainer.Train(() => new IsotropicGaussian(set.Grid), set, new() { Steps = 0 });
        double expected = 0;
        foreach (double s in (double[])[4, 8]) expected += 0.5 * Math.Log(2 * Math.PI * Math.E * (s * s + 1 / 12.0 + 1 / 6.0)) / 2;
        Assert.Equal(expected, NoiseTrainer.Nll(model, set.Test, [.. Enumerable.Range(0, set.Test.Count)]), 0.01);
        // The published check: 3.703 per number is σ = 9.8.
        Assert.Equal(3.703, 0.5 * Math.Log(2 * Math.PI * Math.E) + Math.Log(9.8), 0.003);
    }
}
