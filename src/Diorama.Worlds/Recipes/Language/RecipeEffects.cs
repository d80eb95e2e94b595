namespace Diorama.Worlds.Recipes.Language;

/// <summary>Finds parts of a recipe that have no effect, because the rest of the recipe makes no use of them.</summary>
internal static class RecipeEffects {
    /// <summary>Returns one sentence for each such part, without full stop.</summary>
    public static IEnumerable<string> WithoutEffect(Recipe recipe) {
        if (recipe.World is not StreetRecipe && Changed(recipe, "weather") is { } weather)
            yield return $"{weather} has no effect: only the world 'street' has weather";
        if (recipe.Camera.Model is Constant<string> { Value: "" }) {
            if (Changed(recipe, "sensor", "sensor.depth") is { } sensor)
                yield return $"{sensor} has no effect: camera.model names no camera whose sensor it would be";
            if (Changed(recipe, "camera.iso") is { } iso) yield return $"{iso} has no effect: camera.model names no camera";
        }
        if (recipe.Noise.Model.Length == 0 && Changed(recipe, "noise", "noise.model") is { } noise)
            yield return $"{noise} has no effect: noise.model names no model";
        if (recipe.World is StudioRecipe or TabletopRecipe or BinRecipe && Changed(recipe, "camera.tilt") is { } tilt)
            yield return $"{tilt} has no effect: cameras of a studio, a tabletop and a bin look at its middle";
        if (recipe.World is SceneRecipe own && recipe.Classes.Count > 0) {
            foreach (string name in own.Objects.Select(o => o.Class).Where(c => c.Length > 0).Distinct()) {
                if (!recipe.Classes.Exists(c => NameOrSynonym(c, name)))
                    yield return $"world.objects gives the class '{name}', which is not among 'classes': its objects get no class";
            }
        }
        if (recipe.Camera.K.Count > 0 && Changed(recipe, "camera.field_of_view") is { } view)
            yield return $"{view} has no effect: camera.k takes its place";
    }

    private static bool NameOrSynonym(ClassRecipe c, string name) => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
        || c.Synonyms.Exists(s => s.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Returns the first path at or below a key whose value differs from the default; null if there is none.</summary>
    private static string? Changed(Recipe recipe, string key, string except = "") {
        var usual = RecipePaths.Of(new Recipe { World = recipe.World });
        return RecipePaths.Of(recipe).Values.FirstOrDefault(v => (v.Path == key || v.Path.StartsWith(key + ".", StringComparison.Ordinal))
            && v.Path != except && !Equals(v.Value, usual.Find(v.Path)))?.Path;
    }
}
