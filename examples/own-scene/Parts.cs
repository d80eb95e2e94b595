using System.Numerics;
using Diorama.Geometry.Meshes;

namespace Diorama.OwnScene;

/// <summary>Shapes of the workshop; lengths in metres.</summary>
internal static class Parts {
    private const int Around = 48;

    /// <summary>A box between two corners, with texture coordinates in metres.</summary>
    public static Mesh Slab(Vector3 min, Vector3 max) {
        var b = new MeshBuilder();
        Slab(b, min, max);
        return b.Build("slab");
    }

    /// <summary>An open box with walls of a thickness, standing on its floor.</summary>
    public static Mesh Tray(float width, float depth, float height, float wall) {
        var b = new MeshBuilder();
        (float x, float y) = (width / 2, depth / 2);
        Slab(b, new(-x, -y, 0), new(x, y, wall));
        Slab(b, new(-x, -y, wall), new(-x + wall, y, height));
        Slab(b, new(x - wall, -y, wall), new(x, y, height));
        Slab(b, new(-x + wall, -y, wall), new(x - wall, -y + wall, height));
        Slab(b, new(-x + wall, y - wall, wall), new(x - wall, y, height));
        return b.Build("tray");
    }

    /// <summary>A bolt that stands on its head: the head from z = 0 up, then the shank with a thread on its upper half.</summary>
    public static Mesh HexBolt(float diameter, float length, float acrossFlats, float head) {
        const float Pitch = 0.00175f;
        var b = new MeshBuilder();
        float corner = acrossFlats / MathF.Sqrt(3), chamfer = 0.12f * head;
        for (int i = 0; i < 6; i++) {
            Vector3 p = Corner(i), q = Corner(i + 1), up = new(0, 0, head), low = new(0, 0, chamfer);
            Vector3 ip = 0.93f * p, iq = 0.93f * q;
            Face(b, p + low, q + low, q + up, p + up);
            Face(b, ip, iq, q + low, p + low);
            Face(b, Vector3.Zero, iq, ip);
            Face(b, up, p + up, q + up);
        }
        // Shank, then rings of thread, then the chamfered end.
        float radius = diameter / 2, z = head;
        var profile = new List<Vector2> { new(radius, z), new(radius, z += 0.45f * length) };
        for (; z + Pitch < head + length - 0.0015f; z += Pitch)
            profile.AddRange([new(radius, z + 0.15f * Pitch), new(radius - 0.6f * Pitch, z + 0.5f * Pitch),
                new(radius, z + 0.85f * Pitch)]);
        profile.AddRange([new(radius, head + length - 0.0015f), new(radius - 0.0012f, head + length), new(0, head + length)]);
        for (int k = 0; k + 1 < profile.Count; k++) Ring(b, profile[k], profile[k + 1]);
        return b.Build("hex bolt");

        Vector3 Corner(int i) => corner * new Vector3(MathF.Cos(i * MathF.PI / 3), MathF.Sin(i * MathF.PI / 3), 0);
    }

    /// <summary>An angle bracket: a foot along +X and a wall plate along +Z, 60 mm wide along +Y, each with a hole.</summary>
    public static Mesh Bracket() {
        const float Side = 0.06f, Thick = 0.006f, Hole = 0.0065f;
        var b = new MeshBuilder();
        Plate(b, new(0.015f, 0, Thick), new(Side, 0, 0), new(0, Side, 0), Thick, Hole);
        Plate(b, new(Thick, 0, 0.015f), new(0, Side, 0), new(0, 0, Side), Thick, Hole);
        // The bend, whose outer side is square and whose inner side is a fillet.
        const int Steps = 8;
        float radius = 0.015f - Thick;
        Vector3 centre = new(0.015f, 0, 0.015f), across = new(0, Side, 0);
        for (int i = 0; i < Steps; i++) {
            Vector3 p = Arc(i), q = Arc(i + 1);
            Face(b, q, p, p + across, q + across);
            foreach (float y in (float[])[0, Side]) {
                Vector3 s = new(0, y, 0), o = s;
                if (y == 0) Face(b, o, p + s, q + s);
                else Face(b, o, q + s, p + s);
            }
        }
        Face(b, new(0, 0, 0), new(0, Side, 0), new(0.015f, Side, 0), new(0.015f, 0, 0));
        Face(b, new(0, 0, 0.015f), new(0, Side, 0.015f), new(0, Side, 0), new(0, 0, 0));
        foreach (float y in (float[])[0, Side]) {
            Vector3 o = new(0, y, 0), foot = new(0.015f, y, 0), footTop = Arc(0) + o, wall = new(0, y, 0.015f), wallTop = Arc(Steps) + o;
            if (y == 0) {
                Face(b, o, foot, footTop);
                Face(b, o, wallTop, wall);
            } else {
                Face(b, o, footTop, foot);
                Face(b, o, wall, wallTop);
            }
        }
        return b.Build("bracket");

        Vector3 Arc(int i) {
            float angle = MathF.PI / 2 * i / Steps;
            return centre - radius * new Vector3(MathF.Sin(angle), 0, MathF.Cos(angle));
        }
    }

