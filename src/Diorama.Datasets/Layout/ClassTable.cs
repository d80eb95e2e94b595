using Diorama.Assets.Taxonomy;
using Diorama.Core;
using Diorama.Core.Colors;

namespace Diorama.Datasets.Layout;

/// <summary>A class of a dataset.</summary>
/// <param name="Id">Id of the class, from 1; it never changes.</param>
/// <param name="Name">Unique name of the class.</param>
/// <param name="Group">Group of the class; COCO's supercategory.</param>
public sealed record DatasetClass(int Id, string Name, string Group) {
    /// <summary>Colour in pictures of labels, red, green and blue in sRGB from 0 to 255; null leaves it to the picture.</summary>
    public IReadOnlyList<int>? Color { get; init; }
    /// <summary>Other names of the class; null for none.</summary>
    public IReadOnlyList<string>? Synonyms { get; init; }


    /// <summary>Group of the structure of places (wall, floor, ceiling …): classes of pixels, not of things to be counted.</summary>
    public const string StructureGroup = "structure";

    /// <summary>Classes are equal if all that they state is, colours and synonyms by their values.</summary>
    public bool Equals(DatasetClass? other) => other is not null && (Id, Name, Group) == (other.Id, other.Name, other.Group)
        && (Color ?? []).SequenceEqual(other.Color ?? []) && (Synonyms ?? []).SequenceEqual(other.Synonyms ?? []);

    public override int GetHashCode() => HashCode.Combine(Id, Name, Group);

    /// <summary>Colour of the class in pictures: its own, or one by its id.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Rgb8 PictureColor => Color is [var r, var g, var b] ? new((byte)r, (byte)g, (byte)b) : IdPalette.Color((uint)Id);

    /// <summary>Whether objects of the class are instances in detection formats: true for all but structure.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsThing => Group != StructureGroup;
}

/// <summary>The classes of a dataset by name and id. A scene has its own class numbers; files hold the ids of this table.</summary>
public sealed class ClassTable {
    private readonly Dictionary<string, DatasetClass> byName = [];
    private readonly Dictionary<int, DatasetClass> byId = [];

    /// <summary>The classes in the order of their ids.</summary>
    public IReadOnlyList<DatasetClass> Classes { get; }

    public ClassTable(IEnumerable<DatasetClass> classes) {
        Classes = [.. classes.OrderBy(c => c.Id)];
        foreach (DatasetClass c in Classes) {
            if (c.Id < 1 || !byId.TryAdd(c.Id, c) || !byName.TryAdd(c.Name, c))
                throw new ArgumentException($"class {c.Id} '{c.Name}' has no id of its own from 1 or no name of its own", nameof(classes));
        }
    }

    /// <summary>Checks that the classes that a file lists have unique ids and names.</summary>
    /// <exception cref="BadInputException">They do not; the message names the file and the class.</exception>
    internal static void Check(IReadOnlyList<DatasetClass> classes, string file) {
        (var ids, var names) = (new HashSet<int>(), new HashSet<string>(StringComparer.Ordinal));
        for (int i = 0; i < classes.Count; i++) {
            if (classes[i] is { Color: { } color } && (color.Count != 3 || color.Any(v => v is < 0 or > 255)))
                throw new BadInputException($"{file} is damaged: classes[{i}].color is no colour of three numbers from 0 to 255.");
            if (classes[i] is not { Id: >= 1 and <= ushort.MaxValue } c || !ids.Add(c.Id) || !names.Add(c.Name)) {
                throw new BadInputException(
                    $"{file} is damaged: classes[{i}] has no id of its own from 1 to {ushort.MaxValue}, or no name of its own.");
            }
        }
    }

    /// <summary>Makes the table of the classes of a recipe's dataset, such as <c>RecipeClasses.OfDataset</c>.</summary>
    public static ClassTable Of(IEnumerable<AssetClass> classes) =>
        new(classes.Select(c => new DatasetClass(c.Id, c.Name, c.Group) { Color = c.Color, Synonyms = c.Synonyms }));

    /// <summary>Makes a table of the whole taxonomy.</summary>
    public static ClassTable OfTaxonomy() => Of(ClassSet.Taxonomy.All);

    /// <summary>Class with an id; null for 0 and ids that are not in the table.</summary>
    public DatasetClass? this[int id] => byId.GetValueOrDefault(id);

    /// <summary>
    /// Returns the table's id of each class of a scene, indexed by the scene's class id; 0 for classes that are not in the table.
    /// </summary>
    public int[] FromScene(IReadOnlyList<string> sceneClasses) =>
        [0, .. sceneClasses.Select(name => byName.GetValueOrDefault(name)?.Id ?? 0)];
}
