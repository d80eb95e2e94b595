using System.Globalization;
using System.Numerics;
using Diorama.Core;
using Diorama.Core.Randomness;
using Diorama.Worlds.Recipes.Language;

namespace Diorama.Worlds.Recipes;

/// <summary>
/// Draws the values of one scene. Every value is a function of (seed, scene, path), so that another distribution for one path, or a new
/// path, changes no other value. A new attempt at a scene changes only what is drawn from <see cref="Key"/>, never a value of the recipe.
/// </summary>
public sealed class Draw {
    /// <summary>State that all prefixes of one scene share.</summary>
    private sealed class Shared(ulong seed, long scene, int attempt, Lazy<RecipePaths>? paths) {
        public readonly Keyed Values = Keyed.Start(seed).With("scene").With(scene).With("value");
        public readonly Keyed Tries = Keyed.Start(seed).With("scene").With(scene).With("attempt").With(attempt);
        public readonly long Scene = scene;
        public readonly int Attempt = attempt;
        public readonly Lazy<RecipePaths>? Paths = paths;
        public readonly HashSet<string> Seen = new(StringComparer.Ordinal);
        public readonly List<KeyValuePair<string, string>> Log = [];
        /// <summary>Paths of the references that are being followed, outermost first.</summary>
        public readonly List<string> Following = [];
    }

    private readonly Shared shared;
    private readonly string prefix;

    public long Scene => shared.Scene;
    public int Attempt => shared.Attempt;
    /// <summary>Values drawn so far, in order, each path once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values => shared.Log;

    /// <summary>Creates the draws of a scene of this recipe, with the recipe's seed.</summary>
    public Draw(Recipe recipe, long scene, int attempt = 0)
        : this(new Shared(recipe.Seed, scene, attempt, new(() => RecipePaths.Of(recipe))), "") { }

    /// <summary>Creates draws without a recipe: references cannot be followed, and each grid runs by itself.</summary>
    public Draw(ulong seed, long scene, int attempt = 0) : this(new Shared(seed, scene, attempt, null), "") { }

    private Draw(Shared shared, string prefix) => (this.shared, this.prefix) = (shared, prefix);

    /// <summary>Returns the draws of the same scene with all names below <paramref name="path"/>.</summary>
    public Draw At(string path) => new(shared, Full(path));

    /// <summary>Returns a random key of this attempt under a name, for random choices that the recipe does not name.</summary>
    public Keyed Key(string name) => shared.Tries.With(prefix).With(name);

    /// <summary>
    /// Draws the value of this scene under a path; for a value of the recipe this is its path there: <c>camera.field_of_view</c>.
    /// </summary>
    /// <exception cref="DrawnValueException">The drawn value is not finite, or is outside of the limits of the key.</exception>
    /// <exception cref="BadInputException">The distribution has wrong parameters, or a reference leads nowhere or back to
    /// itself.</exception>
    public T Get<T>(string path, Distribution<T> distribution) {
        string full = Full(path);
        if (distribution.Problem() is { } problem) throw new BadInputException($"{full}: {problem}.");
        KeyedGenerator random = shared.Values.With(full).Generator();
        T value = distribution switch {
            Constant<T> constant => constant.Value,
            Continuous<T> continuous => FromNumbers(continuous, ref random),
            Choice<T> choice => choice.At(random.NextDouble()),
            Grid<T> grid => grid.Values[GridIndex(full, grid, grid.Values.Length)],
            Reference<T> reference => Follow(full, reference),
            _ => throw new InvalidOperationException($"{distribution.GetType()} is not drawn here"),
        };
        if (OutsideLimits(full, distribution, value) is { } wrong) throw new DrawnValueException($"{full}: {wrong}");
        if (shared.Seen.Add(full)) shared.Log.Add(new(full, Text(value)));
        return value;
    }

    /// <summary>Returns a value as a recipe writes it: 0.5, true, living, [1, 0, 0].</summary>
    internal static string Text(object? value) => value switch {
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        bool b => b ? "true" : "false",
        Enum e => Spelling.SnakeCase(e.ToString()),
        Vector3 v => string.Create(CultureInfo.InvariantCulture, $"[{v.X:R}, {v.Y:R}, {v.Z:R}]"),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>
    /// Checks a drawn value as a recipe's values are checked: numbers are finite and within the limits of their key. Returns the error, or
    /// null.
    /// </summary>
    private string? OutsideLimits(string path, Distribution distribution, object? value) {
        double[] numbers = value switch { double d => [d], int i => [i], Vector3 v => [v.X, v.Y, v.Z], _ => [] };
        LimitsAttribute? limits = numbers.Length > 0 ? shared.Paths?.Value.EntryOf(path, distribution)?.Limits : null;
        foreach (double x in numbers) {
            if (double.IsFinite(x) && limits?.Allow(x) != false) continue;
            return string.Create(CultureInfo.InvariantCulture,
                $"{x} was drawn; expected a number{(limits is null ? "" : $", {limits.Words}")}");
        }
        return null;
    }

    private string Full(string path) => prefix.Length == 0 ? path : $"{prefix}.{path}";

    private static T FromNumbers<T>(Continuous<T> distribution, ref KeyedGenerator random) {
        double first = distribution.Quantile(random.NextDouble());
        if (typeof(T) != typeof(Vector3)) return typeof(T) == typeof(int) ? (T)(object)(int)first : (T)(object)first;
        double second = distribution.Quantile(random.NextDouble()), third = distribution.Quantile(random.NextDouble());
        return (T)(object)new Vector3((float)first, (float)second, (float)third);
    }

    private int GridIndex(string path, Distribution grid, int count) =>
        shared.Paths?.Value.StrideOf(path, grid) is { } stride ? (int)(Scene / stride % count) : (int)(Scene % count);

    private T Follow<T>(string path, Reference<T> reference) {
        int seen = shared.Following.IndexOf(path);
        if (seen >= 0) throw new BadInputException(
            $"{path}: the reference leads back to itself: {string.Join(" → ", shared.Following.Skip(seen))} → {path}.");
        if (shared.Paths is null)
            throw new BadInputException($"{path}: refers to '{reference.Path}', but there is no recipe in which to find it.");
        object target = shared.Paths.Value.Find(reference.Path)
            ?? throw new BadInputException($"{path}: refers to '{reference.Path}', which the recipe does not have; did you mean "
            + $"'{shared.Paths.Value.Nearest(reference.Path, path)}'?");
        shared.Following.Add(path);
        object value = target is Distribution distribution ? distribution.DrawFrom(new(shared, ""), reference.Path) : target;
        shared.Following.RemoveAt(shared.Following.Count - 1);
        return References.TryConvert(value, typeof(T), reference.Factor, reference.Offset, out object? converted) ? (T)converted
            : throw new BadInputException(
            $"{path}: refers to '{reference.Path}', which is {Text(value)}; expected {References.Expected(typeof(T))}.");
    }
}
