using System.Numerics;

namespace Diorama.Geometry.Meshes;

/// <summary>
/// Hair or fur: uniform cubic B-spline strands with a round cross-section, in object space (metres).
/// Strand k has control points [StrandStarts[k], StrandStarts[k+1]); at least four; it passes near, not through, them.
/// </summary>
public sealed class Curves {
    public string Name { get; set; } = "";
    /// <summary>Position and radius of each control point.</summary>
    public required Vector4[] ControlPoints { get; init; }
    /// <summary>First control point of each strand, then the total: StrandCount + 1 numbers.</summary>
    public required int[] StrandStarts { get; init; }

    public int StrandCount => StrandStarts.Length - 1;
}
