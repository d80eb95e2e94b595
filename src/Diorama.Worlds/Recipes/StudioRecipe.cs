namespace Diorama.Worlds.Recipes;

/// <summary>A few things on a plain ground, for a first look and for tests.</summary>
public sealed class StudioRecipe : WorldRecipe {
    /// <summary>Assets by class or id; "cube", "sphere" and "cylinder" need no pack.</summary>
    [ClassNames(GroupsAndIds = true)]
    public Distribution<string> Object { get; set; } = "cube";
    /// <summary>How many of them.</summary>
    [Limits(AtLeast = 0, AtMost = 10_000)]
    public Distribution<int> Count { get; set; } = 3;
    /// <summary>Longest side, metres.</summary>
    [Limits(AtLeast = LimitsAttribute.Smallest, AtMost = LimitsAttribute.Farthest)]
    public Distribution<double> Size { get; set; } = new Uniform<double>(0.15, 0.35);
}
