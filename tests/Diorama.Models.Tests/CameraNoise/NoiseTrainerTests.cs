using System.Text.Json;
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
        (IsotropicGaussian Model, NoiseTrainingResult Result) Train() =>
            NoiseTrainer.Train(() => new IsotropicGaussian(set.Grid), set,
            new() { Steps = 30, Batch = 4, ValidateEvery = 10, LearningRate = 0.05, Log = log });
        var (model, result) = Train();
        string[] lines = File.ReadAllLines(log);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("{\"step\":10,\"loss\":", lines[0]);
        int[] all = [.. Enumerable.Range(0, set.Validation.Count)];
        Assert.Equal(result.Validation, NoiseTrainer.Nll(model, set.Validation, set.Validation.Shuffled(Keyed.Start(0).With("validation"))),
            1e-6);
        Assert.False(model.Training);
        Assert.Equal(result.Validation, Train().Result.Validation);
        Assert.Equal(NoiseTrainer.Nll(model, set.Validation, all), result.Validation, 1e-3);
    }

    [Fact]
    public void Train_BySamples_KeepsTheWeightsWhoseSamplesAreNearest_WhateverLikelihoodSays() {
        string log = Path.Combine(folder, "samples.jsonl");
        // Heavy tails: the likeliest normal noise is wider than the one whose histogram is nearest.
        NoiseSet tailed = Pairs.Set((_, _, _, color, normal) => 3 * normal[color] * normal[color] * normal[color]);
        var training = new NoiseTraining { Steps = 40, Batch = 2, ValidateEvery = 1, LearningRate = 0.3, Log = log };
        var (model, bySamples) = NoiseTrainer.Train(() => new IsotropicGaussian(tailed.Grid), tailed,
            training with { ChooseBy = NoiseCriterion.Samples });
        JsonElement[] lines = [.. File.ReadLines(log).Select(l => JsonDocument.Parse(l).RootElement)];
        JsonElement least = lines.MinBy(l => l.GetProperty("divergence").GetDouble()), likeliest =
            lines.MinBy(l => l.GetProperty("validation").GetDouble());
        Assert.NotEqual(likeliest.GetProperty("step").GetInt32(), least.GetProperty("step").GetInt32());
        Assert.Equal(least.GetProperty("step").GetInt32(), bySamples.BestStep);
        Assert.Equal(least.GetProperty("divergence").GetDouble(),
            NoiseTrainer.Divergence(model, tailed.Validation, tailed.Validation.Shuffled(Keyed.Start(0).With("validation"))), 1e-6);
        // Looking at samples does not change what is learned.
        var (_, byLikelihood) = NoiseTrainer.Train(() => new IsotropicGaussian(tailed.Grid), tailed, training);
        Assert.Equal(likeliest.GetProperty("step").GetInt32(), byLikelihood.BestStep);
        Assert.Equal(likeliest.GetProperty("validation").GetDouble(), byLikelihood.Validation, 1e-6);
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
