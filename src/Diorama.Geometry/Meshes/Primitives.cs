using System.Numerics;

namespace Diorama.Geometry.Meshes;

/// <summary>
/// Creates basic shapes with outward unit normals and one UV set, in object space (metres), centred on the origin. Shapes with an axis have
/// it along +Z; flat shapes lie in the XY plane and face +Z. Vertices are duplicated only where normals or UVs are discontinuous, and the
/// duplicates have bit-equal positions, so solids are watertight.
/// </summary>
public static class Primitives {
    /// <summary>Creates a rectangle; UV (0, 0) is its corner at −X, +Y.</summary>
    public static Mesh Quad(Vector2 size) => Grid(size, 1, 1);

    /// <summary>Creates a flat rectangle of <paramref name="nx"/> × <paramref name="ny"/> cells.</summary>
    public static Mesh Grid(Vector2 size, int nx, int ny) => HeightField(size, nx, ny, static (_, _) => 0);

    /// <summary>
    /// Creates a terrain over a rectangle of <paramref name="nx"/> × <paramref name="ny"/> cells: z = <paramref name="height"/>(x, y),
    /// in metres. Normals are computed by central differences over the width of one cell.
    /// </summary>
    public static Mesh HeightField(Vector2 size, int nx, int ny, Func<float, float, float> height) {
        ArgumentNullException.ThrowIfNull(height);
        AtLeast(1, nx, nameof(nx));
        AtLeast(1, ny, nameof(ny));
        Vector2 step = size / new Vector2(nx, ny), start = -size / 2;
        var b = new MeshBuilder();
        for (int j = 0; j <= ny; j++) {
            for (int i = 0; i <= nx; i++) {
                float x = start.X + i * step.X, y = start.Y + j * step.Y;
                float dx = height(x + step.X / 2, y) - height(x - step.X / 2, y),
                    dy = height(x, y + step.Y / 2) - height(x, y - step.Y / 2);
                b.Vertex(new(x, y, height(x, y)), Vector3.Normalize(new(-dx / step.X, -dy / step.Y, 1)),
                    new((float)i / nx, 1 - (float)j / ny));
            }
        }
        for (int j = 0; j < ny; j++) {
            for (int i = 0; i < nx; i++) {
                int a = j * (nx + 1) + i;
                b.Quad(a, a + 1, a + nx + 2, a + nx + 1);
            }
        }
        return b.Build("grid");
    }

    /// <summary>Creates a box with sharp edges; each side covers the whole UV square.</summary>
    public static Mesh Box(Vector3 size) {
        var b = new MeshBuilder();
        for (int side = 0; side < 6; side++) {
            var (u, v, n) = Side(side);
            int first = b.VertexCount;
            for (int k = 0; k < 4; k++) {
                float s = k is 1 or 2 ? 1 : -1, t = k >= 2 ? 1 : -1;
                b.Vertex((u * s + v * t + n) * size / 2, n, new((s + 1) / 2, (1 - t) / 2));
            }
            b.Quad(first, first + 1, first + 2, first + 3);
        }
        return b.Build("box");
    }

    /// <summary>
    /// Creates a box whose edges and corners are rounded by <paramref name="radius"/>, with 2 × <paramref name="segments"/> facets across
    /// each edge. Flat parts have exactly flat normals.
    /// </summary>
    public static Mesh RoundedBox(Vector3 size, float radius, int segments) {
        AtLeast(1, segments, nameof(segments));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(radius);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(radius, MathF.Min(size.X, MathF.Min(size.Y, size.Z)) / 2);
        Vector3 inner = size / 2 - new Vector3(radius);
        int lines = 2 * segments + 2;
        var b = new MeshBuilder();
        for (int side = 0; side < 6; side++) {
            var (u, v, n) = Side(side);
            int first = b.VertexCount;
            for (int j = 0; j < lines; j++) {
                for (int i = 0; i < lines; i++) {
                    Vector3 corner = (u * Sign(i) + v * Sign(j) + n) * inner;
                    // Computed from the same three numbers, in the same components, on all sides that meet here, so that neighbours get
                    // equal bits.
                    Vector3 normal = Vector3.Normalize(u * Slope(i) + v * Slope(j) + n);
                    Vector3 p = corner + normal * radius;
                    b.Vertex(p, normal, new(0.5f + Vector3.Dot(p / size, u), 0.5f - Vector3.Dot(p / size, v)));
                }
            }
            for (int j = 0; j < lines - 1; j++) {
                for (int i = 0; i < lines - 1; i++) {
                    int a = first + j * lines + i;
                    b.Quad(a, a + 1, a + lines + 1, a + lines);
                }
            }
        }
        return MeshChecks.WithoutDegenerateTriangles(b.Build("rounded box"));

        float Sign(int line) => line <= segments ? -1 : 1;
        float Slope(int line) => line <= segments ? -Tan(segments - line) : Tan(line - segments - 1);
        float Tan(int k) => k == segments ? 1 : MathF.Tan(MathF.PI / 4 * k / segments);
    }

