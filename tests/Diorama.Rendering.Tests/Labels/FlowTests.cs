using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.Labels;

/// <summary>Flow is what follows from depth, pose and motion.</summary>
public class FlowTests {
    private static readonly LabelSet Asked = LabelTable.Distance | LabelTable.Instance | LabelSet.Forward | LabelSet.Backward;

    /// <summary>Checks flow of all surface pixels against <paramref name="move"/>, which takes points of this frame to the other.</summary>
    private static void Check(LabelFrame frame, CameraRays camera, CameraRays other, Func<Vector3, Vector3> move) {
        int count = 0;
        for (int y = 0; y < Stages.Height; y++) {
            for (int x = 0; x < Stages.Width; x++) {
                if (frame.Instance![x, y] == 0) continue;
                var centre = new Vector2(x + 0.5f, y + 0.5f);
                Assert.True(camera.Pinhole(centre, out CameraRay ray));
                Vector3 point = ray.Origin + frame.Distance![x, y] * ray.Direction;
                Assert.True(other.Project(move(point), out Vector2 pixel, out _));
                Assert.InRange(Vector2.Distance(pixel - centre, frame.FlowForward![x, y]), 0, 0.01f);
                count++;
            }
        }
        Assert.True(count > 2000, $"{count} pixels");
    }

    [Theory]
    [MemberData(nameof(Stages.LensNames), MemberType = typeof(Stages))]
    public void Flow_IsReprojectedDepth_WhenTheCameraMoves(string lens) {
        var scene = new Scene();
        scene.Add("ground", Primitives.Grid(new(8, 8), 30, 30), at: new(0, 4, -0.9f));
        scene.Add("ball", Primitives.Icosphere(0.7f, 4), at: new(0.3f, 2.5f, 0));
        using var now = RenderScene.Prepare(scene);
        CameraRays a = Stages.Camera(lens: Stages.Lenses[lens], target: new(0, 1, -0.2f)),
            b = Stages.Camera(new(0.08f, 0.03f, 0.02f), Stages.Lenses[lens], new(0.1f, 1, -0.15f));
        // The image circle of a panorama has no end; what leaves over its seam comes in on the other side.
        LabelFrame frame = Stages.Run(now, a, Asked, next: (now, b), previous: (now, a));
        Check(frame, a, b, p => p);
    }

    [Fact]
    public void Flow_FollowsARigidObject() {
        var scene = new Scene();
        Node box = scene.Add("box", Primitives.Box(new(1.4f, 1, 1.3f)), at: new(0, 3, 0));
        var turn = Quaternion.CreateFromAxisAngle(Vector3.Normalize(new(1, 2, 3)), 0.3f);
        scene.Animate(box, AnimationTarget.Rotation, [0, 0, 0, 1], [turn.X, turn.Y, turn.Z, turn.W]);
        scene.Animate(box, AnimationTarget.Translation, [0, 3, 0], [0.2f, 2.8f, 0.1f]);
        using var now = RenderScene.Prepare(scene);
        using var next = RenderScene.Prepare(scene, new() { FrameTime = 1 });
        CameraRays camera = Stages.Camera();
        Affine3 nextFromNow = Affine3.FromTrs(new(0.2f, 2.8f, 0.1f), turn, Vector3.One) * Affine3.Translation(new(0, -3, 0));
        Check(Stages.Run(now, camera, Asked, next: (next, camera), previous: (now, camera)), camera, camera, nextFromNow.Point);
    }

    [Fact]
    public void Flow_FollowsAnInstancedObject() {
        var scene = new Scene();
        Mesh mesh = Primitives.Icosphere(0.8f, 3);
        Node ball = scene.Add("left", mesh, at: new(-0.4f, 3, 0));
        scene.Add("right", mesh, at: new(5, 3, 0));
        scene.Animate(ball, AnimationTarget.Translation, [-0.4f, 3, 0], [-0.3f, 3.2f, 0.1f]);
        var options = new PrepareOptions { FlattenedTriangles = 0 };
        using var now = RenderScene.Prepare(scene, options);
        using var next = RenderScene.Prepare(scene, options.At(1));
        CameraRays camera = Stages.Camera();
        Check(Stages.Run(now, camera, Asked, next: (next, camera), previous: (now, camera)), camera, camera,
            p => p + new Vector3(0.1f, 0.2f, 0.1f));
    }

