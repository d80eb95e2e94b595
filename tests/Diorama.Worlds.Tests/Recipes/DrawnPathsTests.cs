using Diorama.Assets;
using Diorama.Assets.Taxonomy;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Recipes.Language;

namespace Diorama.Worlds.Tests.Recipes;

/// <summary>
/// Randomness is keyed by the path under which a value is drawn. A path that the recipe does not have would be another random stream,
/// another place in a grid and another key in the log, silently.
/// </summary>
[Trait("Category", "Assets")]
public class DrawnPathsTests {
    [Theory]
    [InlineData("apartment")]
    [InlineData("bin")]
    [InlineData("cube")]
    [InlineData("living-room")]
    [InlineData("office")]
    [InlineData("stereo")]
    [InlineData("street", "weather.kind=rain")]
    [InlineData("street", "weather.kind=snow")]
    [InlineData("tabletop", "sensor.noise=true", "camera.model=Canon EOS M50", "camera.iso=800")]
    [InlineData("cube", "light.sky=panorama", "randomise.distractors=2", "randomise.light_jitter=0.2", "noise.model=flow",
        "noise.camera=Nikon D800", "noise.iso=800")]
    public void EveryPathThatIsDrawn_IsOneOfTheRecipe(string name, params string[] sets) {
        Recipe recipe = RecipeFile.Read(RecipeFile.Find(name), ["render.samples=0", .. sets]);
        var paths = RecipePaths.Of(recipe);
        using World world = new WorldBuilder(recipe, AssetLibrary.Open()).Build(1);
        Assert.NotEmpty(world.Values);
        string[] unknown = [
            .. world.Values.Select(v => v.Key).Where(path => paths.Find(path) is null && !IsOneOfSeveral(path, paths) && !IsUsual(path)
            && !paths.Lists.Any(list => list.Path == path))];
        Assert.True(unknown.Length == 0, string.Join(' ', unknown));
    }

    /// <summary>What a key says is drawn anew for each thing, under the key's path and a number.</summary>
    private static bool IsOneOfSeveral(string path, RecipePaths paths) =>
        path.LastIndexOf('.') is var dot && int.TryParse(path.AsSpan(dot + 1), out _) && paths.Find(path[..dot]) is Distribution;

    /// <summary>Rooms have a usual number of each class of furniture that the recipe does not name.</summary>
    private static bool IsUsual(string path) =>
        path.Split('.') is ["world", "rooms", var room, "objects", var name] && int.TryParse(room, out _) && ClassSet.Taxonomy.Exists(name);
}
