using System.Runtime.CompilerServices;
using Diorama.Core.Spaces;

namespace Diorama.Geometry.Distances;

/// <summary>The point of a triangle that is nearest to the origin.</summary>
internal static class TriangleDistance {
    // Sine of the angle below which a triangle counts as the line segments that it nearly is, squared.
    private const double NoAngle = 1e-20;

    /// <summary>
    /// Returns that point and the square of its length. Corners are relative to the query point and exact, as differences of single
    /// precision are; triangles may be line segments or points.
    /// </summary>
    public static double Nearest(Double3 a, Double3 b, Double3 c, out Double3 nearest) {
        Double3 ab = b - a, ac = c - a, normal = Double3.Cross(ab, ac);
        double squared = Double3.Dot(normal, normal);
        bool isFlat = !(squared > NoAngle * Double3.Dot(ab, ab) * Double3.Dot(ac, ac));
        double best = double.PositiveInfinity;
        nearest = a;
        // Only an edge that has the origin on its outer side can hold the nearest point.
        if (isFlat || IsOutside(a, b, normal)) Segment(a, b, ref best, ref nearest);
        if (isFlat || IsOutside(b, c, normal)) Segment(b, c, ref best, ref nearest);
        if (isFlat || IsOutside(c, a, normal)) Segment(c, a, ref best, ref nearest);
        if (best < double.PositiveInfinity) return best;
        double along = Double3.Dot(a, normal);
        nearest = normal * (along / squared);
        return along * along / squared;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsOutside(Double3 from, Double3 to, Double3 normal) => Double3.Dot(Double3.Cross(from, to), normal) < 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Segment(Double3 from, Double3 to, ref double best, ref Double3 nearest) {
        Double3 edge = to - from;
        double length = Double3.Dot(edge, edge), share = length > 0 ? Math.Clamp(-Double3.Dot(from, edge) / length, 0, 1) : 0;
        Double3 point = from + edge * share;
        double squared = Double3.Dot(point, point);
        if (squared < best) (best, nearest) = (squared, point);
    }
}
