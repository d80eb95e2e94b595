using System.Globalization;

namespace Diorama.Worlds.Recipes;

/// <summary>Between which numbers a value of the recipe may lie, whatever it is drawn from; each number of a list by itself.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LimitsAttribute : Attribute {
    public double AtLeast { get; init; } = double.NegativeInfinity;
    /// <summary>Exclusive.</summary>
    public double Above { get; init; } = double.NegativeInfinity;
    public double AtMost { get; init; } = double.PositiveInfinity;

    internal bool Allow(double x) => x >= AtLeast && x > Above && x <= AtMost;

    /// <summary>As a sentence says it: "above 0 and at most 1".</summary>
    internal string Words {
        get {
            string low = double.IsFinite(Above) ? $"above {Text(Above)}" : double.IsFinite(AtLeast) ? $"at least {Text(AtLeast)}" : "";
            string high = double.IsFinite(AtMost) ? $"at most {Text(AtMost)}" : "";
            return low.Length > 0 && high.Length > 0 ? $"{low} and {high}" : low + high;
        }
    }

    private static string Text(double x) => x.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The key of a property where it is not the property's name in snake case.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyAttribute(string name) : Attribute {
    public string Name { get; } = name;
}

/// <summary>The texts, or the names of a mapping, are classes of the taxonomy.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ClassNamesAttribute : Attribute {
    /// <summary>Groups of classes and ids of single assets are good as well.</summary>
    public bool GroupsAndIds { get; init; }
}
