using Diorama.Assets.Taxonomy;
using Diorama.Core;

namespace Diorama.Datasets.Layout;

/// <summary>A class of a dataset.</summary>
/// <param name="Id">From 1, stable for ever.</param>
/// <param name="Name">Unique.</param>
/// <param name="Group">What it is a kind of; COCO's supercategory.</param>
public sealed record DatasetClass(int Id, string Name, string Group) {
    /// <summary>The group of what places are made of (wall, floor, ceiling …): classes of pixels, not of things to be counted.</summary>
    public const string StructureGroup = "structure";

    /// <summary>Whether its objects are instances in detection formats: all but structure.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsThing => Group != StructureGroup;
}

/// <summary>The classes of a dataset by name. A scene numbers its own classes as it likes; files hold the ids of this table.</summary>
public sealed class ClassTable {
    private readonly Dictionary<string, DatasetClass> byName = [];
    private readonly Dictionary<int, DatasetClass> byId = [];

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<DatasetClass> Classes { get; }

    public ClassTable(IEnumerable<DatasetClass> classes) {
        Classes = [.. classes.OrderBy(c => c.Id)];
        foreach (DatasetClass c in Classes) {
            if (c.Id < 1 || !byId.TryAdd(c.Id, c) || !byName.TryAdd(c.Name, c))
                throw new ArgumentException($"class {c.Id} '{c.Name}' has no id of its own from 1 or no name of its own", nameof(classes));
        }
    }

    /// <summary>Whether classes that a file lists make a table.</summary>
    /// <exception cref="BadInputException">They do not; the sentence names the file and the class.</exception>
    internal static void Check(IReadOnlyList<DatasetClass> classes, string file) {
        (var ids, var names) = (new HashSet<int>(), new HashSet<string>(StringComparer.Ordinal));
        for (int i = 0; i < classes.Count; i++) {
            if (classes[i] is not { Id: >= 1 and <= ushort.MaxValue } c || !ids.Add(c.Id) || !names.Add(c.Name)) {
                throw new BadInputException(
                    $"{file} is damaged: classes[{i}] has no id of its own from 1 to {ushort.MaxValue}, or no name of its own.");
            }
        }
    }

    /// <summary>The taxonomy, or those of it that are named; ids are the taxonomy's either way.</summary>
    /// <exception cref="BadInputException">There is no such class.</exception>
    public static ClassTable OfTaxonomy(IReadOnlyList<string> names) {
        IEnumerable<AssetClass> chosen = names.Count == 0 ? Assets.Taxonomy.Classes.All
            : names.Distinct().Select(Assets.Taxonomy.Classes.Find);
        return new(chosen.Select(c => new DatasetClass(c.Id, c.Name, c.Group)));
    }

    /// <summary>Null for 0 and ids that are not in the table.</summary>
    public DatasetClass? this[int id] => byId.GetValueOrDefault(id);

    /// <summary>The id here of each class of a scene, by the scene's class id; 0 for what is not in the table.</summary>
    public int[] FromScene(IReadOnlyList<string> sceneClasses) =>
        [0, .. sceneClasses.Select(name => byName.GetValueOrDefault(name)?.Id ?? 0)];
}
