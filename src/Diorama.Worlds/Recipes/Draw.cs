using System.Globalization;
using System.Numerics;
using Diorama.Core;
using Diorama.Core.Randomness;
using Diorama.Worlds.Recipes.Language;

namespace Diorama.Worlds.Recipes;

/// <summary>
/// The samples of one scene. Every value is keyed by (seed, scene, path), so that another distribution for one path, or a new
/// path, changes no other value. A new attempt at a scene redraws what was drawn from <see cref="Key"/>, never a value of the recipe.
/// </summary>
public sealed class Draw {
    /// <summary>What every prefix of a scene shares.</summary>
    private sealed class Shared(ulong seed, long scene, int attempt, Lazy<RecipePaths>? paths) {
        public readonly Keyed Values = Keyed.Start(seed).With("scene").With(scene).With("value");
        public readonly Keyed Tries = Keyed.Start(seed).With("scene").With(scene).With("attempt").With(attempt);
        public readonly long Scene = scene;
        public readonly int Attempt = attempt;
        public readonly Lazy<RecipePaths>? Paths = paths;
        public readonly HashSet<string> Seen = new(StringComparer.Ordinal);
        public readonly List<KeyValuePair<string, string>> Log = [];
        /// <summary>The paths whose references are being followed, outermost first.</summary>
        public readonly List<string> Following = [];
    }

    private readonly Shared shared;
    private readonly string prefix;

    public long Scene => shared.Scene;
    public int Attempt => shared.Attempt;
    /// <summary>What was drawn so far, in order, each path once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values => shared.Log;

    /// <summary>The samples of a scene of this recipe, by the recipe's seed.</summary>
    public Draw(Recipe recipe, long scene, int attempt = 0)
        : this(new Shared(recipe.Seed, scene, attempt, new(() => RecipePaths.Of(recipe))), "") { }

    /// <summary>For values of no recipe: references lead nowhere, and each grid runs by itself.</summary>
    public Draw(ulong seed, long scene, int attempt = 0) : this(new Shared(seed, scene, attempt, null), "") { }

    private Draw(Shared shared, string prefix) => (this.shared, this.prefix) = (shared, prefix);

    /// <summary>The same scene, with names below <paramref name="path"/>.</summary>
    public Draw At(string path) => new(shared, Full(path));

    /// <summary>Random numbers of this attempt under a name, for what the recipe does not name.</summary>
    public Keyed Key(string name) => shared.Tries.With(prefix).With(name);

    /// <summary>
    /// The value of this scene under a path, which is that of the recipe where the value is one of the recipe's:
    /// <c>camera.field_of_view</c>.
    /// </summary>
    /// <exception cref="DrawnValueException">What was drawn is no number, or outside of the key's limits.</exception>
    /// <exception cref="BadInputException">The distribution cannot be drawn from, or refers to nothing, or to itself.</exception>
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

    /// <summary>As a recipe writes it: 0.5, true, living, [1, 0, 0].</summary>
    internal static string Text(object? value) => value switch {
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        bool b => b ? "true" : "false",
        Enum e => Spelling.SnakeCase(e.ToString()),
        Vector3 v => string.Create(CultureInfo.InvariantCulture, $"[{v.X:R}, {v.Y:R}, {v.Z:R}]"),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>What a recipe's check promises holds for what is drawn: numbers are finite and within the limits of their key.</summary>
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
