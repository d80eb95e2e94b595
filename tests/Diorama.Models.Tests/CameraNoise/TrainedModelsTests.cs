using Diorama.Models.CameraNoise;

namespace Diorama.Models.Tests.CameraNoise;

public sealed class TrainedModelsTests : IDisposable {
    private readonly string folder = Directory.CreateTempSubdirectory("diorama-noise").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    private static readonly NoiseSet set = Pairs.Set((camera, iso, _, color, normal) => 4 * (camera + 1) * normal[color]);
    private static readonly NoiseModelKind kind =
        NoiseModelKind.Find("hetero") with { Training = new() { Steps = 5, Batch = 2, ValidateEvery = 5 }, OnSimulated = null };

    [Fact]
    public void Get_TrainsOnce_ForEachSeedTrainingAndSet() {
        var models = new TrainedModels(folder);
        NoiseModel first = models.Get(kind, set, 0);
        string file = Assert.Single(Directory.GetFiles(folder, "*.safetensors"));
        DateTime written = File.GetLastWriteTimeUtc(file);
        NoiseModel again = models.Get(kind, set, 0);
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));
        foreach (var (a, b) in first.NamedTensors().Zip(again.NamedTensors())) Assert.True(a.Tensor.EqualsAll(b.Tensor), a.Name);
        models.Get(kind, set, 1);
        models.Get(kind with { Training = kind.Training with { Steps = 6 } }, set, 0);
        models.Get(kind, Pairs.Set((camera, iso, _, color, normal) => 3 * normal[color]), 0);
        Assert.Equal(4, Directory.GetFiles(folder, "*.safetensors").Length);
        Assert.Equal(4, Directory.GetFiles(folder, "*.jsonl").Length);
        Assert.Equal(4, Directory.GetFiles(folder, "*.json").Length);
    }

    [Fact]
    public void Scores_OfTheRightModel_AreNearThoseOfASecondShot() {
        NoiseModelKind gaussian = NoiseModelKind.Find("diagonal");
        NoiseScores scores = NoiseScores.Of(new TrainedModels(folder).Get(gaussian, set, 0), set.Test, 0),
            floor = NoiseScores.Floor(set.Test);
        Assert.Equal(0.5 * (Math.Log(2 * Math.PI * Math.E) + (Math.Log(16.25) + Math.Log(64.25)) / 2), scores.Nll!.Value, 0.02);
        Assert.InRange(scores.Distance.Divergence, 0, 2 * floor.Distance.Divergence);
        Assert.InRange(scores.Distance.Horizontal, 0, 0.03);
        Assert.InRange(scores.Distance.Deviation, 0, 0.05);
        Assert.Null(floor.Nll);
        // Those of each image are of the same images.
        Assert.Equal(set.Test.Pairs.Count, scores.NllOfEach.Count);
        Assert.Equal(scores.Nll!.Value, scores.NllOfEach.Average(), 1e-9);
        Assert.Equal(scores.Distance.Divergence, scores.DivergenceOfEach.Average(), 1e-9);
        Assert.True(double.IsNaN(floor.Distance.Horizontal));
    }

    [Fact]
    public void Scores_OfAModelThatIsTooWide_AreRightAtALowerTemperature() {
        NoiseSet wide = Pairs.Set((camera, iso, _, color, normal) => 4 / 0.9f * (camera + 1) * normal[color]);
        NoiseModel model = new TrainedModels(folder).Get(NoiseModelKind.Find("diagonal"), wide, 0);
        double plain = NoiseScores.Of(model, set.Test, 0).Distance.Divergence,
            cool = NoiseScores.Of(model, set.Test, 0, 0.9).Distance.Divergence;
        Assert.InRange(cool, 0, 2 * NoiseScores.Floor(set.Test).Distance.Divergence);
        Assert.True(plain > 1.2 * cool, $"{plain} at 1, {cool} at 0.9");
    }

    [Fact]
    public void Kinds_TrainOtherwiseOnSimulatedPairs_WhereTheySaySo() {
        NoiseModelKind other = kind with { OnSimulated = kind.Training with { Steps = 7 } };
        var simulated = new NoiseSet("simulated", set.Grid, set.Train.Pairs, set.Validation.Pairs, set.Test.Pairs);
        Assert.Equal((5, 7), (other.For(set).Training.Steps, other.For(simulated).Training.Steps));
        Assert.Same(kind, kind.For(set));
        Assert.Equal(kind.Training with { ChooseBy = NoiseCriterion.Samples }, kind.For(simulated).Training);
    }
}
