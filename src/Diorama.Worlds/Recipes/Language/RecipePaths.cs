using System.Collections;
using Diorama.Core.Diagnostics;

namespace Diorama.Worlds.Recipes.Language;

/// <summary>
/// Every value of a recipe by its path, such as <c>world.rooms.0.width</c>, and the number of scenes for which each grid keeps a value.
/// </summary>
internal sealed class RecipePaths {
    private readonly SortedDictionary<string, RecipeValue> values = new(StringComparer.Ordinal);
    private readonly List<RecipeList> lists = [];
    /// <summary>Keys of distributions by reference, because a distribution may be drawn under a path other than its own.</summary>
    private readonly Dictionary<object, Entry?> entries = new(ReferenceEqualityComparer.Instance);
    private readonly SortedDictionary<string, (Distribution Grid, long Stride)> grids = new(StringComparer.Ordinal);

    public IEnumerable<RecipeValue> Values => values.Values;

    /// <summary>Lists, arrays and mappings of the recipe, outer ones first.</summary>
    public IReadOnlyList<RecipeList> Lists => lists;

    private RecipePaths() { }

    public static RecipePaths Of(Recipe recipe) {
        var paths = new RecipePaths();
        paths.Add("", recipe, null);
        long stride = 1;
        foreach (RecipeValue value in paths.values.Values) {
            if (value.Value is not Distribution grid || grid.Problem() is not null || grid.Period() is not { } count) continue;
            paths.grids[value.Path] = (grid, stride);
            if (stride <= long.MaxValue / count) stride *= count;
        }
        return paths;
    }

    /// <summary>Returns the distribution, number, text, boolean or enum value at a path; null if there is none.</summary>
    public object? Find(string path) => values.TryGetValue(path, out RecipeValue? value) ? value.Value : null;

    public string Nearest(string path, string except) => NearestNames.First(path, values.Keys.Where(k => k != except)) ?? "";

    /// <summary>
    /// Returns the number of scenes for which a grid keeps a value: the product of the counts of all grids whose paths come before, so that
    /// every combination occurs. A grid that is drawn under a path other than its own uses the number of its own path.
    /// </summary>
    public long? StrideOf(string path, Distribution grid) {
        if (grids.TryGetValue(path, out var own)) return own.Stride;
        foreach ((Distribution known, long stride) in grids.Values) {
            if (ReferenceEquals(known, grid)) return stride;
        }
        return null;
    }

    /// <summary>Returns the key whose value is drawn under a path; null if the recipe has none.</summary>
    public Entry? EntryOf(string path, Distribution distribution) =>
        values.TryGetValue(path, out RecipeValue? value) && value.Value is Distribution ? value.Entry
        : entries.GetValueOrDefault(distribution);

    private void Add(string path, object? value, Entry? entry) {
        if (value is null) return;
        Type type = value.GetType();
        string prefix = path.Length == 0 ? "" : path + ".";
        if (value is Distribution || type.IsPrimitive || type.IsEnum || value is string) {
            values[path] = new(path, value, entry);
            if (value is Distribution) entries[value] = entry;
        } else if (value is IDictionary dictionary) {
            lists.Add(new(path, dictionary.Count, false, [.. dictionary.Keys.Cast<string>()], entry!));
            foreach (DictionaryEntry item in dictionary) Add(prefix + item.Key, item.Value, entry);
        } else if (value is IEnumerable list) {
            int i = 0, count = ((ICollection)list).Count;
            lists.Add(new(path, count, type.IsArray, [], entry!));
            foreach (object? item in list) Add(prefix + i++, item, entry);
        } else {
            foreach (Entry e in Section.Of(type).Entries) Add(prefix + e.Key, e.Property.GetValue(value), e);
        }
    }
}

/// <param name="Path">Path from the top of the recipe.</param>
/// <param name="Value">Distribution, number, text, boolean or enum value.</param>
/// <param name="Entry">Key that has the value, or has the list that contains it.</param>
internal sealed record RecipeValue(string Path, object Value, Entry? Entry);

/// <param name="Path">Path from the top of the recipe.</param>
/// <param name="Count">Number of items.</param>
/// <param name="IsArray">True for an array of numbers.</param>
/// <param name="Names">Names of a mapping; empty for lists.</param>
/// <param name="Entry">Key that has the list, or has the list that contains it.</param>
internal sealed record RecipeList(string Path, int Count, bool IsArray, IReadOnlyList<string> Names, Entry Entry);
