using System.Numerics;

namespace Diorama.Geometry.Meshes;

/// <summary>
/// Builds surfaces of revolution about +Z from strips of a profile in the (radius, z) half-plane. The outside is on the right of a strip's
/// direction; strips join at equal points, where the normal is discontinuous.
/// </summary>
internal static class Revolution {
    /// <summary>A point of the profile, its unit normal, and its position along the strip, 0…1.</summary>
    internal readonly record struct Station(Vector2 Point, Vector2 Normal, float Along);

    internal static Station[] Line(Vector2 from, Vector2 to) {
        var normal = RightOf(to - from);
        return [new(from, normal, 0), new(to, normal, 1)];
    }

    /// <summary>
    /// Creates a circular arc, counter-clockwise; end points that should lie on the axis or close the circle do so exactly.
    /// </summary>
    internal static Station[] Arc(Vector2 centre, float radius, float from, float to, int segments) {
        var stations = new Station[segments + 1];
        for (int k = 0; k <= segments; k++) {
            float along = (float)k / segments;
            double angle = from + (to - from) * (double)k / segments;
            Vector2 normal = new((float)Math.Cos(angle), (float)Math.Sin(angle));
            if (centre.X == 0 && k is 0) normal = new(0, -1);
            if (centre.X == 0 && k == segments) normal = new(0, 1);
            if (k == segments && to - from >= 2 * MathF.PI) normal = stations[0].Normal;
            stations[k] = new(centre + radius * normal, normal, along);
        }
        return stations;
    }

    /// <summary>Splits a profile at corners sharper than <paramref name="crease"/> (radians) and averages normals elsewhere.</summary>
    internal static Station[][] Smooth(ReadOnlySpan<Vector2> profile, float crease) {
        if (profile.Length < 2) throw new ArgumentException("a profile needs at least two points", nameof(profile));
        int segments = profile.Length - 1;
        bool closed = profile[0] == profile[^1];
        var normals = new Vector2[segments];
        float length = 0;
        for (int k = 0; k < segments; k++) {
            if (profile[k] == profile[k + 1]) throw new ArgumentException($"points {k} and {k + 1} of the profile are equal",
                nameof(profile));
            normals[k] = RightOf(profile[k + 1] - profile[k]);
            length += Vector2.Distance(profile[k], profile[k + 1]);
        }
        float cosCrease = MathF.Cos(crease), along = 0;
        var strips = new List<Station[]>();
        var strip = new List<Station>();
        for (int k = 0; k <= segments; k++) {
            int before = k > 0 ? k - 1 : closed ? segments - 1 : -1, after = k < segments ? k : closed ? 0 : -1;
            Vector2 p = profile[k], entering = normals[before < 0 ? after : before], leaving = normals[after < 0 ? before : after];
            if (k > 0) along += Vector2.Distance(profile[k - 1], p);
            if (Vector2.Dot(entering, leaving) >= cosCrease) {
                strip.Add(new(p, Vector2.Normalize(entering + leaving), along / length));
                continue;
            }
            if (k > 0) strip.Add(new(p, entering, along / length));
            if (k > 0 && k < segments) {
                strips.Add([.. strip]);
                strip.Clear();
            }
            if (k < segments) strip.Add(new(p, leaving, along / length));
        }
        strips.Add([.. strip]);
        return [.. strips];
    }

    internal static Mesh Build(string name, int slices, Station[][] strips) {
        Primitives.AtLeast(3, slices, nameof(slices));
        var around = new Vector2[slices + 1];
        for (int j = 0; j < slices; j++) {
            double angle = 2 * Math.PI * j / slices;
            around[j] = new((float)Math.Cos(angle), (float)Math.Sin(angle));
        }
        around[slices] = around[0];

        var b = new MeshBuilder();
        foreach (var strip in strips) {
            int below = Ring(b, strip[0], strip, around);
            for (int k = 1; k < strip.Length; k++) {
                int above = Ring(b, strip[k], strip, around);
                bool fromAxis = strip[k - 1].Point.X == 0, toAxis = strip[k].Point.X == 0;
                for (int j = 0; j < slices; j++) {
                    if (!toAxis && !fromAxis) b.Quad(below + j, below + j + 1, above + j + 1, above + j);
                    else if (fromAxis && !toAxis) b.Triangle(below + j, above + j + 1, above + j);
                    else if (toAxis && !fromAxis) b.Triangle(below + j, below + j + 1, above + j);
                }
                below = above;
            }
        }
        return b.Build(name);
    }

    /// <summary>
    /// Adds the vertices of one station, including the seam vertex; on the axis one vertex per slice, at its middle angle, so that each
    /// slice has its own normal and UV. Returns the index of the first one.
    /// </summary>
    private static int Ring(MeshBuilder b, Station station, Station[] strip, Vector2[] around) {
        int first = b.VertexCount, slices = around.Length - 1;
        bool axis = station.Point.X == 0;
        bool flat = strip.All(s => s.Point.Y == station.Point.Y);
        float widest = strip.Max(s => s.Point.X);
        for (int j = 0; j < (axis ? slices : slices + 1); j++) {
            Vector2 turn = axis ? Vector2.Normalize(around[j] + around[j + 1]) : around[j];
            Vector3 p = new(turn * station.Point.X, station.Point.Y);
            Vector3 n = new(turn * station.Normal.X, station.Normal.Y);
            Vector2 uv = flat ? new(0.5f + p.X / (2 * widest), 0.5f - p.Y / (2 * widest))
                : new((axis ? j + 0.5f : j) / slices, 1 - station.Along);
            b.Vertex(axis ? new(0, 0, station.Point.Y) : p, n, uv);
        }
        return first;
    }

    private static Vector2 RightOf(Vector2 d) => Vector2.Normalize(new(d.Y, -d.X));
}
