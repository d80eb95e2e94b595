using Diorama.Core;
using Diorama.Sensors;
using Diorama.Sensors.Profiles;
using Diorama.Worlds.Cameras;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Tests.Cameras;

public sealed class RecipeSensorTests : IDisposable {
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, true);

    private CameraProfiles Cameras() {
        File.WriteAllText(Path.Combine(folder, "noiseprofiles.json"), """
            {"noiseprofiles": [{"maker": "Canon", "models": [{"model": "EOS 80D", "profiles": [
              {"iso": 100, "a": [1e-5, 1e-5, 1e-5], "b": [0, 0, 0]}, {"iso": 3200, "a": [3e-4, 3e-4, 3e-4], "b": [0, 0, 0]}]}]}]}
            """);
        File.WriteAllText(Path.Combine(folder, "wb_presets.json"), """{"wb_presets": []}""");
        return CameraProfiles.Read(folder);
    }

    private static Recipe Of(string lines) => RecipeFile.Parse($"recipe: 1\nworld: {{kind: rooms}}\n{lines}\n", "r.yaml");

    [Fact]
    public void WithoutAModel_NothingIsDrawn() {
        Recipe recipe = Of("");
        var draw = new Draw(recipe, 0);
        Assert.Null(new RecipeSensor(recipe, () => throw new InvalidOperationException("no pack is looked for")).Of(draw));
        Assert.Empty(draw.Values);
    }

    [Fact]
    public void ValuesOfTheScene_BecomeSettings_AndAreRecorded() {
        Recipe recipe = Of("camera: {model: Canon EOS 80D, iso: [400, 800]}\nsensor: {jpeg_quality: [60, 90], noise: false, "
            + "lateral_color: 0.001, bits: 12}");
        var draw = new Draw(recipe, 3);
        var sensor = new RecipeSensor(recipe, Cameras);
        SensorSettings settings = sensor.Of(draw)!;
        Assert.Equal(("Canon EOS 80D", 12, 1.001f, 0.999f),
            (settings.Profile.Name, settings.Bits, settings.RedMagnification, settings.BlueMagnification));
        Assert.InRange(settings.Iso, 400, 800);
        Assert.InRange(settings.JpegQuality, 60, 90);
        Assert.False(settings.Noise.Shot || settings.Noise.Read);
        Assert.Contains(draw.Values, v => v.Key == "camera.iso");
        Assert.Contains(draw.Values, v => v.Key == "sensor.jpeg_quality");
        // Scenes differ, and the same scene is always the same.
        Assert.NotEqual(settings.Iso, sensor.Of(new(recipe, 4))!.Iso);
        Assert.Equal(settings.Iso, sensor.Of(new(recipe, 3))!.Iso);
    }

    [Theory]
    [InlineData("camera: {model: Canon EOS 81D}", "camera.model: There is no camera 'Canon EOS 81D', expected Canon EOS 80D.")]
    [InlineData("camera: {model: {choice: [EOS 80D, Nikon]}}", "camera.model: There is no camera 'Nikon', expected Canon EOS 80D.")]
    [InlineData("camera: {model: EOS 80D, iso: [100, 6400]}",
        "camera.iso: 100 to 6400 goes beyond what was measured of the Canon EOS 80D; expected values from 100 to 3200.")]
    public void Constructor_SaysWhatIsWrong_BeforeARunBegins(string lines, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<BadInputException>(() => new RecipeSensor(Of(lines), Cameras)).Message);
}
