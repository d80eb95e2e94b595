using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Worlds.Physics;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Tests.Physics;

public class PenetrationTests {
    private static Affine3 At(float x, float y, float z) => Affine3.Translation(new(x, y, z));

    [Theory]
    [InlineData(0.097f, 0.01f, 0.02f, 0.003f)]
    [InlineData(0, 0, 0.097f, 0.003f)]
    [InlineData(-0.0995f, 0, 0, 0.0005f)]
    [InlineData(0.1001f, 0, 0, 0)]
    [InlineData(0.05f, 0.06f, 0.07f, 0.03f)]
    public void Between_IsTheShortestMoveApart_OfTwoCubes(float x, float y, float z, float expected) {
        var cube = Shapes.Cube(0.1f);
        Assert.Equal(expected, Penetration.Between(cube, Affine3.Identity, cube, At(x, y, z)), 1e-4f);
        Assert.Equal(expected, Penetration.Between(cube, At(3 + x, y, z), cube, At(3, 0, 0)), 1e-4f);
    }

    [Fact]
    public void Between_FollowsTheNormals_OfTurnedCubes() {
        var cube = Shapes.Cube(0.1f);
        // Turned by 45° an edge points at the other cube's face: half the diagonal reaches 70.7 mm.
        var turned = At(0.118711f, 0, 0) * Affine3.Rotation(Vector3.UnitZ, MathF.PI / 4);
        Assert.Equal(0.002f, Penetration.Between(cube, Affine3.Identity, cube, turned), 1e-4f);
    }

    [Fact]
    public void Between_FindsAThingInsideAnother() {
        var small = Shapes.Cube(0.1f);
        var large = Shapes.Cube(0.5f);
        // 100 mm above the large cube's bottom: its top is 300 mm below the other's, so down is nearest: 200 mm.
        Assert.Equal(0.2f, Penetration.Between(small, At(0, 0, 0.1f), large, Affine3.Identity), 1e-4f);
        Assert.Equal(0.2f, Penetration.Between(large, Affine3.Identity, small, At(0, 0, 0.1f)), 1e-4f);
        Assert.True(Penetration.Exceeds(small, At(0, 0, 0.1f), large, Affine3.Identity, 0.002f));
    }

    [Fact]
    public void Between_IsNothing_ForABallInABowl() {
        var bowl = Shapes.Bowl(0.1f, 0.06f);
        var ball = Shapes.Ball(0.02f);
        Assert.Equal(0, Penetration.Between(ball, At(0, 0, 0.0045f), bowl, Affine3.Identity));
        Assert.Equal(0.0015f, Penetration.Between(ball, At(0, 0, 0.0025f), bowl, Affine3.Identity), 1e-4f);
        // The same place is inside the bowl's box, and not the hull's.
        Assert.False(Penetration.Exceeds(ball, At(0, 0, 0.0045f), bowl, Affine3.Identity, 0));
    }

    [Fact]
    public void Between_IsTheWholeThing_ForTwoInOnePlace() =>
        Assert.Equal(0.1f, Penetration.Between(Shapes.Cube(0.1f), Affine3.Identity, Shapes.Cube(0.1f), Affine3.Identity), 1e-4f);

    [Theory]
    [InlineData(0.0979f, true)]
    [InlineData(0.0981f, false)]
    [InlineData(0.1f, false)]
    [InlineData(0.11f, false)]
    public void Exceeds_TurnsAtTheLimit(float x, bool expected) {
        var cube = Shapes.Cube(0.1f);
        var tilt = Affine3.Rotation(Vector3.UnitX, 0.3f);
        Assert.Equal(expected, Penetration.Exceeds(cube, tilt, cube, At(x, 0, 0) * tilt, 0.002f));
    }

    [Fact]
    public void Separation_FreesTheFirst() {
        var ball = Shapes.Ball(0.05f);
        var bowl = Shapes.Bowl(0.1f, 0.06f);
        var pose = At(0.07f, 0, 0.01f);
        Vector3 move = Penetration.Separation(TriangleTree.Of(ball), pose, TriangleTree.Of(bowl), Affine3.Identity);
        Assert.NotEqual(Vector3.Zero, move);
        Assert.Equal(0, Penetration.Between(ball, Affine3.Translation(move) * pose, bowl, Affine3.Identity), 2 * Penetration.Precision);
    }

    /// <summary>Of 25,600 triangles each, of which all pairs would be 655 million.</summary>
    [Fact]
    public void Between_LooksAtFewBoxes() {
        var a = Shapes.Model("a", Primitives.Torus(0.3f, 0.1f, 160, 80), new(0.8f, 0.8f, 0.2f));
        var b = Shapes.Model("b", Primitives.Torus(0.3f, 0.1f, 160, 80), new(0.8f, 0.8f, 0.2f));
        Assert.InRange(Visits(() => Penetration.Between(a, Affine3.Identity, b, At(1.2f, 0, 0))), 0, 0);
        Assert.InRange(Visits(() => Penetration.Exceeds(a, Affine3.Identity, b, At(0.3f, 0, 0.01f), 0.002f)), 1, 2500);
        Assert.InRange(Visits(() => Penetration.Between(a, Affine3.Identity, b, At(0.79f, 0, 0))), 1, 15_000);

        static long Visits(Action question) {
            long before = TreePair.Visits;
            question();
            return TreePair.Visits - before;
        }
    }

    [Fact]
    public void IsSupported_AsksForSomethingBelow() {
        PlacedObject Place(float x, float z) =>
            new() { Asset = Shapes.Cube(0.1f).Asset, Model = Shapes.Cube(0.1f), WorldFromAsset = At(x, 0, z), Support = SupportKind.Floor };
        PlacedObject floor = Place(0, 0), top = Place(0.05f, 0.1f), high = Place(0, 0.204f), beside = Place(-0.102f, 0.05f);
        PlacedObject[] all = [floor, top, high, beside];
        Assert.True(Supports.IsSupported(floor, all, 0.003f));
        Assert.True(Supports.IsSupported(top, all, 0.003f));
        Assert.False(Supports.IsSupported(high, all, 0.003f));
        Assert.True(Supports.IsSupported(high, all, 0.005f));
        Assert.False(Supports.IsSupported(beside, all, 0.003f));
    }
}
