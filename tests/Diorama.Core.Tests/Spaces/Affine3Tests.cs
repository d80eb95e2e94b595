using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;

namespace Diorama.Core.Tests.Spaces;

public sealed class Affine3Tests {
    private static void Near(Vector3 expected, Vector3 actual, float tolerance = 1e-4f) =>
        Assert.True(Vector3.Distance(expected, actual) <= tolerance, $"{expected} expected, {actual} found");

    private static Affine3 Arbitrary(ref KeyedGenerator random) {
        Vector3 V(ref KeyedGenerator r, float scale) =>
            new Vector3(r.NextFloat() - 0.5f, r.NextFloat() - 0.5f, r.NextFloat() - 0.5f) * scale;
        var rotation = Quaternion.Normalize(new Quaternion(V(ref random, 2), random.NextFloat()));
        return Affine3.FromTrs(V(ref random, 20), rotation, new Vector3(1.3f) + V(ref random, 1.5f)) * Affine3.Rotation(Vector3.UnitX,
            random.NextFloat());
    }

    [Fact]
    public void Inverse_UndoesTheMap() {
        var random = Keyed.Start(1).Generator();
        for (int i = 0; i < 200; i++) {
            var map = Arbitrary(ref random);
            Vector3 p = new(random.NextFloat() * 5, -random.NextFloat(), 3);
            Near(p, map.Inverse().Point(map.Point(p)));
            Near(p, map.Inverse().Vector(map.Vector(p)));
            Assert.Equal(1, map.Determinant * map.Inverse().Determinant, 1e-3f);
        }
    }

    [Fact]
    public void Product_IsTheRightMapFirst() {
        var random = Keyed.Start(2).Generator();
        Affine3 a = Arbitrary(ref random), b = Arbitrary(ref random);
        Vector3 p = new(1, 2, 3);
        Near(a.Point(b.Point(p)), (a * b).Point(p));
        Near(new(2, 4, 7), (Affine3.Translation(new(0, 0, 1)) * Affine3.Scaling(new(2))).Point(p));
    }

    [Fact]
    public void Normal_StaysPerpendicular_UnderUnevenScale() {
        var random = Keyed.Start(3).Generator();
        for (int i = 0; i < 50; i++) {
            var worldFromObject = Arbitrary(ref random);
            var basis = new Basis(Vector3.Normalize(new(random.NextFloat() - 0.5f, random.NextFloat() - 0.5f, random.NextFloat() - 0.5f)));
            var normal = worldFromObject.Inverse().NormalByInverse(basis.Normal);
            Assert.Equal(0, Vector3.Dot(normal, worldFromObject.Vector(basis.Tangent)), 1e-4f);
            Assert.Equal(0, Vector3.Dot(normal, worldFromObject.Vector(basis.Bitangent)), 1e-4f);
        }
    }

    [Fact]
    public void FromTrs_ScalesThenRotatesThenMoves() {
        var map = Affine3.FromTrs(new(10, 0, 0), Quaternion.CreateFromAxisAngle(Vector3.UnitZ, MathF.PI / 2), new(2, 3, 4));
        Near(new(7, 2, 4), map.Point(Vector3.One));
        Near(map.Point(new(1, 2, 3)), Affine3.FromColumnMajor([0, 2, 0, 0, -3, 0, 0, 0, 0, 0, 4, 0, 10, 0, 0, 1]).Point(new(1, 2, 3)));
    }

    [Theory]
    [InlineData(0, 0, 5)]
    [InlineData(3, -2, 1)]
    [InlineData(0, 0, -5)]
    public void CameraLookingAt_PutsTheTargetOnTheAxis_WithWorldUpUpward(float x, float y, float z) {
        Vector3 eye = new(x, y, z), target = new(0.1f, 0, 0);
        var worldFromCamera = Affine3.CameraLookingAt(eye, target, Vector3.UnitZ);
        Near(new(0, 0, Vector3.Distance(eye, target)), worldFromCamera.Inverse().Point(target));
        Assert.Equal(1, worldFromCamera.Determinant, 1e-4f);
        Assert.True(Vector3.Dot(worldFromCamera.Y, Vector3.UnitZ) <= 1e-5f, "image y points down");
    }
}
