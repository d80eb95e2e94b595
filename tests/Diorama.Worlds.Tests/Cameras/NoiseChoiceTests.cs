using Diorama.Core;
using Diorama.Sensors.Profiles;
using Diorama.Worlds.Cameras;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Tests.Cameras;

public sealed class NoiseChoiceTests : IDisposable {
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, true);

    private CameraProfiles Cameras() {
        File.WriteAllText(Path.Combine(folder, "noiseprofiles.json"), """
            {"noiseprofiles": [{"maker": "Nikon", "models": [{"model": "D800", "profiles": [
              {"iso": 100, "a": [1e-5, 1e-5, 1e-5], "b": [0, 0, 0]}, {"iso": 3200, "a": [3e-4, 3e-4, 3e-4], "b": [0, 0, 0]}]}]}]}
            """);
        File.WriteAllText(Path.Combine(folder, "wb_presets.json"), """{"wb_presets": []}""");
        return CameraProfiles.Read(folder);
    }

    private static Recipe Of(string lines) => RecipeFile.Parse($"recipe: 1\nworld: {{kind: rooms}}\n{lines}\n", "r.yaml");

    [Fact]
    public void WithoutAModel_NothingIsDrawn_AndNoPackIsLookedFor() {
        Recipe recipe = Of("");
        var draw = new Draw(recipe, 0);
        Assert.Null(NoiseChoice.Of(recipe, draw));
        Assert.Empty(draw.Values);
        Assert.Null(NoiseChoice.Check(recipe, () => throw new InvalidOperationException()));
    }

    [Fact]
    public void ValuesOfTheScene_AreRecorded() {
        Recipe recipe = Of("noise: {model: flow, camera: {choice: [Nikon D800, Canon EOS 80D]}, iso: [400, 800]}");
        var draw = new Draw(recipe, 3);
        NoiseChoice choice = NoiseChoice.Of(recipe, draw)!;
        Assert.Equal(("flow", 1.0), (choice.Model, choice.Temperature));
        Assert.InRange(choice.Iso, 400, 800);
        Assert.Equal(["noise.camera", "noise.iso", "noise.temperature"], draw.Values.Select(v => v.Key));
        Assert.NotEqual(choice.Iso, NoiseChoice.Of(recipe, new(recipe, 4))!.Iso);
        Assert.Equal(choice, NoiseChoice.Of(recipe, new(recipe, 3)));
    }

    [Fact]
    public void Check_ReadsWhatShips() =>
    Assert.Empty(NoiseChoice.Check(Of("noise: {model: flow, camera: D800, iso: [100, 3200]}"), Cameras)!.Cameras);

    [Theory]
    [InlineData("noise: {model: flow, camera: Nikon D801}", "noise.camera: There is no camera 'Nikon D801', expected Nikon D800.")]
    [InlineData("noise: {model: flow}", "noise.camera: it is empty; expected the name of a camera such as Nikon D800.")]
    [InlineData("noise: {camera: Nikon D800}",
        "noise.model: it is empty though noise.camera names a camera; expected flow or a file of weights.")]
    [InlineData("noise: {model: flo, camera: D800}",
        "noise.model: there is no noise model 'flo', expected flow or a file of weights that 'diorama noise train' has written")]
    [InlineData("noise: {model: flow, camera: D800, iso: [100, 6400]}",
        "noise.iso: ISO 6400 was not measured for the Nikon D800; expected 100 to 3200.")]
    [InlineData("noise: {model: flow, camera: D800, iso: 50}",
        "noise.iso: ISO 50 was not measured for the Nikon D800; expected 100 to 3200.")]
    [InlineData("noise: {model: flow, camera: D800}\ncamera: {model: Nikon D800}",
        "noise.model: camera.model is there too, and its sensor makes noise of its own; expected one of them.")]
    public void Check_SaysWhatIsWrong_BeforeARunBegins(string lines, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<BadInputException>(() => NoiseChoice.Check(Of(lines), Cameras)).Message);
}
