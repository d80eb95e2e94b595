using System.Text.Json;
using Diorama.Core;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Tests.Recipes;

/// <summary>What lies in recipes/ and docs/ agrees with the classes.</summary>
public class ShippedRecipesTests {
    private static string Root {
        get {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Diorama.slnx"))) folder = folder.Parent!;
            return folder.FullName;
        }
    }

    [Fact]
    public void EveryRecipe_IsFine_NamedAsItsFile_AndDescribed() {
        Assert.Equal(["apartment", "bin", "cube", "living-room", "office", "stereo", "street", "tabletop"], RecipeFile.Shipped);
        foreach (string name in RecipeFile.Shipped) {
            string file = RecipeFile.Find(name);
            Assert.Equal([], RecipeFile.Check(file));
            Recipe recipe = RecipeFile.Read(file);
            Assert.Equal(name, recipe.Name);
            Assert.EndsWith(".", recipe.Description, StringComparison.Ordinal);
            Assert.StartsWith("# yaml-language-server: $schema=recipe.schema.json\n", File.ReadAllText(file), StringComparison.Ordinal);
            string written = RecipeWriter.Text(recipe);
            Assert.Equal(written, RecipeWriter.Text(RecipeFile.Parse(written, name)));
        }
    }

    [Fact]
    public void Find_PrefersAFile_AndOffersTheNearestName() {
        Assert.Equal(RecipeFile.Find("cube"), RecipeFile.Find("cube.yaml"));
        string own = Path.GetTempFileName();
        Assert.Equal(own, RecipeFile.Find(own));
        File.Delete(own);
        Assert.Equal("livingroom: there is no such file, nor does a recipe of that name come with Diorama; did you mean 'living-room'?",
            Assert.Throws<BadInputException>(() => RecipeFile.Find("livingroom")).Message);
    }

    [Fact]
    public void SchemaAndReference_AreUpToDate() {
        Assert.True(File.ReadAllText(Path.Combine(Root, "recipes/recipe.schema.json")) == RecipeSchema.Text(),
            "run: ./diorama recipe schema -o recipes/recipe.schema.json");
        Assert.True(File.ReadAllText(Path.Combine(Root, "docs/recipes-reference.md")) == RecipeReference.Text(),
            "run: ./diorama recipe reference -o docs/recipes-reference.md");
    }

    [Fact]
    public void Schema_DescribesEveryKey() {
        using JsonDocument schema = JsonDocument.Parse(RecipeSchema.Text());
        var keys = new HashSet<string>(StringComparer.Ordinal);
        Visit(schema.RootElement, "");
        Assert.True(keys.Count > 80);
        Assert.Equal("Horizontal field of view, degrees.",
            schema.RootElement.GetProperty("$defs").GetProperty("camera").GetProperty("properties")
            .GetProperty("field_of_view").GetProperty("description").GetString());

        void Visit(JsonElement element, string path) {
            if (element.ValueKind == JsonValueKind.Array) {
                foreach (JsonElement item in element.EnumerateArray()) Visit(item, path);
            }
            if (element.ValueKind != JsonValueKind.Object) return;
            if (element.TryGetProperty("$ref", out JsonElement reference)) {
                Assert.True(schema.RootElement.GetProperty("$defs").TryGetProperty(reference.GetString()!["#/$defs/".Length..], out _),
                    reference.GetString());
            }
            if (element.TryGetProperty("properties", out JsonElement properties) && properties.ValueKind == JsonValueKind.Object) {
                foreach (JsonProperty property in properties.EnumerateObject()) {
                    keys.Add(property.Name);
                    Assert.True(property.Value.TryGetProperty("description", out JsonElement description)
                        && description.GetString()!.Length > 0, $"{path}.{property.Name} has no description");
                }
            }
            foreach (JsonProperty property in element.EnumerateObject()) Visit(property.Value, $"{path}.{property.Name}");
        }
    }

    [Fact]
    public void LivingRoom_NamesWhatItHolds() {
        var world = (RoomsRecipe)RecipeFile.Read(RecipeFile.Find("living-room")).World;
        Assert.Superset(
            new HashSet<string> { "sofa", "armchair", "coffee table", "tv", "tv stand", "bookcase", "rug", "floor lamp", "potted plant",
                "side table", "picture frame", "book", "vase", "cup" },
            world.Rooms[0].Objects.Keys.ToHashSet());
        Assert.Equal(5, ((RoomsRecipe)RecipeFile.Read(RecipeFile.Find("apartment")).World).Rooms.Count);
        Assert.Equal(24, RecipeFile.Read(RecipeFile.Find("apartment")).Camera.FramesPerScene);
        Assert.True(RecipeFile.Read(RecipeFile.Find("stereo")).Camera.StereoBaseline > 0);
    }
}
