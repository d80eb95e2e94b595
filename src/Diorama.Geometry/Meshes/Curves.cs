using System.Numerics;

namespace Diorama.Geometry.Meshes;

/// <summary>
/// Hair or fur: uniform cubic B-spline strands with a round cross-section, in object space (metres). Strand k has the control points
/// [StrandStarts[k], StrandStarts[k+1]), at least four; it passes near them, not through them.
/// </summary>
public sealed class Curves {
    public string Name { get; set; } = "";
    /// <summary>Position (x, y, z) and radius (w) of each control point, in metres.</summary>
    public required Vector4[] ControlPoints { get; init; }
    /// <summary>Index of the first control point of each strand, then the total number of control points: StrandCount + 1 values.</summary>
    public required int[] StrandStarts { get; init; }

    public int StrandCount => StrandStarts.Length - 1;
}
