using Diorama.Core;
using Diorama.Core.Quoting;
using Diorama.Core.Yaml;
using Diorama.Worlds.Recipes.Language;

namespace Diorama.Worlds.Recipes;

/// <summary>Something in a recipe that cannot be used.</summary>
/// <param name="File">The file as it was named, or the override: <c>--set camera.height</c>.</param>
/// <param name="Line">From 1; 0 where there is no line.</param>
/// <param name="Column">From 1; 0 where there is no line.</param>
/// <param name="Sentence">What is wrong, what was expected, and the nearest valid name.</param>
public sealed record RecipeProblem(string File, int Line, int Column, string Sentence) {
    /// <summary><c>file:line:column: sentence</c>, which editors and terminals make a link of.</summary>
    public override string ToString() =>
        TerminalText.Of(Line > 0 ? $"{File}:{Line}:{Column}: {Sentence}" : $"{File}: {Sentence}");
}

/// <summary>Recipes in YAML. Keys are the properties of <see cref="Recipe"/> in snake case; docs/recipes.md tells the rest.</summary>
public static class RecipeFile {
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "recipes");

    /// <summary>Names of the recipes that come with the program, in ordinal order.</summary>
    public static IReadOnlyList<string> Shipped =>
        Directory.Exists(Folder)
        ? [.. Directory.GetFiles(Folder, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)] : [];

    /// <summary>The file of that name, or else the recipe of that name that comes with the program: <c>living-room</c>.</summary>
    /// <exception cref="BadInputException">There is neither.</exception>
    public static string Find(string name) {
        if (File.Exists(name)) return name;
        if (Directory.Exists(name)) throw new BadInputException($"{name} is a folder; the file of a recipe was expected.");
        string bare = Path.GetExtension(name) == ".yaml" ? Path.GetFileNameWithoutExtension(name) : name;
        if (bare == Path.GetFileName(bare) && Shipped.Contains(bare)) return Path.Combine(Folder, bare + ".yaml");
        throw new BadInputException(Spelling.Nearest(Path.GetFileName(bare), Shipped) is { } nearest
            ? $"{name}: there is no such file, nor does a recipe of that name come with Diorama; did you mean '{nearest}'?"
            : $"{name}: there is no such file.");
    }

    /// <summary>Reads a recipe.</summary>
    /// <param name="path">A YAML file.</param>
    /// <param name="overrides">Values that replace those of the file, each <c>camera.height=720</c>: a path, and a value in YAML.</param>
    /// <exception cref="BadInputException">The first of the problems that <see cref="Check"/> finds.</exception>
    public static Recipe Read(string path, IReadOnlyList<string>? overrides = null) => Parse(YamlInput.ReadText(path), path, overrides);

    /// <summary>Reads a recipe from text; <paramref name="name"/> stands for the file in messages.</summary>
    public static Recipe Parse(string yaml, string name, IReadOnlyList<string>? overrides = null) {
        (Recipe? recipe, IReadOnlyList<RecipeProblem> problems) = RecipeReader.Read(yaml, name, overrides ?? []);
        return problems.Count > 0 ? throw new BadInputException(problems[0].ToString()) : recipe!;
    }

    /// <summary>What a recipe says without any effect, one sentence each: weather in a room.</summary>
    public static IReadOnlyList<string> WithoutEffect(Recipe recipe) {
        ArgumentNullException.ThrowIfNull(recipe);
        return [.. RecipeEffects.WithoutEffect(recipe)];
    }

    /// <summary>Everything that is wrong with a recipe: in the order of the file, then of the overrides.</summary>
    public static IReadOnlyList<RecipeProblem> Check(string path, IReadOnlyList<string>? overrides = null) =>
        RecipeReader.Read(YamlInput.ReadText(path), path, overrides ?? []).Problems;
}
