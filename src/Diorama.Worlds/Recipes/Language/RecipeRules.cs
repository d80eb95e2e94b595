using System.Globalization;
using Diorama.Assets.Taxonomy;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Core.Names;
using Diorama.Rendering.Cameras;

namespace Diorama.Worlds.Recipes.Language;

/// <summary>Checks that types cannot express: valid parameters, limits of values, references that lead somewhere.</summary>
internal static class RecipeRules {
    /// <summary>
    /// Returns the problems as (path, true if the last name of the path is wrong rather than its value, sentence without full stop).
    /// Problems of values are in the order of their paths.
    /// </summary>
    public static IEnumerable<(string Path, bool OfName, string Sentence)> Check(Recipe recipe, ClassSet known,
        bool references = true) {
        var paths = RecipePaths.Of(recipe);
        foreach ((string path, string sentence) in ProblemsOfClasses(recipe.Classes, known)) yield return (path, false, sentence);
        known = known.With([.. recipe.Classes.Where(c => !c.Selects && c.Name.Length > 0).DistinctBy(c => c.Name)
            .Select(c => new AssetClass(Math.Max(1, c.Id), c.Name, c.Supercategory) { Synonyms = c.Synonyms })]);
        foreach (RecipeList list in paths.Lists) {
            if (list.Entry.Items.Problem(list.Count, list.IsArray) is { } number) yield return (list.Path, false, number);
            foreach (string name in list.Names) {
                if (list.Entry.Text.Problem(name) is { } problem) yield return ($"{list.Path}.{name}", true, problem);
            }
        }
        foreach (RecipeValue value in paths.Values) {
            if (ProblemOfClasses(value, known) is { } unknown) yield return (value.Path, IsNamed(value), unknown);
            else if (ProblemOfTexts(value) is { } text) yield return (value.Path, false, text);
            if (ProblemOf(value, references ? paths : null) is { } sentence) yield return (value.Path, false, sentence);
        }
        if (ImageSize.Problem(recipe.Camera.Width, recipe.Camera.Height) is { } size) yield return ("camera.width", false, size);
        foreach ((string path, string sentence) in ProblemsOfLens(recipe.Camera)) yield return (path, false, sentence);
        foreach ((string path, string sentence) in CameraNames(recipe.Camera)) yield return (path, false, sentence);
        foreach ((string path, string sentence) in OwnSceneRules.Check(recipe)) yield return (path, false, sentence);
        if (recipe.Version != 1) yield return ("recipe", false, $"this is version {recipe.Version} of the recipe language; expected 1");
    }

    private static string? ProblemOf(RecipeValue value, RecipePaths? paths) {
        if (value.Value is not Distribution distribution) {
            return value.Value is double or int ? OutsideLimits(value, Convert.ToDouble(value.Value, CultureInfo.InvariantCulture)) : null;
        }
        if (distribution.Problem() is { } problem) return problem;
        if (distribution.Range() is { } range) return OutsideLimits(value, range.Low) ?? OutsideLimits(value, range.High);
        if (distribution.Target() is null || paths is null) return null;
        return ProblemOfReference(value.Path, distribution, paths) ?? (RangeOf(distribution, paths) is { } referred
            ? OutsideLimits(value, referred.Low) ?? OutsideLimits(value, referred.High) : null);
    }

    /// <summary>
    /// Returns the range of a value, through references with their factors and offsets; the references must not be circular.
    /// </summary>
    private static (double Low, double High)? RangeOf(object value, RecipePaths paths) {
        if (value is double or int)
            return (Convert.ToDouble(value, CultureInfo.InvariantCulture), Convert.ToDouble(value, CultureInfo.InvariantCulture));
        if (value is not Distribution distribution) return null;
        if (distribution.Target() is not var (target, factor, offset)) return distribution.Range();
        if (paths.Find(target) is not { } found || RangeOf(found, paths) is not var (low, high)) return null;
        (double a, double b) = (low * factor + offset, high * factor + offset);
        return (Math.Min(a, b), Math.Max(a, b));
    }

    private static string? ProblemOfTexts(RecipeValue value) {
        if (value.Entry is not { } entry || IsNamed(value)) return null;
        IEnumerable<string> texts = value.Value switch { string text => [text], Distribution distribution => distribution.Texts(),
            _ => [] };
        return texts.Select(entry.Text.Problem).FirstOrDefault(p => p is not null);
    }

    /// <summary>Checks the numbers that have a different meaning for each lens.</summary>
    private static IEnumerable<(string Path, string Sentence)> ProblemsOfLens(CameraRecipe camera) {
        var lens = LensProfile.Of(camera.Lens);
        string name = Spelling.SnakeCase(camera.Lens.ToString());
        if (camera.K.Count == 0 && camera.FieldOfView.Range() is (_, var widest) && widest > lens.MaxFieldOfView) {
            yield return ("camera.field_of_view", string.Create(CultureInfo.InvariantCulture,
                $"{widest} is out of range; expected at most {lens.MaxFieldOfView} for the lens {name}"));
        }
        if (camera.Distortion.Length > lens.MaxDistortion) {
            yield return ("camera.distortion",
                $"{camera.Distortion.Length} numbers stand here; expected at most {lens.MaxDistortion} for the lens {name}");
        }
        for (int i = 0; i < camera.K.Count; i++) {
            if (camera.K[i] is [var fx, var fy, _, _] && !(fx > 0 && fy > 0))
                yield return ($"camera.k.{i}", "the focal lengths fx and fy, the first two numbers, must be above 0");
        }
    }

