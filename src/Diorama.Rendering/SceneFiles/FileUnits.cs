using Diorama.Core.Spaces;

namespace Diorama.Rendering.SceneFiles;

/// <summary>What the numbers of a scene file mean where that is not what its format states.</summary>
public sealed record FileUnits {
    /// <summary>Unit of the numbers in the file; null keeps the format's.</summary>
    public LengthUnit? Unit { get; init; }
    /// <summary>Factor of all lengths, after the unit; above 0.</summary>
    public double Scale { get; init; } = 1;
    /// <summary>Axis of the file that points up, "z" or "-y"; null keeps the format's.</summary>
    public string? Up { get; init; }

    /// <summary>As the format states.</summary>
    public static FileUnits Stated { get; } = new();

    /// <summary>Returns the factor of lengths that were read with so many metres to the file's unit.</summary>
    public double Factor(double metres) => Scale * (Unit is { } unit ? unit.Metres() / metres : 1);
}
