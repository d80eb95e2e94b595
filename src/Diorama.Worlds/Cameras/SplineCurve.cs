using System.Numerics;

namespace Diorama.Worlds.Cameras;

/// <summary>
/// A smooth curve through points, by length: uniform Catmull–Rom splines (Catmull and Rom 1974), sampled finely.
/// </summary>
internal sealed class SplineCurve {
    private const int Steps = 64;

    private readonly Vector3[] points;
    private readonly float[] lengths;

    /// <summary>Length of the curve, metres.</summary>
    public float Length => lengths[^1];

    public SplineCurve(IReadOnlyList<Vector3> through, bool closed) {
        int spans = closed ? through.Count : through.Count - 1;
        points = new Vector3[spans * Steps + 1];
        for (int i = 0; i < points.Length; i++) {
            int span = Math.Min(i / Steps, spans - 1);
            points[i] = At(through, closed, span, (i - span * Steps) / (float)Steps);
        }
        lengths = new float[points.Length];
        for (int i = 1; i < points.Length; i++) lengths[i] = lengths[i - 1] + Vector3.Distance(points[i - 1], points[i]);
    }

    /// <summary>Returns the point and the unit direction at a length from the beginning; what is beyond the ends is the end.</summary>
    public (Vector3 Point, Vector3 Direction) At(float length) {
        int i = Array.BinarySearch(lengths, length);
        if (i < 0) i = ~i;
        i = Math.Clamp(i, 1, lengths.Length - 1);
        float span = lengths[i] - lengths[i - 1], t = span > 0 ? Math.Clamp((length - lengths[i - 1]) / span, 0, 1) : 0;
        Vector3 along = points[i] - points[i - 1];
        return (Vector3.Lerp(points[i - 1], points[i], t), along.LengthSquared() > 0 ? Vector3.Normalize(along) : Vector3.UnitX);
    }

    private static Vector3 At(IReadOnlyList<Vector3> p, bool closed, int span, float t) {
        Vector3 P(int i) => p[closed ? (i % p.Count + p.Count) % p.Count : Math.Clamp(i, 0, p.Count - 1)];
        Vector3 a = P(span - 1), b = P(span), c = P(span + 1), d = P(span + 2);
        return 0.5f * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * (t * t) + (3 * b - a - 3 * c + d) * (t * t * t));
    }
}
