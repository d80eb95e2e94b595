using System.Runtime.InteropServices;
using Diorama.Core.Spaces;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Triangulate.Polygon;

namespace Diorama.Geometry.Meshes;

/// <summary>
/// Divides polygons into triangles: convex ones by a fan, others by cutting ears with exact orientation tests (NetTopologySuite). A polygon
/// is projected along the coordinate axis that is nearest to its normal. Not thread-safe: an instance keeps its buffers.
/// </summary>
public sealed class PolygonTriangulation {
    private static readonly GeometryFactory factory = new();

    private readonly List<Double2> points = [];

    private readonly record struct Double2(double X, double Y);

    /// <summary>
    /// Number of polygons so far that cross themselves or have no area, which were divided by a fan from their first corner.
    /// </summary>
    public int Irregular { get; private set; }

    /// <summary>Appends the triangles of a polygon, as numbers of its corners from 0, in the polygon's own direction.</summary>
    /// <param name="corners">Corners in order, at least three; the polygon may be concave and need not be quite flat.</param>
    /// <param name="triangles">Receives three numbers for each triangle.</param>
    public void Append(ReadOnlySpan<Double3> corners, List<int> triangles) {
        ArgumentNullException.ThrowIfNull(triangles);
        ArgumentOutOfRangeException.ThrowIfLessThan(corners.Length, 3);
        if (corners.Length > 3) {
            Project(corners);
            if (!IsConvex() && TryCutEars(triangles)) return;
        }
        for (int i = 2; i < corners.Length; i++) triangles.AddRange([0, i - 1, i]);
    }

    /// <summary>Fills <see cref="points"/> with the polygon seen against its normal (Newell's method), counter-clockwise.</summary>
    private void Project(ReadOnlySpan<Double3> corners) {
        Double3 normal = default, origin = corners[0];
        for (int i = 0; i < corners.Length; i++) {
            Double3 a = corners[i] - origin, b = corners[i + 1 == corners.Length ? 0 : i + 1] - origin;
            normal += Double3.Cross(a, b);
        }
        points.Clear();
        (double x, double y, double z) = (Math.Abs(normal.X), Math.Abs(normal.Y), Math.Abs(normal.Z));
        foreach (Double3 p in corners) {
            Double2 seen = z >= x && z >= y ? new(p.X, p.Y) : y >= x ? new(p.Z, p.X) : new(p.Y, p.Z);
            points.Add((z >= x && z >= y ? normal.Z : y >= x ? normal.Y : normal.X) < 0 ? new(seen.Y, seen.X) : seen);
        }
    }

    /// <summary>Whether all turns are strictly to the left, and all of them together are one turn.</summary>
    private bool IsConvex() {
        ReadOnlySpan<Double2> p = CollectionsMarshal.AsSpan(points);
        int signsX = 0, signsY = 0;
        bool? right = null, up = null;
        for (int i = 0; i < p.Length; i++) {
            Double2 a = p[i], b = p[(i + 1) % p.Length], c = p[(i + 2) % p.Length];
            double x = b.X - a.X, y = b.Y - a.Y, along = c.X - b.X, across = c.Y - b.Y;
            // A turn of less than 1e-9 may be none, or one to the right.
            if (!(x * across - y * along > 1e-9 * (Math.Abs(x * across) + Math.Abs(y * along)))) return false;
            if (x != 0 && x > 0 != right) (right, signsX) = (x > 0, signsX + 1);
            if (y != 0 && y > 0 != up) (up, signsY) = (y > 0, signsY + 1);
        }
        // Around one turn each direction changes its sign twice; where the polygon begins may count once more.
        return signsX <= 3 && signsY <= 3;
    }

    /// <summary>Cuts ears; false, with nothing appended, if the polygon is not simple.</summary>
    private bool TryCutEars(List<int> triangles) {
        // The z of a corner carries its number.
        var ring = new Coordinate[points.Count + 1];
        for (int i = 0; i < points.Count; i++) ring[i] = new CoordinateZ(points[i].X, points[i].Y, i);
        ring[^1] = ring[0].Copy();
        int before = triangles.Count;
        double area = 0;
        try {
            foreach (var triangle in ((GeometryCollection)new PolygonTriangulator(factory.CreatePolygon(ring)).GetResult()).Geometries) {
                Coordinate[] t = triangle.Coordinates;
                double signed = Area.OfRingSigned(t);
                area += Math.Abs(signed);
                // Positive is clockwise in NetTopologySuite.
                triangles.AddRange(signed > 0 ? [(int)t[0].Z, (int)t[2].Z, (int)t[1].Z] : [(int)t[0].Z, (int)t[1].Z, (int)t[2].Z]);
            }
        } catch (Exception e) when (e is InvalidOperationException or ArgumentException or TopologyException) {
            area = double.NaN;
        }
        if (Math.Abs(area - Math.Abs(Area.OfRingSigned(ring))) <= 1e-9 * area) return true;
        triangles.RemoveRange(before, triangles.Count - before);
        Irregular++;
        return false;
    }
}
