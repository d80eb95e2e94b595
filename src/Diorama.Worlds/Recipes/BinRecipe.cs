namespace Diorama.Worlds.Recipes;

/// <summary>Many objects in an open box, as in robotic bin picking.</summary>
public sealed class BinRecipe : WorldRecipe {
    /// <summary>Inner width of the bin, metres.</summary>
    [Limits(AtLeast = LimitsAttribute.MinLength, AtMost = 1000)]
    public Distribution<double> Width { get; set; } = 0.6;
    /// <summary>Inner depth of the bin, metres.</summary>
    [Limits(AtLeast = LimitsAttribute.MinLength, AtMost = 1000)]
    public Distribution<double> Depth { get; set; } = 0.4;
    /// <summary>Inner height of the bin, metres.</summary>
    [Limits(AtLeast = LimitsAttribute.MinLength, AtMost = 1000)]
    public Distribution<double> Height { get; set; } = 0.25;
    /// <summary>Classes or ids of the objects in the bin.</summary>
    [ClassNames(GroupsAndIds = true)]
    public Distribution<string> Object { get; set; } = new Choice<string>([("cup", 1), ("bottle", 1), ("bowl", 1)]);
    /// <summary>Number of objects in the bin.</summary>
    [Limits(AtLeast = 0, AtMost = 10_000)]
    public Distribution<int> Count { get; set; } = new Uniform<int>(10, 25);
    /// <summary>Length that the longest side of each object is scaled to, metres; 0 keeps the object's own size.</summary>
    [Limits(AtLeast = 0, AtMost = 1000)]
    public Distribution<double> ObjectSize { get; set; } = 0;
}
