namespace Diorama.Core.Spaces;

/// <summary>Units in which files state lengths: metres, millimetres, centimetres, inches.</summary>
public enum LengthUnit { M, Mm, Cm, In }

/// <summary>Sizes of the units.</summary>
public static class LengthUnits {
    /// <summary>Names as people write them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetNames<LengthUnit>().Select(n => n.ToLowerInvariant())];

    /// <summary>Returns the metres of one unit.</summary>
    public static double Metres(this LengthUnit unit) => unit switch {
        LengthUnit.M => 1,
        LengthUnit.Mm => 0.001,
        LengthUnit.Cm => 0.01,
        LengthUnit.In => 0.0254,
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "this unit has no size"),
    };

    /// <summary>Returns the unit of a name; null for any other text.</summary>
    public static LengthUnit? Parse(string text) => Names.Contains(text) ? Enum.Parse<LengthUnit>(text, ignoreCase: true) : null;
}
