using System.Text.Json;
using Diorama.Core.Randomness;
using Diorama.Learning.Training;
using Diorama.Models.CameraNoise;
using Diorama.Models.CameraNoise.Baselines;

namespace Diorama.Models.Tests.CameraNoise;

public sealed class NoiseTrainerTests : IDisposable {
    private readonly string folder = Directory.CreateTempSubdirectory("diorama-noise").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    /// <summary>Two deviations, 4 and 8 grey levels, by camera; shifted by ISO.</summary>
    private static readonly NoiseSet set = Pairs.Set((camera, iso, _, color, normal) => iso / 200 + 4 * (camera + 1) * normal[color]);

    private string Log => Path.Combine(folder, "weights.jsonl");

    [Fact]
    public void Train_KeepsTheBestWeights_LogsEachLook_AndRepeats() {
        (IsotropicGaussian Model, TrainingResult Result) Train() =>
            NoiseTrainer.Train(() => new IsotropicGaussian(set.Grid), set,
            new() { Steps = 30, Batch = 4, ValidateEvery = 10, LearningRate = 0.05 }, options: new() {
                Path = Path.Combine(folder, "weights.safetensors") });
        var (model, result) = Train();
        string[] lines = File.ReadAllLines(Log);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("{\"step\":10,\"loss\":", lines[0]);
        int[] all = [.. Enumerable.Range(0, set.Validation.Count)];
        Assert.Equal(result.BestScore, NoiseTrainer.Nll(model, set.Validation, set.Validation.Shuffled(Keyed.Start(0).With("validation"))),
            1e-6);
        Assert.False(model.Training);
        Assert.Equal(result.BestScore, Train().Result.BestScore);
        Assert.Equal(NoiseTrainer.Nll(model, set.Validation, all), result.BestScore, 1e-3);
    }

    /// <summary>The order of patches is a function of the step, so that a training goes on where it was.</summary>
    [Fact]
    public void Train_GoesOnAfterAnInterruption_WithTheSameBytes() {
        var training = new NoiseTraining { Steps = 12, Batch = 5, ValidateEvery = 4, LearningRate = 0.05 };
        byte[] Train(string name, int stops) {
            string path = Path.Combine(folder, name + ".safetensors");
            // Each of these makes one step.
            for (int i = 0; i < stops; i++) {
                Assert.Throws<OperationCanceledException>(() => NoiseTrainer.Train(() => new SpatialFlow(set.Grid), set, training, 3,
                    new() { Path = path, Cancellation = new(canceled: true) }));
            }
            NoiseTrainer.Train(() => new SpatialFlow(set.Grid), set, training, 3, new() { Path = path });
            return File.ReadAllBytes(path);
        }
        Assert.Equal(Train("whole", 0), Train("stopped", 7));
    }

    [Fact]
    public void Train_BySamples_KeepsTheWeightsWhoseSamplesAreNearest_WhateverLikelihoodSays() {
        // Heavy tails: the likeliest normal noise is wider than the one whose histogram is nearest.
        NoiseSet tailed = Pairs.Set((_, _, _, color, normal) => 3 * normal[color] * normal[color] * normal[color]);
        var training = new NoiseTraining { Steps = 40, Batch = 2, ValidateEvery = 1, LearningRate = 0.3 };
        int[] numbers = tailed.Validation.Shuffled(Keyed.Start(0).With("validation"));
        (IsotropicGaussian Model, TrainingResult Result, JsonElement Least) Train(NoiseCriterion by) {
            var (model, result) = NoiseTrainer.Train(() => new IsotropicGaussian(tailed.Grid), tailed, training with { ChooseBy = by },
                options: new() { Path = Path.Combine(folder, "weights.safetensors") });
            return (model, result, File.ReadLines(Log).Select(l => JsonDocument.Parse(l).RootElement)
                .MinBy(l => l.GetProperty("validation").GetDouble()));
        }
        var bySamples = Train(NoiseCriterion.Samples);
        var byLikelihood = Train(NoiseCriterion.Likelihood);
        // The training is the same, what is kept is not.
        Assert.NotEqual(bySamples.Result.BestStep, byLikelihood.Result.BestStep);
        foreach (var (_, result, least) in new[] { bySamples, byLikelihood }) {
            Assert.Equal(least.GetProperty("step").GetInt64(), result.BestStep);
            Assert.Equal(least.GetProperty("validation").GetDouble(), result.BestScore, 1e-9);
        }
        Assert.Equal(bySamples.Result.BestScore, NoiseTrainer.Divergence(bySamples.Model, tailed.Validation, numbers), 1e-6);
        Assert.Equal(byLikelihood.Result.BestScore, NoiseTrainer.Nll(byLikelihood.Model, tailed.Validation, numbers), 1e-6);
        Assert.True(NoiseTrainer.Divergence(byLikelihood.Model, tailed.Validation, numbers) > bySamples.Result.BestScore);
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
