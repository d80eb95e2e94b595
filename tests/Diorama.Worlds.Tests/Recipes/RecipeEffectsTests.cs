using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Tests.Recipes;

public class RecipeEffectsTests {
    [Theory]
    [InlineData("world: {kind: rooms}\nweather: {kind: fog}\n", "weather.kind has no effect: only the world 'street' has weather")]
    [InlineData("world: {kind: studio}\nweather: {rain_rate: 5}\n", "weather.rain_rate has no effect: only the world 'street' has weather")]
    [InlineData("world: {kind: studio}\nsensor: {bits: 12}\n",
        "sensor.bits has no effect: camera.model names no camera whose sensor it would be")]
    [InlineData("world: {kind: studio}\ncamera: {iso: 400}\n", "camera.iso has no effect: camera.model names no camera")]
    [InlineData("world: {kind: studio}\nnoise: {iso: 400}\n", "noise.iso has no effect: noise.model names no model")]
    [InlineData("world: {kind: studio}\ncamera: {k: [[620, 620, 320, 240]], field_of_view: 50}\n",
        "camera.field_of_view has no effect: camera.k takes its place")]
    [InlineData("world: {kind: studio}\nsensor: {depth: true}\n", null)]
    [InlineData("world: {kind: street}\nweather: {kind: fog}\n", null)]
    [InlineData("world: {kind: rooms}\nweather: {kind: clear}\n", null)]
    public void ASectionWithoutEffect_IsTold(string yaml, string? sentence) => Assert.Equal(sentence is null ? [] : [sentence],
        RecipeFile.WithoutEffect(RecipeFile.Parse("recipe: 1\n" + yaml, "r.yaml")));

    [Fact]
    public void RecipesThatShip_SayNothingInVain() =>
        Assert.All(RecipeFile.Shipped, name => Assert.Empty(RecipeFile.WithoutEffect(RecipeFile.Read(RecipeFile.Find(name)))));
}
