using System.Numerics;
using Diorama.Core;
using Diorama.Geometry.Meshes;

namespace Diorama.Geometry.Tests.Meshes;

public class MeshRepairTests {
    private static Mesh Triangle(Vector3 third, params int[] indices) =>
        new() { Positions = [Vector3.Zero, Vector3.UnitX, third], Indices = indices.Length > 0 ? indices : [0, 1, 2] };

    [Fact]
    public void ThrowIfBroken_NamesPlaceAndExpectation() {
        MeshChecks.ThrowIfBroken(Triangle(Vector3.UnitY), "a.obj: mesh 'm'");
        string nan = Assert.Throws<BadInputException>(() => MeshChecks.ThrowIfBroken(Triangle(new(0, float.NaN, 0)),
            "a.obj: mesh 'm'")).Message;
        Assert.Equal("a.obj: mesh 'm' has a position (0, NaN, 0) at vertex 2, expected finite numbers of at most 1e9 m", nan);
        string index = Assert.Throws<BadInputException>(() => MeshChecks.ThrowIfBroken(Triangle(Vector3.UnitY, 0, 1, 3), "a.obj")).Message;
        Assert.Equal("a.obj has index 3 in triangle 0, expected 0 to 2", index);
        Assert.Throws<BadInputException>(() => MeshChecks.ThrowIfBroken(Triangle(Vector3.UnitY, 0, 1), "a.obj"));
        Assert.Throws<BadInputException>(() => MeshChecks.ThrowIfBroken(
            new() { Positions = [Vector3.Zero], Indices = [0, 0, 0], TexCoords = [[]] }, "a.obj"));
    }

    [Fact]
    public void WithoutDegenerateTriangles_DropsLinesAndPoints_KeepsTheRest() {
        var mesh = Triangle(Vector3.UnitY, 0, 1, 2, 0, 0, 1, 2, 1, 0);
        Assert.Equal([0, 1, 2, 2, 1, 0], MeshChecks.WithoutDegenerateTriangles(mesh).Indices);
        Assert.Empty(MeshChecks.WithoutDegenerateTriangles(Triangle(new(3, 0, 0))).Indices);
        var sliver = Triangle(new(0.5f, 1e-20f, 0));
        Assert.Same(sliver, MeshChecks.WithoutDegenerateTriangles(sliver));
    }

    [Fact]
    public void Smooth_WeighsByAngle_SoThatTriangulationOfACubeDoesNotShow() {
        var box = Primitives.Box(new(2));
        foreach (var (p, n) in box.Positions.Zip(MeshNormals.Smooth(box.Positions, box.Indices))) {
            Assert.True(Vector3.Distance(Vector3.Normalize(p), n) < 1e-5f);
        }
    }

    [Fact]
    public void Repair_ReplacesOnlyNormalsWithoutDirection() {
        var sphere = Primitives.Icosphere(1, 2);
        var normals = (Vector3[])sphere.Normals!.Clone();
        normals[5] = default;
        normals[6] = new(float.NaN);
        normals[7] *= 3;
        Assert.Equal(2, MeshNormals.Repair(normals, sphere.Positions, sphere.Indices));
        for (int v = 0; v < normals.Length; v++) Assert.True(Vector3.Distance(normals[v], sphere.Normals[v]) < 0.02f);
    }

    [Fact]
    public void Tangents_FollowU_AndTellMirroring() {
        var quad = Primitives.Quad(new(2, 2));
        Assert.All(MeshTangents.Generate(quad)!, t => Assert.True(Vector4.Distance(new(1, 0, 0, 1), t) < 1e-6f));
        var mirrored = new Mesh {
            Positions = quad.Positions, Indices = quad.Indices, Normals = quad.Normals,
            TexCoords = [[.. quad.TexCoords[0].Select(uv => new Vector2(1 - uv.X, uv.Y))]],
        };
        Assert.All(MeshTangents.Generate(mirrored)!, t => Assert.True(Vector4.Distance(new(-1, 0, 0, -1), t) < 1e-6f));
        Assert.Null(MeshTangents.Generate(new() { Positions = quad.Positions, Indices = quad.Indices }));
    }

    [Fact]
    public void Tangents_OfASphere_RunEast() {
        var sphere = Primitives.UvSphere(1, 32, 16);
        var tangents = MeshTangents.Generate(sphere)!;
        for (int v = 0; v < tangents.Length; v++) {
            var n = sphere.Normals![v];
            if (MathF.Abs(n.Z) > 0.99f) continue;
            var east = Vector3.Normalize(Vector3.Cross(Vector3.UnitZ, n));
            var t = new Vector3(tangents[v].X, tangents[v].Y, tangents[v].Z);
            Assert.True(Vector3.Dot(east, t) > 0.99f);
            Assert.Equal(1, tangents[v].W);
        }
    }
}
