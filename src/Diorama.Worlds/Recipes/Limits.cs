using System.Globalization;
using Diorama.Core.Names;

namespace Diorama.Worlds.Recipes;

/// <summary>
/// Between which numbers a value of the recipe may lie, whatever it is drawn from; each number of a list by itself. Every number of a
/// recipe has two finite ends, so that nothing infinite and no work without end follows from a file.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LimitsAttribute : Attribute {
    public double AtLeast { get; init; } = double.NegativeInfinity;
    /// <summary>Exclusive.</summary>
    public double Above { get; init; } = double.NegativeInfinity;
    public double AtMost { get; init; } = double.PositiveInfinity;

    /// <summary>Lengths of what stands in a world or is far away, metres.</summary>
    public const double Farthest = 1e6;
    /// <summary>Lengths of things that are built or seen, metres.</summary>
    public const double Smallest = 0.001;

    internal bool Allow(double x) => x >= AtLeast && x > Above && x <= AtMost;

    /// <summary>As a sentence says it: "above 0 and at most 1".</summary>
    internal string Words {
        get {
            string low = double.IsFinite(Above) ? $"above {Text(Above)}" : double.IsFinite(AtLeast) ? $"at least {Text(AtLeast)}" : "";
            string high = double.IsFinite(AtMost) ? $"at most {Text(AtMost)}" : "";
            return low.Length > 0 && high.Length > 0 ? $"{low} and {high}" : low + high;
        }
    }

    private static string Text(double x) => x.ToString("0.##########", CultureInfo.InvariantCulture);
}

/// <summary>How many items a list or mapping may have, and how many numbers each array. Without it the usual number holds.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ItemsAttribute : Attribute {
    public int AtMost { get; init; } = 10_000;
    /// <summary>Numbers of an array, no more and no fewer; 0 leaves it open.</summary>
    public int Exactly { get; init; }

    /// <summary>What is wrong with a number of items, or null.</summary>
    internal string? Problem(int count, bool array) =>
        array && Exactly > 0
        ? count == Exactly ? null : $"{count} {(count == 1 ? "number stands" : "numbers stand")} here; expected {Exactly}"
        : count <= AtMost ? null : string.Create(CultureInfo.InvariantCulture, $"{count} items stand here; expected at most {AtMost}");
}

/// <summary>What a text may be, or the names of a mapping. Without it, one line without control characters.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextAttribute : Attribute {
    /// <summary>It becomes part of the names of files.</summary>
    public bool FileName { get; init; }
    /// <summary>It may go over several lines.</summary>
    public bool Lines { get; init; }
    public int AtMost { get; init; } = DisplayName.MostCharacters;

    /// <summary>What is wrong with a text, or null.</summary>
    internal string? Problem(string text) => FileName ? Core.Names.FileName.Problem(text) : DisplayName.Problem(text, Lines, AtMost);
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
