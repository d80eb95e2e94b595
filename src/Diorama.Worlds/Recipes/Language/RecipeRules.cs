using System.Globalization;
using Diorama.Assets.Taxonomy;
using Diorama.Core.Diagnostics;

namespace Diorama.Worlds.Recipes.Language;

/// <summary>What the types alone do not say: parameters that make sense, limits kept, references that lead somewhere.</summary>
internal static class RecipeRules {
    /// <summary>Problems as (path, whether its last name rather than its value is wrong, sentence without full stop), in order of path.</summary>
    public static IEnumerable<(string Path, bool OfName, string Sentence)> Check(Recipe recipe, bool references = true) {
        var paths = RecipePaths.Of(recipe);
        foreach (RecipeValue value in paths.Values) {
            if (ProblemOfClasses(value) is { } unknown) yield return (value.Path, IsNamed(value), unknown);
            if (ProblemOf(value, references ? paths : null) is { } sentence) yield return (value.Path, false, sentence);
        }
        if (recipe.Version != 1) yield return ("recipe", false, $"this is version {recipe.Version} of the recipe language; expected 1");
    }

    private static string? ProblemOf(RecipeValue value, RecipePaths? paths) {
        if (value.Value is not Distribution distribution) {
            return value.Value is double or int ? OutsideLimits(value, Convert.ToDouble(value.Value, CultureInfo.InvariantCulture)) : null;
        }
        if (distribution.Problem() is { } problem) return problem;
        if (distribution.Range() is { } range) return OutsideLimits(value, range.Low) ?? OutsideLimits(value, range.High);
        return distribution.Target() is null || paths is null ? null : ProblemOfReference(value.Path, distribution, paths);
    }

    private static string? OutsideLimits(RecipeValue value, double x) =>
        value.Entry?.Limits is { } limits && !limits.Allow(x) ? string.Create(CultureInfo.InvariantCulture, $"{x} is out of range; expected {limits.Words}") : null;

    /// <summary>Whether it stands in a mapping from names.</summary>
    private static bool IsNamed(RecipeValue value) => value.Entry is { } entry && Section.ValueOf(entry.Type) is not null;

    private static string? ProblemOfClasses(RecipeValue value) {
        if (value.Entry?.ClassNames is not { } allowed) return null;
        // In a mapping from names the name is the last part of the path.
        IEnumerable<string> texts = value.Value switch {
            string text => [text],
            Distribution when IsNamed(value) => [value.Path[(value.Path.LastIndexOf('.') + 1)..]],
            Distribution distribution => distribution.Texts(),
            _ => [],
        };
        foreach (string text in texts) {
            if (Classes.Exists(text) || allowed.GroupsAndIds && (Classes.Groups.Contains(text) || IsId(text))) continue;
            return $"there is no class '{text}' in the taxonomy, {NearestNames.Sentence(text, allowed.GroupsAndIds ? Classes.Names.Concat(Classes.Groups) : Classes.Names)}";
        }
        return null;
    }

    /// <summary>A class and a number, "sofa-12"; whether there is one only the packs know.</summary>
    private static bool IsId(string text) => text.LastIndexOf('-') is > 0 and var dash && dash < text.Length - 1 && text.AsSpan(dash + 1).IndexOfAnyExceptInRange('0', '9') < 0;

    private static string? ProblemOfReference(string path, Distribution reference, RecipePaths paths) {
        (string target, double factor, double offset) = reference.Target()!.Value;
        if (paths.Find(target) is not { } found) return $"refers to '{target}', which is not in the recipe; did you mean '{paths.Nearest(target, path)}'?";
        Type type = (found as Distribution)?.ValueType ?? found.GetType();
        if (!References.Fits(type, reference.ValueType, factor, offset)) {
            return $"refers to '{target}', which is {References.Named(type)}; expected {References.Expected(reference.ValueType)}";
        }
        var chain = new List<string> { path };
        while (!chain.Contains(target)) {
            chain.Add(target);
            if ((paths.Find(target) as Distribution)?.Target() is not { } next) return null;
            target = next.Path;
        }
        return $"the reference leads back to itself: {string.Join(" → ", chain)} → {target}";
    }
}
