using System.Numerics;
using Diorama.Core;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Intersection;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.Intersection;

public class TracerTests {
    private static Scene TwoBalls() {
        var scene = new Scene();
        Mesh ball = Primitives.Icosphere(0.8f, 3);
        scene.Nodes.Add(new() { Name = "left", Translation = new(-0.4f, 3, 0), Parts = { new(ball, new()) } });
        scene.Nodes.Add(new() { Name = "right", Translation = new(5, 3, 0), Parts = { new(ball, new()) } });
        return scene;
    }

    [Theory]
    [InlineData(float.NaN, 0, 1, 0)]
    [InlineData(float.PositiveInfinity, 0, 1, 0)]
    [InlineData(2e18f, 0, 1, 0)]
    [InlineData(0, float.NaN, 1, 0)]
    [InlineData(0, -2e18f, 1, 0)]
    [InlineData(0, 1, float.NaN, 0)]
    [InlineData(0, 1, 1, float.NaN)]
    [InlineData(0, 1, 1, 1.5f)]
    public void Rays_AreRefused_ThatEmbreeDoesNotTake(float origin, float direction, float far, float time) {
        using RenderScene scene = RenderScene.Prepare(TwoBalls());
        using Tracer tracer = scene.NewTracer();
        using PacketTracer packet = scene.NewPacketTracer();
        var (o, d) = (new Vector3(0, origin, 0), new Vector3(direction, 0, 1));
        Assert.Throws<BadInputException>(() => tracer.Intersect(o, d, 0, far, time).Missed);
        Assert.Throws<BadInputException>(() => tracer.Occluded(o, d, 0, far, time));
        Assert.Throws<BadInputException>(() => packet.Set(0, o, d, far, time));
    }

    [Fact]
    public void Rays_MayLeadToInfinity() {
        using RenderScene scene = RenderScene.Prepare(TwoBalls());
        using Tracer tracer = scene.NewTracer();
        Assert.False(tracer.Intersect(Vector3.Zero, Vector3.UnitY, 0, float.PositiveInfinity, 0).Missed);
        Assert.True(tracer.Intersect(new(1e18f, 0, 0), Vector3.UnitX, 0, float.PositiveInfinity, 1).Missed);
    }

    /// <summary>
    /// Packets whose rays leave an instance at different depths: those from which Embree's kernels for AVX-512 did not return.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void Packets_MeetWhatSingleRaysMeet_WithAndWithoutInstances(long flattened) {
        using RenderScene scene = RenderScene.Prepare(TwoBalls(), new() { FlattenedTriangles = flattened });
        using Tracer tracer = scene.NewTracer();
        using PacketTracer packet = scene.NewPacketTracer();
        for (int block = 0; block < 400; block++) {
            Vector3 Towards(int lane) => new((block % 20 - 10) * 0.1f + lane % 4 * 0.025f, 1, (block / 20 - 10) * 0.1f + lane / 4 * 0.025f);
            // Ends before, within and behind the ball.
            float Far(int lane) => 2 + 0.15f * (lane + block % 3);
            packet.Clear();
            for (int lane = 0; lane < PacketTracer.Lanes; lane++) packet.Set(lane, Vector3.Zero, Towards(lane), Far(lane), 0);
            packet.Occluded();
            for (int lane = 0; lane < PacketTracer.Lanes; lane++)
                Assert.Equal(tracer.Occluded(Vector3.Zero, Towards(lane), 0, Far(lane), 0), packet.IsBlocked(lane));
            packet.Clear();
            for (int lane = 0; lane < PacketTracer.Lanes; lane++) packet.Set(lane, Vector3.Zero, Towards(lane), Far(lane), 0);
            packet.Intersect();
            for (int lane = 0; lane < PacketTracer.Lanes; lane++)
                Assert.Equal(!tracer.Intersect(Vector3.Zero, Towards(lane), 0, Far(lane), 0).Missed, packet.IsHit(lane));
        }
    }
}
