using System.Numerics;

namespace Diorama.Worlds.Physics;

/// <summary>A convex polyhedron: its corners and triangles (counter-clockwise from outside), metres.</summary>
public sealed class ConvexHull {
    private const int MaxRounds = 24, AddedPerRound = 10;
    private static readonly Vector3[] directions = [.. Geometry.Meshes.Primitives.Icosphere(1, 1).Positions.Distinct()];

    public required Vector3[] Corners { get; init; }
    public required int[] Triangles { get; init; }

    /// <summary>
    /// Computes a simplified convex hull of points, outside of which no point lies further than <paramref name="tolerance"/> if
    /// <paramref name="mostCorners"/> corners suffice; null if the points lie in a plane. If they do not suffice, <see cref="Covering"/>
    /// makes the hull lie half within, half around the true one.
    /// </summary>
    internal static ConvexHull? Around(IReadOnlyList<Vector3> points, float tolerance, int mostCorners) {
        if (points.Count < 4) return null;
        var chosen = new List<Vector3>();
        foreach (Vector3 d in directions) {
            int best = 0;
            float reach = float.NegativeInfinity;
            for (int i = 0; i < points.Count; i++) {
                float r = Vector3.Dot(d, points[i]);
                if (r > reach) (best, reach) = (i, r);
            }
            if (!chosen.Contains(points[best])) chosen.Add(points[best]);
        }
        ConvexHull? hull = Exact(chosen);
        // Too flat for these directions: the points lie in a plane or nearly so.
        if (hull == null) return Exact(points);
        IReadOnlyList<Vector3> outside = points;
        for (int round = 0; round < MaxRounds && hull.Corners.Length < mostCorners; round++) {
            Vector4[] planes = hull.Planes();
            var still = new List<Vector3>();
            var farthest = new (float Distance, Vector3 Point)[planes.Length];
            foreach (Vector3 p in outside) {
                int face = -1;
                float distance = tolerance;
                for (int f = 0; f < planes.Length; f++) {
                    float d = Vector4.Dot(planes[f], new(p, 1));
                    if (d > distance) (face, distance) = (f, d);
                }
                if (face < 0) continue;
                still.Add(p);
                if (distance > farthest[face].Distance) farthest[face] = (distance, p);
            }
            if (still.Count == 0) break;
            outside = still;
            // The few farthest points are added at once, because each alone would cost a hull computation.
            var more = farthest.Where(f => f.Distance > 0).OrderByDescending(f => f.Distance).Take(AddedPerRound).Select(f => f.Point);
            ConvexHull? grown = Exact([.. hull.Corners, .. more]);
            // Rounding can remove the volume of very thin hulls: then all points are used at once.
            if (grown == null) return Exact(points) ?? hull;
            hull = grown;
        }
        return hull;
    }

    /// <summary>
    /// Moves the corners outwards by half of the distance by which the farthest point lies outside, but by no more than
    /// <paramref name="limit"/> metres.
    /// </summary>
    internal ConvexHull Covering(IReadOnlyList<Vector3> points, float limit) {
        float by = 0;
        foreach (Vector4 plane in Planes()) foreach (Vector3 p in points) by = MathF.Max(by, Vector4.Dot(plane, new(p, 1)) / 2);
        by = MathF.Min(by, limit);
        Vector3 middle = Vector3.Zero;
        foreach (Vector3 c in Corners) middle += c / Corners.Length;
        return new() { Corners = [.. Corners.Select(c => c + Vector3.Normalize(c - middle) * by)], Triangles = Triangles };
    }

    private static unsafe ConvexHull? Exact(IReadOnlyList<Vector3> points) {
        Vector3[] input = [.. points];
        if (input.Length < 4) return null;
        var onHull = new int[input.Length];
        var triangles = new int[3 * (2 * input.Length - 4)];
        int corners, count;
        fixed (Vector3* p = input) fixed (int* o = onHull) fixed (int* t = triangles) {
            if (PhysicsShim.Hull((float*)p, input.Length, o, &corners, t, &count) == 0) return null;
        }
        var hull = new ConvexHull {
            Corners = [.. onHull.Take(corners).Select(i => input[i])],
            Triangles = triangles[..(3 * count)],
        };
        return hull.Volume() > 1e-12f ? hull : null;
    }

    /// <summary>
    /// Returns the planes of the faces, as unit outward normal and offset: a point p is outside where the product with (p, 1) is above 0.
    /// </summary>
    internal Vector4[] Planes() {
        var planes = new List<Vector4>();
        for (int t = 0; t < Triangles.Length; t += 3) {
            Vector3 a = Corners[Triangles[t]], n = Vector3.Cross(Corners[Triangles[t + 1]] - a, Corners[Triangles[t + 2]] - a);
            float length = n.Length();
            if (length < 1e-12f) continue;
            n /= length;
            var plane = new Vector4(n, -Vector3.Dot(n, a));
            if (planes.Count == 0 || Vector4.DistanceSquared(planes[^1], plane) > 1e-12f) planes.Add(plane);
        }
        return [.. planes];
    }

    /// <summary>Computes the volume, cubic metres.</summary>
    internal float Volume() {
        float six = 0;
        Vector3 origin = Corners[0];
        for (int t = 0; t < Triangles.Length; t += 3) {
            six += Vector3.Dot(Corners[Triangles[t]] - origin,
                Vector3.Cross(Corners[Triangles[t + 1]] - origin, Corners[Triangles[t + 2]] - origin));
        }
        return six / 6;
    }
}
