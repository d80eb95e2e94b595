namespace Diorama.Worlds.Recipes;

/// <summary>Objects dropped on a table in the corner of a room.</summary>
public sealed class TabletopRecipe : WorldRecipe {
    /// <summary>Class or id of the table.</summary>
    [ClassNames(GroupsAndIds = true)]
    public Distribution<string> Table { get; set; } = "dining table";
    /// <summary>Classes or ids of the objects that are dropped.</summary>
    [ClassNames(GroupsAndIds = true)]
    public Distribution<string> Object { get; set; } = new Choice<string>([("cup", 1), ("bottle", 1), ("bowl", 1), ("book", 1)]);
    /// <summary>Number of objects that are dropped.</summary>
    [Limits(AtLeast = 0, AtMost = 10_000)]
    public Distribution<int> Count { get; set; } = new Uniform<int>(4, 10);
}
