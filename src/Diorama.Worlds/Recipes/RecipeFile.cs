using Diorama.Assets.Import;
using Diorama.Assets.Taxonomy;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Core.Quoting;
using Diorama.Core.Yaml;
using Diorama.Worlds.Recipes.Language;

namespace Diorama.Worlds.Recipes;

/// <summary>A problem in a recipe that prevents its use.</summary>
/// <param name="File">File name as it was given, or the override: <c>--set camera.height</c>.</param>
/// <param name="Line">Line of the problem, from 1; 0 if unknown.</param>
/// <param name="Column">Column of the problem, from 1; 0 if unknown.</param>
/// <param name="Sentence">Sentence with the error, the expected value, and the nearest valid name.</param>
public sealed record RecipeProblem(string File, int Line, int Column, string Sentence) {
    /// <summary>Returns <c>file:line:column: sentence</c>, which editors and terminals turn into a link.</summary>
    public override string ToString() =>
        TerminalText.Of(Line > 0 ? $"{File}:{Line}:{Column}: {Sentence}" : $"{File}: {Sentence}");
}

/// <summary>
/// Reads and checks recipes in YAML. Keys are the properties of <see cref="Recipe"/> in snake case; docs/recipes.md describes the language.
/// </summary>
public static class RecipeFile {
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "recipes");

    /// <summary>Names of the recipes that come with the program, in ordinal order.</summary>
    public static IReadOnlyList<string> Shipped =>
        Directory.Exists(Folder)
        ? [.. Directory.GetFiles(Folder, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)] : [];

    /// <summary>
    /// Returns the path of a recipe: the file of that name, or else the recipe of that name that comes with the program:
    /// <c>living-room</c>.
    /// </summary>
    /// <exception cref="BadInputException">There is no such file and no such recipe, or the name is that of a folder.</exception>
    public static string Find(string name) {
        if (File.Exists(name)) return name;
        if (Directory.Exists(name)) throw new BadInputException($"{name} is a folder; the file of a recipe was expected.");
        string bare = Path.GetExtension(name) == ".yaml" ? Path.GetFileNameWithoutExtension(name) : name;
        if (bare == Path.GetFileName(bare) && Shipped.Contains(bare)) return Path.Combine(Folder, bare + ".yaml");
        throw new BadInputException(NearestNames.First(Path.GetFileName(bare), Shipped) is { } nearest
            ? $"{name}: there is no such file, nor does a recipe of that name come with Diorama; did you mean '{nearest}'?"
            : $"{name}: there is no such file.");
    }

    /// <summary>Reads a recipe from a file.</summary>
    /// <param name="path">Path of a YAML file.</param>
    /// <param name="overrides">Values that replace those of the file, each as <c>camera.height=720</c>: a path, and a value in
    /// YAML.</param>
    /// <param name="known">Classes that the recipe may name; null is <see cref="OwnClasses.Known"/>.</param>
    /// <exception cref="BadInputException">The recipe has a problem; the message is the first that <see cref="Check"/> finds.</exception>
    public static Recipe Read(string path, IReadOnlyList<string>? overrides = null, ClassSet? known = null) {
        Recipe recipe = Parse(YamlInput.ReadText(path), path, overrides, known);
        Locate(recipe, Path.GetDirectoryName(Path.GetFullPath(path))!);
        return recipe;
    }

    /// <summary>Reads a recipe from text; <paramref name="name"/> is used as the file name in messages.</summary>
    public static Recipe Parse(string yaml, string name, IReadOnlyList<string>? overrides = null, ClassSet? known = null) {
        (Recipe? recipe, IReadOnlyList<RecipeProblem> problems) = RecipeReader.Read(yaml, name, overrides ?? [],
            known ?? OwnClasses.Known());
        return problems.Count > 0 ? throw new BadInputException(problems[0].ToString()) : recipe!;
    }

    /// <summary>Reads a recipe from text; null if it is none, or has a problem.</summary>
    public static Recipe? TryParse(string yaml) =>
        RecipeReader.Read(yaml, "", [], OwnClasses.Known()) is (var recipe, { Count: 0 }) ? recipe : null;

    /// <summary>Lists the parts of a recipe that have no effect, one sentence each: weather in a room, for example.</summary>
    public static IReadOnlyList<string> WithoutEffect(Recipe recipe) {
        ArgumentNullException.ThrowIfNull(recipe);
        return [.. RecipeEffects.WithoutEffect(recipe)];
    }

    /// <summary>Lists all problems of a recipe: in the order of the file, then of the overrides.</summary>
    public static IReadOnlyList<RecipeProblem> Check(string path, IReadOnlyList<string>? overrides = null) =>
        RecipeReader.Read(YamlInput.ReadText(path), path, overrides ?? [], OwnClasses.Known()).Problems;

    /// <summary>Makes paths of other files absolute, as a run stores its recipe in another folder.</summary>
    private static void Locate(Recipe recipe, string folder) {
        if (recipe.World is SceneRecipe scene) scene.File = Path.GetFullPath(scene.File, folder);
        if (recipe.Camera.Poses is FilePosesRecipe poses) poses.File = Path.GetFullPath(poses.File, folder);
    }
}
