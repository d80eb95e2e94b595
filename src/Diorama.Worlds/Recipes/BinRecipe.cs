namespace Diorama.Worlds.Recipes;

/// <summary>Many instances in an open box, as robots pick them.</summary>
public sealed class BinRecipe : WorldRecipe {
    /// <summary>Inner width of the bin, metres.</summary>
    [Limits(AtLeast = LimitsAttribute.Smallest, AtMost = 1000)]
    public Distribution<double> Width { get; set; } = 0.6;
    /// <summary>Inner depth of the bin, metres.</summary>
    [Limits(AtLeast = LimitsAttribute.Smallest, AtMost = 1000)]
    public Distribution<double> Depth { get; set; } = 0.4;
    /// <summary>Inner height of the bin, metres.</summary>
    [Limits(AtLeast = LimitsAttribute.Smallest, AtMost = 1000)]
    public Distribution<double> Height { get; set; } = 0.25;
    /// <summary>Classes or ids of what lies in it.</summary>
    [ClassNames(GroupsAndIds = true)]
    public Distribution<string> Object { get; set; } = new Choice<string>([("cup", 1), ("bottle", 1), ("bowl", 1)]);
    /// <summary>How many lie in it.</summary>
    [Limits(AtLeast = 0, AtMost = 10_000)]
    public Distribution<int> Count { get; set; } = new Uniform<int>(10, 25);
    /// <summary>Longest side that objects are scaled to; 0 keeps their own size. Metres.</summary>
    [Limits(AtLeast = 0, AtMost = 1000)]
    public Distribution<double> ObjectSize { get; set; } = 0;
}
