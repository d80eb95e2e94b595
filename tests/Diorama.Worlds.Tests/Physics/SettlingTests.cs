using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Worlds.Caches;
using Diorama.Worlds.Physics;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Tests.Physics;

public class SettlingTests {
    private static readonly RigidBody floor = RigidBody.Box(new(-1, -1, -0.1f), new(1, 1, 0));
    private static readonly Vector3 low = new(-1, -1, -0.2f), high = new(1, 1, 2);

    private static Affine3 At(float x, float y, float z) => Affine3.Translation(new(x, y, z));

    [Fact]
    public void Run_BringsABoxToRestOnTheFloor() {
        var box = Shapes.Box(new(0.1f, 0.06f, 0.04f));
        var settled = Settling.Run([floor], [RigidBody.Of(box, At(0.2f, 0, 0.15f))], low, high);
        Assert.Null(settled[0].Failure);
        Assert.Equal(0, settled[0].WorldFromModel.Origin.Z, 5e-4f);
        Assert.Equal(0.02f, settled[0].WorldFromModel.Point(new(0, 0, 0.02f)).Z, 5e-4f);
        Assert.Equal(0.2f, settled[0].WorldFromModel.Origin.X, 2e-3f);
    }

    [Fact]
    public void Run_TurnsATiltedBoxFlat() {
        var box = Shapes.Box(new(0.1f, 0.06f, 0.04f));
        var settled = Settling.Run([floor],
            [RigidBody.Of(box, At(0, 0, 0.1f) * Affine3.Rotation(Vector3.Normalize(new(1, 0.4f, 0.2f)), 0.5f))], low, high);
        Assert.Null(settled[0].Failure);
        Assert.Equal(1, MathF.Abs(settled[0].WorldFromModel.Z.Z), 1e-4f);
        Assert.Equal(0, TriangleTree.Of(box).LowestPoint(settled[0].WorldFromModel), 5e-4f);
    }

    [Fact]
    public void Run_KeepsAStackOfFiveCubes() {
        var cube = Shapes.Cube(0.05f);
        RigidBody[] stack = [.. Enumerable.Range(0, 5).Select(i => RigidBody.Of(cube, At(0.001f * i, 0, 0.0503f * i + 0.001f)))];
        var settled = Settling.Run([floor], stack, low, high);
        for (int i = 0; i < 5; i++) {
            Assert.Null(settled[i].Failure);
            Assert.Equal(0.05f * i, settled[i].WorldFromModel.Origin.Z, 0.0005f * (i + 1));
            Assert.Equal(0.001f * i, settled[i].WorldFromModel.Origin.X, 1e-3f);
        }
    }

    [Fact]
    public void Run_KeepsABallInABowl() {
        var bowl = Shapes.Bowl(0.1f, 0.06f);
        var ball = Shapes.Ball(0.02f);
        var settled = Settling.Run([floor], [RigidBody.Of(bowl, At(0, 0, 0.001f)), RigidBody.Of(ball, At(0.05f, 0.01f, 0.08f))], low,
            high);
        Assert.All(settled, s => Assert.Null(s.Failure));
        // 4 mm of bottom below the ball.
        Assert.Equal(0.004f, TriangleTree.Of(ball).LowestPoint(settled[1].WorldFromModel), 2e-3f);
        Assert.False(Penetration.Exceeds(ball, settled[1].WorldFromModel, bowl, settled[0].WorldFromModel, 0.002f));
    }

    [Fact]
    public void Run_SaysWhatLeft() {
        var cube = Shapes.Cube(0.05f);
        var settled = Settling.Run([floor], [RigidBody.Of(cube, At(1.02f, 0, 0.05f)), RigidBody.Of(cube, At(0, 0, 0.01f))], low,
            new(2, 1, 2));
        Assert.Equal(PlacementReason.LeftTheRoom, settled[0].Failure);
        Assert.Null(settled[1].Failure);
    }

    [Fact]
    public void Run_GivesTheSameBits_InAnyThreadAndFromTheCache() {
        var bowl = Shapes.Bowl(0.08f, 0.05f);
        var ball = Shapes.Ball(0.02f);
        RigidBody[] things =
            [.. Enumerable.Range(0, 6).Select(i => RigidBody.Of(i % 2 == 0 ? bowl : ball, At(0.01f * i, 0.02f, 0.05f + 0.09f * i)))];
        var first = Settling.Run([floor], things, low, high);
        var threads = new SettledPose[4][];
        Parallel.For(0, 4, i => threads[i] = Settling.Run([floor], things, low, high));
        Assert.All(threads, t => Assert.Equal(first, t));
        string folder = Directory.CreateTempSubdirectory("diorama-physics").FullName;
        try {
            var cache = new ComputedCache(folder);
            Assert.Equal(first, Settling.Run([floor], things, low, high, cache: cache));
            string file = Assert.Single(Directory.GetFiles(folder, "*.bin", SearchOption.AllDirectories));
            Assert.Equal(first, Settling.Run([floor], things, low, high, cache: cache));
            // It is read: other bytes give another pose. And what cannot be read is computed again.
            byte[] bytes = File.ReadAllBytes(file);
            byte[] changed = [.. bytes];
            changed[16 + 36] ^= 1;
            File.WriteAllBytes(file, changed);
            Assert.NotEqual(first, Settling.Run([floor], things, low, high, cache: cache));
            File.WriteAllBytes(file, bytes[..40]);
            Assert.Equal(first, Settling.Run([floor], things, low, high, cache: cache));
            Assert.Equal(bytes, File.ReadAllBytes(file));
        } finally {
            Directory.Delete(folder, true);
        }
    }
}
