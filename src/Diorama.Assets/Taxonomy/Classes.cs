using System.Globalization;
using Diorama.Core;
using Diorama.Core.Diagnostics;

namespace Diorama.Assets.Taxonomy;

/// <summary>The taxonomy of classes (classes.tsv). Ids and names never change once published; new classes are appended.</summary>
public static class Classes {
    /// <summary>Name of the class of all assets that no other class fits.</summary>
    public const string Unmapped = "object";

    private static readonly Dictionary<string, AssetClass> byName;

    /// <summary>All classes in the order of their ids; the class with id n is at index n − 1.</summary>
    public static IReadOnlyList<AssetClass> All { get; }
    public static IReadOnlyList<string> Names { get; }
    public static IReadOnlyList<string> Groups { get; }

    static Classes() {
        All = [.. EmbeddedTable.Rows("classes.tsv").Select(Parse)];
        byName = All.ToDictionary(c => c.Name, StringComparer.Ordinal);
        Names = [.. All.Select(c => c.Name)];
        Groups = [.. All.Select(c => c.Group).Distinct()];
    }

    public static bool Exists(string name) => byName.ContainsKey(name);

    /// <exception cref="BadInputException">There is no such class; the message offers similar names.</exception>
    public static AssetClass Find(string name) => byName.TryGetValue(name, out var found)
        ? found : throw NearestNames.Unknown("class", name, Names);

    private static AssetClass Parse(string[] row) => new(
        int.Parse(row[0], CultureInfo.InvariantCulture), row[1], row[2],
        row[3].Length > 0 ? int.Parse(row[3], CultureInfo.InvariantCulture) : null, row[4].Length > 0 ? row[4] : null);
}
