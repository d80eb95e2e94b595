namespace Diorama.Worlds.Recipes;

/// <summary>Things dropped on a table in a room corner.</summary>
public sealed class TabletopRecipe : WorldRecipe {
    /// <summary>Class or id of what they are dropped on.</summary>
    [ClassNames(GroupsAndIds = true)]
    public Distribution<string> Table { get; set; } = "dining table";
    /// <summary>Classes or ids of what is dropped.</summary>
    [ClassNames(GroupsAndIds = true)]
    public Distribution<string> Object { get; set; } = new Choice<string>([("cup", 1), ("bottle", 1), ("bowl", 1), ("book", 1)]);
    /// <summary>How many are dropped.</summary>
    [Limits(AtLeast = 0, AtMost = 10_000)]
    public Distribution<int> Count { get; set; } = new Uniform<int>(4, 10);
}
