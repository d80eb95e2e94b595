using System.Collections;
using Diorama.Core;

namespace Diorama.Worlds.Recipes.Language;

/// <summary>Every value of a recipe by its path, <c>world.rooms.0.width</c>, and the turns that its grids take.</summary>
internal sealed class RecipePaths {
    private readonly SortedDictionary<string, RecipeValue> values = new(StringComparer.Ordinal);
    private readonly List<RecipeList> lists = [];
    /// <summary>Distributions by themselves: one may be drawn under another path than its own.</summary>
    private readonly Dictionary<object, Entry?> entries = new(ReferenceEqualityComparer.Instance);
    private readonly SortedDictionary<string, (Distribution Grid, long Stride)> grids = new(StringComparer.Ordinal);

    public IEnumerable<RecipeValue> Values => values.Values;

    /// <summary>The lists, arrays and mappings, outer ones first.</summary>
    public IReadOnlyList<RecipeList> Lists => lists;

    private RecipePaths() { }

    public static RecipePaths Of(Recipe recipe) {
        var paths = new RecipePaths();
        paths.Add("", recipe, null);
        long stride = 1;
        foreach (RecipeValue value in paths.values.Values) {
            if (value.Value is not Distribution grid || grid.Problem() is not null || grid.Turn() is not { } count) continue;
            paths.grids[value.Path] = (grid, stride);
            if (stride <= long.MaxValue / count) stride *= count;
        }
        return paths;
    }

    /// <summary>A distribution, number, text, switch or enum value; null where there is none.</summary>
    public object? Find(string path) => values.TryGetValue(path, out RecipeValue? value) ? value.Value : null;

    public string Nearest(string path, string except) => Spelling.Nearest(path, values.Keys.Where(k => k != except)) ?? "";

    /// <summary>
    /// Scenes for which a grid stays on one value: the product of the counts of the grids whose paths come before, so that every
    /// combination has its turn. A grid that is drawn under another path than its own takes the turn of its own.
    /// </summary>
    public long? StrideOf(string path, Distribution grid) {
        if (grids.TryGetValue(path, out var own)) return own.Stride;
        foreach ((Distribution known, long stride) in grids.Values) {
            if (ReferenceEquals(known, grid)) return stride;
        }
        return null;
    }

    /// <summary>The key whose value is drawn under a path; null where the recipe has none.</summary>
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

/// <param name="Path">From the top of the recipe.</param>
/// <param name="Value">A distribution, number, text, switch or enum value.</param>
/// <param name="Entry">The key whose value it is, or in whose list it stands.</param>
internal sealed record RecipeValue(string Path, object Value, Entry? Entry);

/// <param name="Path">From the top of the recipe.</param>
/// <param name="Count">Of its items.</param>
/// <param name="IsArray">Whether it is an array of numbers.</param>
/// <param name="Names">Those of a mapping.</param>
/// <param name="Entry">The key whose value it is, or in whose list it stands.</param>
internal sealed record RecipeList(string Path, int Count, bool IsArray, IReadOnlyList<string> Names, Entry Entry);
