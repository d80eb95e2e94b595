using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.Scenes;

public class CameraRigTests {
    [Fact]
    public void Stereo_GivesDisparityOfFocalLengthTimesBaselineOverDepth() {
        const float baseline = 0.12f, fx = 500;
        var camera = new Camera { Lens = new PerspectiveLens(fx, fx, 320, 240), Width = 640, Height = 480 };
        var pose = Affine3.CameraLookingAt(new(1, 2, 1.5f), new(0, -3, 1), Vector3.UnitZ);
        var scene = new Scene();
        var carrier = new Node { Name = "head", Matrix = pose * Camera.NodeFromCamera.Inverse() };
        scene.Nodes.Add(carrier);
        var nodes = StereoRig.Create(baseline, camera).Attach(scene, carrier);

        Assert.Equal(["head", "left", "right"], scene.Nodes.Select(n => n.Name));
        Assert.Equal(["left", "right"], nodes.Select(n => n.Camera!.Name));
        var point = pose.Point(new(0.4f, 0.2f, 4));
        Assert.True(Rays(nodes[0]).Project(point, out var left, out float depth));
        Assert.True(Rays(nodes[1]).Project(point, out var right, out _));
        Assert.Equal(4, depth, 1e-5);
        Assert.Equal(fx * baseline / 4, left.X - right.X, 1e-3);
        Assert.Equal(left.Y, right.Y, 1e-3);

        static CameraRays Rays(Node node) =>
            new(node.Camera!, node.Parent!.ParentFromNode * node.ParentFromNode * Camera.NodeFromCamera);
    }

    [Fact]
    public void Attach_RefusesAParentOutsideTheScene() {
        var camera = new Camera { Lens = new EquirectangularLens(64, 32), Width = 64, Height = 32 };
        Assert.Throws<ArgumentException>(() => StereoRig.Create(0.1f, camera).Attach(new Scene(), new Node()));
        Assert.Throws<ArgumentException>(() => new CameraRig().Add("a", camera, Affine3.Identity).Add("a", camera, Affine3.Identity));
    }
}