    /// <summary>
    /// Creates a sphere of <paramref name="slices"/> segments around the axis and <paramref name="stacks"/> from pole to pole; UV is
    /// equirectangular.
    /// </summary>
    public static Mesh UvSphere(float radius, int slices, int stacks) {
        AtLeast(2, stacks, nameof(stacks));
        return Revolution.Build("sphere", slices, [Revolution.Arc(new(0, 0), radius, -MathF.PI / 2, MathF.PI / 2, stacks)]);
    }

    /// <summary>
    /// Creates a sphere from an icosahedron subdivided <paramref name="subdivisions"/> times (0 to 9): 20 · 4ⁿ nearly equal triangles; UV
    /// is equirectangular.
    /// </summary>
    public static Mesh Icosphere(float radius, int subdivisions) => IcosphereBuilder.Build(radius, subdivisions);

    /// <summary>Creates a cylinder from z = −height/2 to height/2.</summary>
    public static Mesh Cylinder(float radius, float height, int slices, bool capped = true) {
        Vector2 bottom = new(radius, -height / 2), top = new(radius, height / 2);
        var side = Revolution.Line(bottom, top);
        return Revolution.Build("cylinder", slices,
            capped ? [Revolution.Line(new(0, bottom.Y), bottom), side, Revolution.Line(top, new(0, top.Y))] : [side]);
    }

    /// <summary>Creates a cone with its base at z = −height/2 and its apex at height/2.</summary>
    public static Mesh Cone(float radius, float height, int slices, bool capped = true) {
        Vector2 bottom = new(radius, -height / 2);
        var side = Revolution.Line(bottom, new(0, height / 2));
        return Revolution.Build("cone", slices, capped ? [Revolution.Line(new(0, bottom.Y), bottom), side] : [side]);
    }

    /// <summary>
    /// Creates a torus around +Z: <paramref name="slices"/> segments around the axis, <paramref name="stacks"/> around the tube.
    /// </summary>
    public static Mesh Torus(float ringRadius, float tubeRadius, int slices, int stacks) {
        AtLeast(3, stacks, nameof(stacks));
        return Revolution.Build("torus", slices, [Revolution.Arc(new(ringRadius, 0), tubeRadius, 0, 2 * MathF.PI, stacks)]);
    }

    /// <summary>Creates a flat disc; UV maps its bounding square.</summary>
    public static Mesh Disc(float radius, int slices) => Revolution.Build("disc", slices, [Revolution.Line(new(radius, 0), new(0, 0))]);

    /// <summary>
    /// Creates a surface of revolution: rotates a profile of (radius, z) points about +Z. The outside is on the right of the profile's
    /// direction, so the profile of a vessel starts at the bottom of the axis and runs outwards and up. Corners sharper than
    /// <paramref name="crease"/> (radians) keep a sharp edge.
    /// </summary>
    public static Mesh Lathe(ReadOnlySpan<Vector2> profile, int slices, float crease = MathF.PI / 6) =>
        Revolution.Build("lathe", slices, Revolution.Smooth(profile, crease));

    internal static void AtLeast(int least, int value, string name) => ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);

    /// <summary>Returns the directions right, up and outwards of one of a box's six sides.</summary>
    private static (Vector3 U, Vector3 V, Vector3 N) Side(int side) => side switch {
        0 => (Vector3.UnitY, Vector3.UnitZ, Vector3.UnitX),
        1 => (-Vector3.UnitY, Vector3.UnitZ, -Vector3.UnitX),
        2 => (-Vector3.UnitX, Vector3.UnitZ, Vector3.UnitY),
        3 => (Vector3.UnitX, Vector3.UnitZ, -Vector3.UnitY),
        4 => (Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ),
        _ => (Vector3.UnitX, -Vector3.UnitY, -Vector3.UnitZ),
    };
}
