using Diorama.Assets.Taxonomy;
using Diorama.Core;

namespace Diorama.Worlds.Recipes;

/// <summary>The classes of a recipe: those that its dataset has, and those that its scenes may name.</summary>
public sealed class RecipeClasses {
    /// <summary>First id of declared classes that state none.</summary>
    public const int FirstFreeId = 1001;

    /// <summary>Classes that nodes and assets may have: known ones, and those that the recipe declares.</summary>
    public ClassSet Known { get; }
    /// <summary>Classes that get an id in the dataset, in the order of their ids.</summary>
    public IReadOnlyList<AssetClass> OfDataset { get; }

    /// <param name="recipe">A recipe without problems.</param>
    /// <param name="known">Classes beside those of the recipe: <see cref="Assets.AssetLibrary.Classes"/>.</param>
    /// <exception cref="BadInputException">The recipe selects a class that does not exist, or two classes have one id.</exception>
    public RecipeClasses(Recipe recipe, ClassSet known) {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(known);
        var taken = new HashSet<int>(known.All.Select(c => c.Id).Concat(recipe.Classes.Select(c => c.Id)));
        AssetClass[] declared = [.. recipe.Classes.Where(c => !c.Selects).Select(c => Declared(c, taken, known))];
        Known = known.With(declared);
        OfDataset = recipe.Classes.Count == 0 ? Known.All
            : [.. recipe.Classes.Select(c => Known.Find(c.Name)).DistinctBy(c => c.Name).OrderBy(c => c.Id)];
        if (OfDataset.GroupBy(c => c.Id).FirstOrDefault(g => g.Count() > 1) is { } same) {
            throw new BadInputException($"classes: '{same.First().Name}' and '{same.Last().Name}' both have the id {same.Key}; "
                + "expected an id of its own for each.");
        }
    }

    private static AssetClass Declared(ClassRecipe c, HashSet<int> taken, ClassSet known) {
        int id = c.Id;
        if (id == 0) for (id = FirstFreeId; !taken.Add(id); id++) { }
        return new(id, c.Name, c.Supercategory.Length > 0 ? c.Supercategory : known.GroupOf(c.Name) ?? "other") {
            Color = c.Color.Length > 0 ? c.Color : null, Synonyms = c.Synonyms.Count > 0 ? c.Synonyms : null,
        };
    }
}
