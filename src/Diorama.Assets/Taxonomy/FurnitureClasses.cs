namespace Diorama.Assets.Taxonomy;

/// <summary>Maps entries of a Sweet Home 3D catalogue to classes (furniture.tsv).</summary>
public static class FurnitureClasses {
    private static readonly Dictionary<string, string> byId = [], byName = [];
    private static readonly Dictionary<(string, string), string> byNameAndCategory = [];

    static FurnitureClasses() {
        foreach (string[] row in EmbeddedTable.Rows("furniture.tsv")) {
            var (name, category, id, className) = (row[0], row[1], row[2], row[3]);
            if (id.Length > 0) byId.Add(id, className);
            else if (category.Length > 0) byNameAndCategory.Add((name, category), className);
            else byName.Add(name, className);
        }
    }

    /// <summary>
    /// Returns the class by catalogue id ("Scopia#bed1"), else by name and category, else by name; otherwise
    /// <see cref="ClassSet.Unmapped"/>.
    /// </summary>
    public static string Of(string id, string name, string category) =>
        byId.GetValueOrDefault(id) ?? byNameAndCategory.GetValueOrDefault((name, category))
        ?? byName.GetValueOrDefault(name, ClassSet.Unmapped);

    internal static IEnumerable<string> Mapped => byId.Values.Concat(byNameAndCategory.Values).Concat(byName.Values);
}
