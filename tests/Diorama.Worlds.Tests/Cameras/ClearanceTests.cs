using System.Numerics;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Cameras;

namespace Diorama.Worlds.Tests.Cameras;

public class ClearanceTests {
    private static Clearance Cube() {
        var scene = new Scene();
        // A unit cube, turned and twice as long along its own X.
        Node node = TwoRooms.Box(scene, new Material { Name = "m" }, null, "cube", new(1, 0, 0), Vector3.One);
        node.Scale = new(2, 1, 1);
        node.Rotation = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, MathF.PI / 2);
        return new(scene);
    }

    [Theory]
    [InlineData(2.5f, 0, 0, 1)] // before a face
    [InlineData(1, 3, 0, 2)] // before the long end
    [InlineData(1.5f + 0.3f, 1.4f, 0, 0.5f)] // before an edge: 3-4-5
    [InlineData(1, 0, 0.2f, 0.3f)] // inside
    public void Distance_IsThatToTheNearestTriangle(float x, float y, float z, float expected) =>
        Assert.Equal(expected, Cube().Distance(new(x, y, z), 10), 1e-5f);

    [Fact]
    public void Distance_IsNeverMoreThanAskedFor() => Assert.Equal(0.7f, Cube().Distance(new(9, 0, 0), 0.7f));

    [Fact]
    public void Segments_AreFreeOnlyWhereTheyKeepAway() {
        Clearance cube = Cube();
        Assert.True(cube.IsFree(new(1.91f, -3, 0), new(1.91f, 3, 0), 0.4f));
        Assert.False(cube.IsFree(new(1.89f, -3, 0), new(1.89f, 3, 0), 0.4f));
        Assert.False(cube.IsFree(new(-3, 0, 0), new(3, 0, 0), 0.01f));
    }
}
