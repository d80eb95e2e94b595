using Diorama.Worlds.Recipes.Language;

namespace Diorama.Worlds.Recipes;

/// <summary>Summarises a recipe in one line.</summary>
public static class RecipeSummary {
    /// <summary>Returns a line such as "rooms, 38 values of which 21 vary, 2 grids with 8 combinations, 640×480."</summary>
    public static string Of(Recipe recipe) {
        var distributions = RecipePaths.Of(recipe).Values.Select(v => v.Value).OfType<Distribution>().ToList();
        int vary = distributions.Count(d => d.GetType().GetGenericTypeDefinition() != typeof(Constant<>));
        int[] turns = [.. distributions.Select(d => d.Period()).OfType<int>()];
        string grids = turns.Length == 0 ? ""
            : $", {turns.Length} {(turns.Length == 1 ? "grid" : "grids")} with {turns.Aggregate(1L, (a, b) => a * b)} combinations";
        return $"{Section.KindOf(recipe.World.GetType())}, {distributions.Count} values of which {vary} vary{grids}, "
            + $"{recipe.Camera.Width}×{recipe.Camera.Height}.";
    }
}
