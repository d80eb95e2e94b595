using System.Globalization;
using Diorama.Core.Names;

namespace Diorama.Worlds.Recipes;

/// <summary>
/// Range of a value of the recipe, whatever it is drawn from; each number of a list is checked by itself. Every number of a recipe has two
/// finite ends, so that a file cannot cause infinite values or endless work.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LimitsAttribute : Attribute {
    public double AtLeast { get; init; } = double.NegativeInfinity;
    /// <summary>Lower end of the range, exclusive.</summary>
    public double Above { get; init; } = double.NegativeInfinity;
    public double AtMost { get; init; } = double.PositiveInfinity;

    /// <summary>Largest distance in a world, metres.</summary>
    public const double MaxLength = 1e6;
    /// <summary>Largest coordinate of a world along an axis, metres.</summary>
    public const double MaxCoordinate = Core.Spaces.Coordinates.Max;
    /// <summary>Smallest size of objects that are built or seen, metres.</summary>
    public const double MinLength = 0.001;

    internal bool Allow(double x) => x >= AtLeast && x > Above && x <= AtMost;

    /// <summary>Returns the range in words: "above 0 and at most 1".</summary>
    internal string Words {
        get {
            string low = double.IsFinite(Above) ? $"above {Text(Above)}" : double.IsFinite(AtLeast) ? $"at least {Text(AtLeast)}" : "";
            string high = double.IsFinite(AtMost) ? $"at most {Text(AtMost)}" : "";
            return low.Length > 0 && high.Length > 0 ? $"{low} and {high}" : low + high;
        }
    }

    private static string Text(double x) => x.ToString("0.##########", CultureInfo.InvariantCulture);
}

/// <summary>
/// Largest number of items of a list or mapping, and the number of values of each array. Without this attribute, the default numbers apply.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ItemsAttribute : Attribute {
    public int AtMost { get; init; } = 10_000;
    /// <summary>Exact number of values in each array; 0 allows any number.</summary>
    public int Exactly { get; init; }

    /// <summary>Returns the error in a number of items; null if there is none.</summary>
    internal string? Problem(int count, bool array) =>
        array && Exactly > 0
        ? count == Exactly ? null : $"{count} {(count == 1 ? "number stands" : "numbers stand")} here; expected {Exactly}"
        : count <= AtMost ? null : string.Create(CultureInfo.InvariantCulture, $"{count} items stand here; expected at most {AtMost}");
}

/// <summary>Form of a text, or of the names in a mapping. Without this attribute, it is one line without control characters.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextAttribute : Attribute {
    /// <summary>True if the text becomes part of file names.</summary>
    public bool FileName { get; init; }
    /// <summary>True if the text may have several lines.</summary>
    public bool Lines { get; init; }
    public int AtMost { get; init; } = DisplayName.MaxCharacters;

    /// <summary>Returns the error in a text; null if there is none.</summary>
    internal string? Problem(string text) => FileName ? Core.Names.FileName.Problem(text) : DisplayName.Problem(text, Lines, AtMost);
}

/// <summary>Key of a property in recipes, if it is not the property's name in snake case.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyAttribute(string name) : Attribute {
    public string Name { get; } = name;
}

/// <summary>Marks texts, or the names in a mapping, as classes of the taxonomy.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ClassNamesAttribute : Attribute {
    /// <summary>True if groups of classes and ids of single assets are allowed too.</summary>
    public bool GroupsAndIds { get; init; }
    /// <summary>True if an empty text is allowed, for no class.</summary>
    public bool OrEmpty { get; init; }
}

/// <summary>Lets a single text stand for a section: it is the value of the named property.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShortForAttribute(string property) : Attribute {
    public string Property { get; } = property;
}
