using System.Numerics;
using Diorama.Geometry.Meshes;

namespace Diorama.Geometry.Tests.Meshes;

public class PrimitivesTests {
    /// <summary>Solids with their area and volume; the tolerance covers the facets.</summary>
    public static TheoryData<string, double, double, double> Solids => new() {
        { "box", 2 * (2 * 3 + 3 * 4 + 4 * 2), 24, 1e-6 },
        { "rounded box", RoundedBoxArea(), RoundedBoxVolume(), 0.005 },
        { "sphere", 4 * Math.PI * 4, 4 / 3.0 * Math.PI * 8, 0.01 },
        { "icosphere", 4 * Math.PI * 4, 4 / 3.0 * Math.PI * 8, 0.01 },
        { "cylinder", 2 * Math.PI * 2 * (2 + 3), Math.PI * 4 * 3, 0.01 },
        { "cone", Math.PI * 2 * (2 + Math.Sqrt(4 + 9)), Math.PI * 4 * 3 / 3, 0.01 },
        { "torus", 4 * Math.PI * Math.PI * 3, 2 * Math.PI * Math.PI * 3, 0.01 },
        { "lathe", 2 * Math.PI * 2 * (2 + 3), Math.PI * 4 * 3, 0.01 },
    };

    private static Mesh Make(string name) => name switch {
        "box" => Primitives.Box(new(2, 3, 4)),
        "rounded box" => Primitives.RoundedBox(new(2, 3, 4), 0.4f, 6),
        "sphere" => Primitives.UvSphere(2, 64, 32),
        "icosphere" => Primitives.Icosphere(2, 3),
        "cylinder" => Primitives.Cylinder(2, 3, 64),
        "cone" => Primitives.Cone(2, 3, 64),
        "torus" => Primitives.Torus(3, 1, 64, 48),
        _ => Primitives.Lathe([new(0, 0), new(2, 0), new(2, 3), new(0, 3)], 64),
    };

    [Theory]
    [MemberData(nameof(Solids))]
    public void Solid_HasAnalyticAreaAndVolume_WhenFine(string name, double area, double volume, double tolerance) {
        var mesh = Make(name);
        double a = 0, v = 0;
        for (int t = 0; t < mesh.Indices.Length; t += 3) {
            var (p, q, r) = Corners(mesh, t);
            a += Vector3.Cross(q - p, r - p).Length() / 2;
            v += Vector3.Dot(p, Vector3.Cross(q, r)) / 6;
        }
        Assert.InRange(a / area, 1 - tolerance, 1 + tolerance);
        Assert.InRange(v / volume, 1 - tolerance, 1 + tolerance);
    }

    [Theory]
    [MemberData(nameof(Solids))]
    public void Solid_IsClosed_WhenWeldedByEqualPositions(string name, double area, double volume, double tolerance) {
        Assert.True(area > 0 && volume > 0 && tolerance > 0);
        var mesh = Make(name);
        var edges = new Dictionary<(Vector3, Vector3), int>();
        for (int t = 0; t < mesh.Indices.Length; t += 3) {
            for (int k = 0; k < 3; k++) {
                var edge = (mesh.Positions[mesh.Indices[t + k]], mesh.Positions[mesh.Indices[t + (k + 1) % 3]]);
                edges[edge] = edges.GetValueOrDefault(edge) + 1;
            }
        }
        // Each directed edge once, and its twin once: closed and consistently oriented.
        Assert.All(edges, e => Assert.True(e.Value == 1 && edges.ContainsKey((e.Key.Item2, e.Key.Item1)), $"open edge {e.Key}"));
    }

    [Theory]
    [MemberData(nameof(Solids))]
    public void Solid_HasUnitNormalsAlongItsFaces(string name, double area, double volume, double tolerance) {
        Assert.True(area > 0 && volume > 0 && tolerance > 0);
        var mesh = Make(name);
        Assert.All(mesh.Normals!, n => Assert.InRange(n.Length(), 1 - 1e-5f, 1 + 1e-5f));
        for (int t = 0; t < mesh.Indices.Length; t += 3) {
            var (p, q, r) = Corners(mesh, t);
            var face = Vector3.Normalize(Vector3.Cross(q - p, r - p));
            for (int k = 0; k < 3; k++) Assert.InRange(Vector3.Dot(face, mesh.Normals![mesh.Indices[t + k]]), 0.97f, 1.001f);
        }
    }

