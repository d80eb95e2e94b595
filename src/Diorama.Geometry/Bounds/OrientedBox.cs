using System.Numerics;
using Diorama.Core.Spaces;

namespace Diorama.Geometry.Bounds;

/// <summary>A box in any orientation: axes of unit length, right-handed, and full edge lengths.</summary>
public readonly record struct OrientedBox(Vector3 Center, Basis Axes, Vector3 Size) {
    public float Volume => Size.X * Size.Y * Size.Z;

    /// <summary>The box's own frame: origin at the centre, axes along the edges, metres.</summary>
    public Affine3 ParentFromBox => new(Axes.Tangent, Axes.Bitangent, Axes.Normal, Center);

    /// <summary>The eight corners; bit 0, 1, 2 of the index choose the positive side along the first, second, third axis.</summary>
    public Vector3 Corner(int index) {
        var half = Size / 2;
        return Center + Axes.ToWorld(new((index & 1) != 0 ? half.X : -half.X, (index & 2) != 0 ? half.Y : -half.Y, (index & 4) != 0 ? half.Z : -half.Z));
    }

    /// <summary>
    /// A tight box: starts from the given axes and from the principal axes of the points, turns each about its own axes towards
    /// least volume, and returns the smaller. Within a few per cent of the smallest box, not the exact one of O'Rourke 1985.
    /// </summary>
    public static OrientedBox Around(ReadOnlySpan<Vector3> points) {
        if (points.IsEmpty) throw new ArgumentException("no points to bound", nameof(points));
        var upright = Tighten(points, new(Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ));
        var principal = Tighten(points, PrincipalAxes.Of(points));
        // A clear gain only, so that upright things keep upright boxes.
        return Cost(principal.Size) < 0.999f * Cost(upright.Size) ? principal : upright;
    }

    /// <summary>The smallest box along given axes.</summary>
    public static OrientedBox Along(ReadOnlySpan<Vector3> points, in Basis axes) {
        var box = AxisBox.Empty;
        foreach (var p in points) box = box.With(axes.ToLocal(p));
        return new(axes.ToWorld(box.Center), axes, box.Size);
    }

    private static OrientedBox Tighten(ReadOnlySpan<Vector3> points, Basis axes) {
        var best = Along(points, axes);
        for (float step = MathF.PI / 16; step > 0.002f; step /= 2) {
            bool better = true;
            for (int round = 0; better && round < 16; round++) {
                better = false;
                for (int k = 0; k < 6; k++) {
                    var candidate = Along(points, Turned(best.Axes, k >> 1, (k & 1) == 0 ? step : -step));
                    if (!(Cost(candidate.Size) < 0.9999f * Cost(best.Size))) continue;
                    best = candidate;
                    better = true;
                }
            }
        }
        return best;
    }

    /// <summary>Volume, with surface for flat things whose volume is always 0.</summary>
    private static float Cost(Vector3 size) {
        float surface = size.X * size.Y + size.Y * size.Z + size.Z * size.X;
        return size.X * size.Y * size.Z + 1e-3f * surface * MathF.Sqrt(surface);
    }

    private static Basis Turned(in Basis axes, int about, float radians) {
        var q = Quaternion.CreateFromAxisAngle(about switch { 0 => axes.Tangent, 1 => axes.Bitangent, _ => axes.Normal }, radians);
        var x = Vector3.Normalize(Vector3.Transform(axes.Tangent, q));
        var y = Vector3.Transform(axes.Bitangent, q);
        y = Vector3.Normalize(y - x * Vector3.Dot(x, y));
        return new(x, y, Vector3.Cross(x, y));
    }
}
