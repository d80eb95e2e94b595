namespace Diorama.Worlds.Recipes;

/// <summary>A few objects on a plain ground, for first experiments and tests.</summary>
public sealed class StudioRecipe : WorldRecipe {
    /// <summary>Classes or ids of the objects; "cube", "sphere" and "cylinder" need no pack.</summary>
    [ClassNames(GroupsAndIds = true)]
    public Distribution<string> Object { get; set; } = "cube";
    /// <summary>Number of objects.</summary>
    [Limits(AtLeast = 0, AtMost = 10_000)]
    public Distribution<int> Count { get; set; } = 3;
    /// <summary>Longest side of each object, metres.</summary>
    [Limits(AtLeast = LimitsAttribute.MinLength, AtMost = LimitsAttribute.MaxLength)]
    public Distribution<double> Size { get; set; } = new Uniform<double>(0.15, 0.35);
}