    [Theory]
    [MemberData(nameof(Solids))]
    public void Solid_HasUvsThatDoNotJump_WithinATriangle(string name, double area, double volume, double tolerance) {
        Assert.True(area > 0 && volume > 0 && tolerance > 0);
        var mesh = Make(name);
        if (name is "box") return;
        var uv = mesh.TexCoords[0];
        float largest = 0;
        for (int t = 0; t < mesh.Indices.Length; t += 3) {
            for (int k = 0; k < 3; k++) {
                largest = MathF.Max(largest, MathF.Abs(uv[mesh.Indices[t + k]].X - uv[mesh.Indices[t + (k + 1) % 3]].X));
            }
        }
        Assert.InRange(largest, 0, name is "rounded box" ? 0.81f : 0.51f);
    }

    [Fact]
    public void HeightField_FollowsFunctionAndSlope() {
        var mesh = Primitives.HeightField(new(4, 2), 8, 4, (x, y) => 0.5f * x - 0.25f * y);
        Assert.Equal(9 * 5, mesh.VertexCount);
        Assert.Equal(8 * 4 * 2, mesh.TriangleCount);
        var normal = Vector3.Normalize(new(-0.5f, 0.25f, 1));
        for (int v = 0; v < mesh.VertexCount; v++) {
            var p = mesh.Positions[v];
            Assert.Equal(0.5f * p.X - 0.25f * p.Y, p.Z, 5);
            Assert.True(Vector3.Distance(normal, mesh.Normals![v]) < 1e-5f);
        }
    }

    [Fact]
    public void Flat_FacesUp_AndUvStartsTopLeft() {
        foreach (var mesh in new[] { Primitives.Quad(new(2, 4)), Primitives.Disc(1, 32) }) {
            for (int t = 0; t < mesh.Indices.Length; t += 3) {
                var (p, q, r) = Corners(mesh, t);
                Assert.True(Vector3.Cross(q - p, r - p).Z > 0);
            }
            Assert.All(mesh.Normals!, n => Assert.Equal(Vector3.UnitZ, n));
        }
        var quad = Primitives.Quad(new(2, 4));
        int corner = Array.IndexOf(quad.TexCoords[0], Vector2.Zero);
        Assert.Equal(new Vector3(-1, 2, 0), quad.Positions[corner]);
    }

    [Fact]
    public void Lathe_KeepsSharpCornersAndSmoothsGentleOnes() {
        var sharp = Primitives.Lathe([new(0, 0), new(1, 0), new(1, 1)], 16);
        Assert.Contains(sharp.Normals!, n => n == -Vector3.UnitZ);
        Assert.Contains(sharp.Normals!, n => n == Vector3.UnitX);
        var gentle = Primitives.Lathe([new(1, 0), new(1.1f, 1), new(1, 2)], 16);
        Assert.Equal(3 * 17, gentle.VertexCount);
    }

    private static (Vector3, Vector3, Vector3) Corners(Mesh mesh, int t) =>
        (mesh.Positions[mesh.Indices[t]], mesh.Positions[mesh.Indices[t + 1]], mesh.Positions[mesh.Indices[t + 2]]);

    // Steiner's formula for the box 1.2 × 2.2 × 3.2 grown by 0.4.
    private static double RoundedBoxArea() =>
        2 * (1.2 * 2.2 + 2.2 * 3.2 + 3.2 * 1.2) + 2 * Math.PI * 0.4 * (1.2 + 2.2 + 3.2) + 4 * Math.PI * 0.16;

    private static double RoundedBoxVolume() => 1.2 * 2.2 * 3.2 + 0.4 * 2 * (1.2 * 2.2 + 2.2 * 3.2 + 3.2 * 1.2)
        + Math.PI * 0.16 * (1.2 + 2.2 + 3.2) + 4 / 3.0 * Math.PI * 0.064;
}
