using System.Numerics;
using Diorama.Core.Spaces;

namespace Diorama.Geometry.Bounds;

/// <summary>The smallest box with sides along the axes; <see cref="Empty"/> holds nothing.</summary>
public readonly record struct AxisBox(Vector3 Min, Vector3 Max) {
    public static AxisBox Empty { get; } = new(new(float.PositiveInfinity), new(float.NegativeInfinity));

    public Vector3 Size => Max - Min;
    public Vector3 Center => (Min + Max) / 2;
    public bool IsEmpty => Min.X > Max.X;

    public AxisBox With(Vector3 point) => new(Vector3.Min(Min, point), Vector3.Max(Max, point));

    public AxisBox With(in AxisBox other) => new(Vector3.Min(Min, other.Min), Vector3.Max(Max, other.Max));

    public static AxisBox Around(ReadOnlySpan<Vector3> points) {
        Vector3 min = Empty.Min, max = Empty.Max;
        foreach (var p in points) {
            min = Vector3.Min(min, p);
            max = Vector3.Max(max, p);
        }
        return new(min, max);
    }

    /// <summary>Around points that are first mapped, exact where mapping the box would be too large.</summary>
    public static AxisBox Around(ReadOnlySpan<Vector3> points, in Affine3 targetFromPoints) {
        Vector3 min = Empty.Min, max = Empty.Max;
        foreach (var p in points) {
            var q = targetFromPoints.Point(p);
            min = Vector3.Min(min, q);
            max = Vector3.Max(max, q);
        }
        return new(min, max);
    }
}