    /// <summary>
    /// A plate with a round hole in its middle: its upper face lies at the corner and along two sides; it faces side × rise.
    /// </summary>
    private static void Plate(MeshBuilder b, Vector3 corner, Vector3 side, Vector3 rise, float thick, float hole) {
        Vector3 normal = Vector3.Normalize(Vector3.Cross(side, rise)), middle = corner + (side + rise) / 2;
        Vector3 u = Vector3.Normalize(side), v = Vector3.Normalize(rise), down = -thick * normal;
        for (int i = 0; i < Around; i++) {
            Vector3 p = Inner(i), q = Inner(i + 1), op = Outer(i), oq = Outer(i + 1);
            Face(b, p, op, oq, q);
            Face(b, q + down, oq + down, op + down, p + down);
            Face(b, op + down, oq + down, oq, op);
            Vector3 np = Vector3.Normalize(middle - p), nq = Vector3.Normalize(middle - q);
            int first = b.VertexCount;
            b.Vertex(q + down, nq, default);
            b.Vertex(p + down, np, default);
            b.Vertex(p, np, default);
            b.Vertex(q, nq, default);
            b.Quad(first, first + 1, first + 2, first + 3);
        }

        Vector3 Inner(int i) {
            (float sin, float cos) = MathF.SinCos(2 * MathF.PI * i / Around);
            return middle + hole * (cos * u + sin * v);
        }

        Vector3 Outer(int i) {
            (float sin, float cos) = MathF.SinCos(2 * MathF.PI * i / Around);
            float reach = 1 / MathF.Max(MathF.Abs(cos), MathF.Abs(sin));
            return middle + reach * (cos * side / 2 + sin * rise / 2);
        }
    }

    private static void Slab(MeshBuilder b, Vector3 min, Vector3 max) {
        Vector3 s = max - min, x = new(s.X, 0, 0), y = new(0, s.Y, 0), z = new(0, 0, s.Z);
        foreach ((Vector3 o, Vector3 p, Vector3 q) in ((Vector3, Vector3, Vector3)[])[
            (min + z, x, y), (min, y, x), (min, x, z), (min + x + y, -x, z), (min + y, -y, z), (min + x, y, z)])
            Face(b, o, o + p, o + p + q, o + q);
    }

    /// <summary>A ring of a surface of revolution about Z, with smooth normals around it.</summary>
    private static void Ring(MeshBuilder b, Vector2 low, Vector2 high) {
        Vector2 along = Vector2.Normalize(high - low), out2 = new(along.Y, -along.X);
        int first = b.VertexCount;
        for (int i = 0; i <= Around; i++) {
            (float sin, float cos) = MathF.SinCos(2 * MathF.PI * i / Around);
            Vector3 normal = new(out2.X * cos, out2.X * sin, out2.Y);
            b.Vertex(new(low.X * cos, low.X * sin, low.Y), normal, default);
            b.Vertex(new(high.X * cos, high.X * sin, high.Y), normal, default);
        }
        for (int i = 0; i < Around; i++) b.Quad(first + 2 * i, first + 2 * i + 2, first + 2 * i + 3, first + 2 * i + 1);
    }

    /// <summary>A flat triangle or quad, counter-clockwise as seen from its front, with texture coordinates in metres.</summary>
    private static void Face(MeshBuilder b, params ReadOnlySpan<Vector3> p) {
        Vector3 normal = Vector3.Normalize(Vector3.Cross(p[1] - p[0], p[2] - p[0]));
        Vector3 right = MathF.Abs(normal.Z) > 0.9f ? Vector3.UnitX : Vector3.Normalize(Vector3.Cross(Vector3.UnitZ, normal));
        Vector3 up = Vector3.Cross(normal, right);
        int first = b.VertexCount;
        foreach (Vector3 v in p) b.Vertex(v, normal, new(Vector3.Dot(v, right), -Vector3.Dot(v, up)));
        if (p.Length == 4) b.Quad(first, first + 1, first + 2, first + 3);
        else b.Triangle(first, first + 1, first + 2);
    }
}
