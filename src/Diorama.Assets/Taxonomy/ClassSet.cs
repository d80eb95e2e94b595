using System.Globalization;
using Diorama.Core;
using Diorama.Core.Diagnostics;

namespace Diorama.Assets.Taxonomy;

/// <summary>
/// Classes by name: those of the taxonomy (classes.tsv), whose ids and names never change, and those that a user declares beside them. A
/// synonym finds its class too. Immutable.
/// </summary>
public sealed class ClassSet {
    /// <summary>Name of the class of all assets that no other class fits.</summary>
    public const string Unmapped = "object";

    private readonly Dictionary<string, AssetClass> byName = new(StringComparer.Ordinal);

    /// <summary>The classes of the taxonomy alone, in the order of their ids; the class with id n is at index n − 1.</summary>
    public static ClassSet Taxonomy { get; } = new([.. EmbeddedTable.Rows("classes.tsv").Select(Parse)]);

    public IReadOnlyList<AssetClass> All { get; }
    public IReadOnlyList<string> Names { get; }
    public IReadOnlyList<string> Groups { get; }

    private ClassSet(IReadOnlyList<AssetClass> all) {
        All = all;
        foreach (AssetClass c in all) byName.Add(c.Name, c);
        foreach (AssetClass c in all) foreach (string synonym in c.Synonyms ?? []) byName.TryAdd(synonym, c);
        Names = [.. all.Select(c => c.Name)];
        Groups = [.. all.Select(c => c.Group).Distinct()];
    }

    /// <summary>Returns these classes and others; one of the same name takes the place of that in this set.</summary>
    public ClassSet With(IReadOnlyCollection<AssetClass> declared) => declared.Count == 0 ? this
        : new([.. All.Where(c => declared.All(d => d.Name != c.Name)), .. declared]);

    public bool Exists(string name) => byName.ContainsKey(name);

    public bool IsGroup(string name) => Groups.Contains(name);

    /// <summary>Returns the group of a class; null for a name that is no class.</summary>
    public string? GroupOf(string name) => byName.GetValueOrDefault(name)?.Group;

    /// <exception cref="BadInputException">There is no such class; the message offers similar names.</exception>
    public AssetClass Find(string name) => byName.TryGetValue(name, out var found)
        ? found : throw NearestNames.Unknown("class", name, Names);

    private static AssetClass Parse(string[] row) => new(
        int.Parse(row[0], CultureInfo.InvariantCulture), row[1], row[2],
        row[3].Length > 0 ? int.Parse(row[3], CultureInfo.InvariantCulture) : null, row[4].Length > 0 ? row[4] : null);
}