    /// <summary>
    /// Checks that the names of cameras are unique, on file systems too that do not distinguish capital and small letters.
    /// </summary>
    private static IEnumerable<(string Path, string Sentence)> CameraNames(CameraRecipe camera) {
        HashSet<string> taken = new(camera.StereoBaseline > 0 ? ["left", "right"] : (string[])[], StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < camera.Rig.Count; i++) {
            string name = camera.Rig[i].Name;
            if (taken.Add(name)) continue;
            string other = camera.StereoBaseline > 0 && name.ToUpperInvariant() is "LEFT" or "RIGHT" ? "a camera of the stereo pair has"
                : "another camera has";
            if (FileName.IsValid(name))
                yield return ($"camera.rig.{i}.name", $"{other} the name '{name}' already; expected a name of its own");
        }
    }

    private static string? OutsideLimits(RecipeValue value, double x) =>
        value.Entry?.Limits is { } limits && !limits.Allow(x)
        ? string.Create(CultureInfo.InvariantCulture, $"{x} is out of range; expected {limits.Words}") : null;

    /// <summary>True if the value belongs to a mapping with names.</summary>
    private static bool IsNamed(RecipeValue value) => value.Entry is { } entry && Section.ValueOf(entry.Type) is not null;

    private static string? ProblemOfClasses(RecipeValue value, ClassSet known) {
        if (value.Entry?.ClassNames is not { } allowed) return null;
        // In a mapping with names, the name is the last part of the path.
        IEnumerable<string> texts = value.Value switch {
            string text => [text],
            Distribution when IsNamed(value) => [value.Path[(value.Path.LastIndexOf('.') + 1)..]],
            Distribution distribution => distribution.Texts(),
            _ => [],
        };
        foreach (string text in texts) {
            if (known.Exists(text) || allowed.OrEmpty && text.Length == 0 || allowed.GroupsAndIds && (known.IsGroup(text) || IsId(text)))
                continue;
            return NoClass(text, allowed.GroupsAndIds ? known.Names.Concat(known.Groups) : known.Names);
        }
        return null;
    }

    private static string NoClass(string name, IEnumerable<string> names) =>
        $"there is no class '{name}' in the taxonomy, {NearestNames.Sentence(name, names)}";

    /// <summary>Checks the entries of <c>classes</c>: selected ones are known, declared ones have names and ids of their own.</summary>
    private static IEnumerable<(string Path, string Sentence)> ProblemsOfClasses(List<ClassRecipe> classes, ClassSet known) {
        // Rules and files name classes without regard to case.
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var ids = new Dictionary<int, string>();
        for (int i = 0; i < classes.Count; i++) {
            ClassRecipe c = classes[i];
            string own = c.Name.Trim();
            if (c.Selects) {
                // What is selected twice is selected; what is declared too has two meanings.
                if (!names.Add(own) && classes.Exists(o => o != c && Same(o.Name, own) && (!o.Selects || o.Name != c.Name)))
                    yield return ($"classes.{i}", $"the class '{c.Name}' is named for the second time");
                else if (!known.Exists(c.Name)) yield return ($"classes.{i}", NoClass(c.Name, known.Names));
                else if (known.Find(c.Name) is var found && Taken(found.Id, found.Name) is { } holder && holder != found.Name)
                    yield return ($"classes.{i}",
                        $"the class '{holder}' has the id {found.Id} of this one too; expected an id of its own, by "
                        + $"{{name: {c.Name}, id: …}} here");
            } else if (own.Length == 0) {
                yield return ($"classes.{i}.name", "the name of the class is missing");
            } else if (!names.Add(own)) {
                yield return ($"classes.{i}.name", $"the class '{c.Name}' is declared for the second time");
            } else if (c.Id > 0 && Taken(c.Id, c.Name) is { } other && other != c.Name) {
                yield return ($"classes.{i}.id", $"the class '{other}' has the id {c.Id} too; expected one of its own");
            } else if (c.Synonyms.Find(s => classes.Exists(o => o != c && Same(o.Name, s))) is { } twice) {
                yield return ($"classes.{i}.synonyms", $"'{twice}' is the name of another class; expected names that no class has");
            } else if (c.Synonyms.Find(s => classes.Take(i).Any(o => o.Synonyms.Exists(t => Same(s, t)))) is { } shared) {
                yield return ($"classes.{i}.synonyms", $"'{shared}' is a synonym of another class too; expected names that no class has");
            } else if (c.Color.Length is not (0 or 3)) {
                yield return ($"classes.{i}.color", $"{c.Color.Length} numbers stand here; expected red, green and blue");
            }
        }

        string? Taken(int id, string name) => ids.TryAdd(id, name) ? null : ids[id];

        static bool Same(string a, string b) => a.Trim().Equals(b.Trim(), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True for the form of an asset id, a class and a number: "sofa-12". Only the packs know whether the asset exists.</summary>
    private static bool IsId(string text) => text.LastIndexOf('-') is > 0 and var dash && dash < text.Length - 1
        && text.AsSpan(dash + 1).IndexOfAnyExceptInRange('0', '9') < 0;

    private static string? ProblemOfReference(string path, Distribution reference, RecipePaths paths) {
        (string target, double factor, double offset) = reference.Target()!.Value;
        if (paths.Find(target) is not { } found)
            return $"refers to '{target}', which is not in the recipe; did you mean '{paths.Nearest(target, path)}'?";
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