    [Fact]
    public void Flow_FollowsAMorphingMesh() {
        // The morph pulls each point along Y and Z in proportion to its X: linear, so it holds between vertices too.
        Vector3 Shift(Vector3 p) => new(0, 0.3f * p.X, 0.2f * p.X);
        Mesh flat = Primitives.Box(new(2, 0.5f, 1.5f));
        var mesh = new Mesh { Positions = flat.Positions, Indices = flat.Indices,
            MorphTargets = [new() { Positions = [.. flat.Positions.Select(Shift)] }] };
        var scene = new Scene();
        Node node = scene.Add("sheet", mesh, at: new(0, 3, 0));
        node.MorphWeights = [0];
        scene.Animate(node, AnimationTarget.MorphWeights, [0], [1]);
        using var now = RenderScene.Prepare(scene);
        using var next = RenderScene.Prepare(scene, new() { FrameTime = 1 });
        CameraRays camera = Stages.Camera();
        Check(Stages.Run(now, camera, Asked, next: (next, camera), previous: (now, camera)), camera, camera,
            p => p + Shift(p - new Vector3(0, 3, 0)));
    }

    [Fact]
    public void Flow_FollowsASkinnedMesh() {
        // Two joints that only shift; weights linear in X make the skin's motion linear as well.
        Mesh box = Primitives.Box(new(2, 0.5f, 1.5f));
        var weights = new float[2 * box.VertexCount];
        var joints = new ushort[weights.Length];
        for (int i = 0; i < box.VertexCount; i++) {
            weights[2 * i + 1] = (box.Positions[i].X + 1) / 2;
            weights[2 * i] = 1 - weights[2 * i + 1];
            joints[2 * i + 1] = 1;
        }
        var mesh = new Mesh { Positions = box.Positions, Indices = box.Indices,
            Skin = new() { InfluencesPerVertex = 2, Joints = joints, Weights = weights } };
        var scene = new Scene();
        Node a = new() { Name = "a", Translation = new(0, 3, 0) }, b = new() { Name = "b", Translation = new(0, 3, 0) };
        scene.Nodes.Add(a);
        scene.Nodes.Add(b);
        Node node = scene.Add("skin", mesh);
        node.Skin = new() { Joints = [a, b], InverseBind = [Affine3.Identity, Affine3.Identity] };
        scene.Skins.Add(node.Skin);
        scene.Animate(b, AnimationTarget.Translation, [0, 3, 0], [0, 3.3f, 0.25f]);
        using var now = RenderScene.Prepare(scene);
        using var next = RenderScene.Prepare(scene, new() { FrameTime = 1 });
        CameraRays camera = Stages.Camera();
        Check(Stages.Run(now, camera, Asked, next: (next, camera), previous: (now, camera)), camera, camera,
            p => p + (p.X + 1) / 2 * new Vector3(0, 0.3f, 0.25f));
    }

    [Fact]
    public void Flow_IsZeroToTheSameFrame_UnderARollingShutterWithEverythingInMotion() {
        var scene = new Scene();
        Node ball = scene.Add("ball", Primitives.Icosphere(0.9f, 4), at: new(0, 3, 0));
        scene.Animate(ball, AnimationTarget.Translation, [0, 3, 0], [2, 3, 1]);
        using var now = RenderScene.Prepare(scene, new() { FrameTime = 0.1, MotionSeconds = 0.06 });
        var camera = new CameraRays(Stages.Described(readout: 0.05f),
            t => Affine3.Translation(new((float)(0.5 * t), 0, 0)) * Stages.Pose(new(0.2f, 0, 0), new(0.2f, 1, 0)));
        LabelFrame frame = Stages.Run(now, camera, Asked, next: (now, camera), previous: (now, camera));
        int count = 0;
        for (int i = 0; i < frame.Instance!.Pixels.Length; i++) {
            Assert.InRange(frame.FlowForward!.Pixels[i].Length(), 0, 0.01f);
            if (frame.Instance.Pixels[i] == 0) continue;
            Assert.Equal((byte)PointVisibility.Visible, frame.OcclusionForward!.Pixels[i]);
            count++;
        }
        Assert.True(count > 2000);
    }

