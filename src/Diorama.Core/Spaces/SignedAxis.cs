using System.Numerics;

namespace Diorama.Core.Spaces;

/// <summary>An axis with its direction, as people write it: "z", "-x".</summary>
public static class SignedAxis {
    /// <summary>All spellings, for options and messages.</summary>
    public static IReadOnlyList<string> All { get; } = ["x", "y", "z", "-x", "-y", "-z"];

    /// <summary>Returns the unit vector of an axis; null for any other text.</summary>
    public static Vector3? Parse(string text) => text switch {
        "x" or "X" or "+x" or "+X" => Vector3.UnitX,
        "-x" or "-X" => -Vector3.UnitX,
        "y" or "Y" or "+y" or "+Y" => Vector3.UnitY,
        "-y" or "-Y" => -Vector3.UnitY,
        "z" or "Z" or "+z" or "+Z" => Vector3.UnitZ,
        "-z" or "-Z" => -Vector3.UnitZ,
        _ => null,
    };
}
