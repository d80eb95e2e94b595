using System.Globalization;
using Diorama.Core;
using Diorama.Sensors.Profiles;
using Diorama.Worlds.Cameras;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Tests.Cameras;

public sealed class RecipeNoiseTests : IDisposable {
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
        Assert.Null(new RecipeNoise(recipe, () => throw new InvalidOperationException("no pack is looked for")).Of(draw));
        Assert.Empty(draw.Values);
    }

    [Fact]
    public void ValuesOfTheScene_AreRecorded() {
        Recipe recipe = Of("noise: {model: flow, camera: {choice: [Nikon D800, D800]}, iso: [400, 800]}");
        var draw = new Draw(recipe, 3);
        var noise = new RecipeNoise(recipe, Cameras);
        Assert.NotNull(noise.Of(draw));
        Assert.Equal(["noise.camera", "noise.iso", "noise.temperature"], draw.Values.Select(v => v.Key));
        double iso = double.Parse(draw.Values[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(iso, 400, 800);
        Draw same = new(recipe, 3), other = new(recipe, 4);
        noise.Of(same);
        noise.Of(other);
        Assert.Equal(draw.Values, same.Values);
        Assert.NotEqual(draw.Values, other.Values);
    }

    [Theory]
    [InlineData("noise: {model: flow, camera: Nikon D801}", "noise.camera: There is no camera 'Nikon D801', expected Nikon D800.")]
    [InlineData("noise: {model: flow}", "noise.camera: it is empty; expected the name of a camera such as Nikon D800.")]
    [InlineData("noise: {camera: Nikon D800}",
        "noise.model: it is empty though noise.camera names a camera; expected flow or a file of weights.")]
    [InlineData("noise: {model: flo, camera: D800}",
        "noise.model: there is no noise model 'flo', expected flow or a file of weights that 'diorama model train camera-noise' has "
        + "written")]
    [InlineData("noise: {model: flow, camera: D800, iso: [100, 6400]}",
        "noise.iso: ISO 6400 was not measured for the Nikon D800; expected 100 to 3200.")]
    [InlineData("noise: {model: flow, camera: D800, iso: 50}",
        "noise.iso: ISO 50 was not measured for the Nikon D800; expected 100 to 3200.")]
    [InlineData("noise: {model: flow, camera: D800}\ncamera: {model: Nikon D800}",
        "noise.model: camera.model is there too, and its sensor makes noise of its own; expected one of them.")]
    public void Constructor_SaysWhatIsWrong_BeforeARunBegins(string lines, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<BadInputException>(() => new RecipeNoise(Of(lines), Cameras)).Message);
}