    [Fact]
    public void FlowOfTheSky_IsTheTurnOfTheCamera() {
        var scene = new Scene();
        scene.Add("far away", Primitives.Box(Vector3.One), at: new(0, -9, 0));
        using var now = RenderScene.Prepare(scene);
        CameraRays a = Stages.Camera(), b = Stages.Camera(new(0.5f, 0.2f, 0.1f), target: new(0.55f, 1.2f, 0.12f));
        LabelFrame frame = Stages.Run(now, a, Asked, next: (now, b), previous: (now, a));
        int inside = 0;
        for (int y = 0; y < Stages.Height; y += 7) {
            for (int x = 0; x < Stages.Width; x += 7) {
                a.Pinhole(new(x + 0.5f, y + 0.5f), out CameraRay ray);
                Vector3 turned = b.WorldFromCamera.NormalByInverse(ray.Direction);
                Assert.True(b.Camera.Lens.Project(turned, out Vector2 pixel));
                Assert.InRange(Vector2.Distance(pixel - new Vector2(x + 0.5f, y + 0.5f), frame.FlowForward![x, y]), 0, 0.01f);
                bool within = pixel.X >= 0 && pixel.Y >= 0 && pixel.X < Stages.Width && pixel.Y < Stages.Height;
                Assert.Equal(within ? PointVisibility.Visible : PointVisibility.Outside, (PointVisibility)frame.OcclusionForward![x, y]);
                inside += within ? 1 : 0;
            }
        }
        Assert.InRange(inside, 200, 390);
    }

    [Fact]
    public void Run_Throws_WhenFlowIsAskedForWithoutAFrame() {
        var scene = new Scene();
        scene.Add("box", Primitives.Box(Vector3.One), at: new(0, 3, 0));
        using var now = RenderScene.Prepare(scene);
        var thrown = Assert.Throws<ArgumentException>(() => Stages.Run(now, Stages.Camera(), LabelTable.FlowForward));
        Assert.Contains("Next", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Stages.Run(now, Stages.Camera(), LabelTable.SceneFlowBackward));
    }

    [Fact]
    public void FlowNeighbours_PrepareOnce_WhenOnlyTheCameraMoves() {
        var scene = new Scene();
        Node box = scene.Add("box", Primitives.Box(Vector3.One), at: new(0, 3, 0));
        var eye = new Node { Name = "eye", Camera = Stages.Described(),
            Rotation = Quaternion.CreateFromAxisAngle(Vector3.UnitX, MathF.PI / 2) };
        scene.Nodes.Add(eye);
        scene.Animate(eye, AnimationTarget.Translation, [0, 0, 0], [1, 0, 0]);
        using (var frames = FlowNeighbours.Prepare(scene, eye, 0.5, 0.1)) {
            Assert.Same(frames.Scene, frames.Next.Scene);
            Assert.Same(frames.Scene, frames.Previous.Scene);
            Assert.Equal(0.6f, frames.Next.Camera.WorldFromCamera.Origin.X, 1e-5f);
            Assert.Equal(0.4f, frames.Previous.Camera.WorldFromCamera.Origin.X, 1e-5f);
            Assert.Equal(frames.Scene.CameraAt(eye).WorldFromCamera, frames.Camera.WorldFromCamera);
        }
        scene.Animate(box, AnimationTarget.Translation, [0, 3, 0], [1, 3, 0]);
        using var moving = FlowNeighbours.Prepare(scene, eye, 0.5, 0.1);
        Assert.NotSame(moving.Scene, moving.Next.Scene);
        LabelFrame frame = Stages.Run(moving.Scene, moving.Camera, Asked, next: moving.Next, previous: moving.Previous);
        // Camera and box go the same way at the same speed.
        Assert.InRange(frame.FlowForward![Stages.Width / 2, Stages.Height / 2].Length(), 0, 1e-3f);
    }
}
