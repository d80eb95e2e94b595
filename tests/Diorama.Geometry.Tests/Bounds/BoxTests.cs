using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Geometry.Bounds;
using Diorama.Geometry.Meshes;

namespace Diorama.Geometry.Tests.Bounds;

public class BoxTests {
    [Fact]
    public void AxisBox_HoldsPointsTightly_AlsoMapped() {
        Vector3[] points = [new(1, 2, 3), new(-1, 5, 0)];
        var box = AxisBox.Around(points);
        Assert.Equal((new Vector3(-1, 2, 0), new Vector3(1, 5, 3)), (box.Min, box.Max));
        var turned = AxisBox.Around(points, Affine3.Rotation(Vector3.UnitZ, MathF.PI / 2));
        Assert.True(Vector3.Distance(new(-5, -1, 0), turned.Min) < 1e-5f && Vector3.Distance(new(-2, 1, 3), turned.Max) < 1e-5f);
        Assert.True(AxisBox.Empty.IsEmpty);
        Assert.Equal(box, AxisBox.Empty.With(box));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void OrientedBox_FindsATurnedBox_AndHoldsAllPoints(ulong seed) {
        var random = Keyed.Start(seed).Generator();
        var axis = Vector3.Normalize(new(random.NextFloat() - 0.5f, random.NextFloat() - 0.5f, random.NextFloat() - 0.5f));
        var pose = Affine3.Translation(new(3, -2, 1)) * Affine3.Rotation(axis, 6 * random.NextFloat());
        Vector3[] points = [.. Primitives.Box(new(1, 2, 4)).Positions.Select(p => pose.Point(p))];
        var box = OrientedBox.Around(points);
        Assert.InRange(box.Volume, 8 * 0.999f, 8 * 1.05f);
        Assert.True(Vector3.Distance(new(3, -2, 1), box.Center) < 0.05f);
        var boxFromParent = box.ParentFromBox.Inverse();
        foreach (var p in points) {
            var local = Vector3.Abs(boxFromParent.Point(p));
            Assert.True(local.X < box.Size.X / 2 + 1e-4f && local.Y < box.Size.Y / 2 + 1e-4f && local.Z < box.Size.Z / 2 + 1e-4f);
        }
        Assert.True(Vector3.Distance(box.Corner(7) - box.Corner(0), box.Axes.ToWorld(box.Size)) < 1e-4f);
    }

    [Fact]
    public void OrientedBox_StaysUpright_WhenNothingIsGained() {
        var box = OrientedBox.Around(Primitives.Box(new(1, 1, 1)).Positions);
        Assert.Equal((Vector3.UnitX, Vector3.UnitZ), (box.Axes.Tangent, box.Axes.Normal));
    }

    [Fact]
    public void PrincipalAxes_ComeByFallingSpread() {
        Vector3[] points = [new(0, 0, 5), new(0, 0, -5), new(2, 0, 0), new(-2, 0, 0), new(0, 1, 0), new(0, -1, 0)];
        var axes = PrincipalAxes.Of(points);
        Assert.Equal(1, MathF.Abs(axes.Tangent.Z), 5);
        Assert.Equal(1, MathF.Abs(axes.Bitangent.X), 5);
        Assert.Equal(1, MathF.Abs(axes.Normal.Y), 5);
        Assert.Equal(1, Vector3.Dot(Vector3.Cross(axes.Tangent, axes.Bitangent), axes.Normal), 5);
    }
}
