using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.Labels;

public class ObjectLabelsTests {
    private static ObjectLabel Single(Scene scene, LabelSet labels, CameraRays? camera = null) {
        using var prepared = RenderScene.Prepare(scene);
        return Stages.Run(prepared, camera ?? Stages.Camera(), labels).Objects.Single();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UntruncatedBox_LeavesTheImage_WhereTheObjectDoes(bool withMasks) {
        var scene = new Scene();
        scene.AddWall("wall", new(1, 1), new(-1.5f, 2, 0.4f));
        ObjectLabel o = Single(scene, withMasks ? LabelTable.Boxes | LabelTable.AmodalMasks : LabelTable.Boxes);
        var lens = (PerspectiveLens)Stages.Lenses["perspective"];
        // Columns and rows of the corners; a pixel belongs where its centre does.
        float left = lens.Fx * -2 / 2 + lens.Cx, right = lens.Fx * -1 / 2 + lens.Cx, top = lens.Fy * -0.9f / 2 + lens.Cy,
            bottom = lens.Fy * 0.1f / 2 + lens.Cy;
        PixelBox expected = new((int)MathF.Round(left), (int)MathF.Round(top), (int)MathF.Round(right), (int)MathF.Round(bottom));
        Assert.Equal(expected, o.AmodalBoxUntruncated);
        Assert.True(expected.X0 < 0);
        Assert.Equal(expected with { X0 = 0 }, o.AmodalBox);
        Assert.Equal(expected with { X0 = 0 }, o.VisibleBox);
        Assert.True(o.Truncated);
    }

    [Fact]
    public void UntruncatedBox_IsCutAtTheCamera_WhereTheObjectReachesBehindIt() {
        var scene = new Scene();
        scene.Add("floor", Primitives.Quad(new(2, 20)), at: new(0, 0, -1));
        ObjectLabel o = Single(scene, LabelTable.Boxes);
        Assert.True(o.Truncated);
        var lens = (PerspectiveLens)Stages.Lenses["perspective"];
        // Its far edge is the highest; at the near plane, 1.01 cm, a thousandth of the way to its far corners, it is 99 focal lengths
        // wide to each side.
        Assert.Equal((int)MathF.Round(lens.Cy + lens.Fy * 0.1f), o.AmodalBoxUntruncated!.Value.Y0);
        Assert.InRange(o.AmodalBoxUntruncated.Value.Width, 197 * (int)lens.Fx, 199 * (int)lens.Fx);
    }

    [Fact]
    public void Object_HasNoBox_BehindTheCamera() {
        var scene = new Scene();
        scene.Add("box", Primitives.Box(Vector3.One), at: new(0, -5, 0));
        ObjectLabel o = Single(scene, LabelSet.All - (LabelSet.Forward | LabelSet.Backward));
        Assert.True(o.VisibleBox!.Value.IsEmpty && o.AmodalBox!.Value.IsEmpty && o.AmodalBoxUntruncated!.Value.IsEmpty);
        Assert.Equal(0, o.AmodalPixels);
        Assert.Equal(0, o.VisibleFraction);
        Assert.True(o.Truncated);
    }

    [Fact]
    public void OrientedBoxAndPose_AreThoseOfTheNode() {
        var scene = new Scene();
        Node node = scene.Add("box", Primitives.Box(new(1, 2, 3)), at: new(0.5f, 6, -0.2f));
        node.Rotation = Quaternion.CreateFromYawPitchRoll(0.4f, -0.3f, 1.1f);
        node.Scale = new(0.5f, 0.4f, 0.3f);
        CameraRays camera = Stages.Camera(new(0.2f, 0.1f, 0.3f), target: new(0.5f, 4, 0));
        ObjectLabel o = Single(scene, LabelTable.Boxes | LabelTable.Poses, camera);
        Affine3 world = node.ParentFromNode;
        OrientedBox box = o.OrientedBox!;
        Assert.InRange(Vector3.Distance(box.Size, new(0.5f, 0.8f, 0.9f)), 0, 1e-5f);
        Assert.InRange(Vector3.Distance(box.Centre, node.Translation), 0, 1e-5f);
        for (int k = 0; k < 8; k++) {
            Vector3 corner = new((k & 1) != 0 ? 0.5f : -0.5f, (k & 2) != 0 ? 1 : -1, (k & 4) != 0 ? 1.5f : -1.5f);
            Assert.InRange(Vector3.Distance(world.Point(corner), box.Corners[k]), 0, 1e-5f);
            Vector3 byAxes = box.Centre + box.AxisX * (MathF.Sign(corner.X) * box.Size.X / 2)
                + box.AxisY * (MathF.Sign(corner.Y) * box.Size.Y / 2) + box.AxisZ * (MathF.Sign(corner.Z) * box.Size.Z / 2);
            Assert.InRange(Vector3.Distance(byAxes, box.Corners[k]), 0, 1e-5f);
        }
        ObjectPose pose = o.Pose!;
        Affine3 rebuilt = Affine3.FromTrs(pose.Translation, pose.Rotation, pose.Scale), expected = camera.WorldFromCamera.Inverse() * world;
        foreach (Vector3 p in new Vector3[] { new(1, 2, 3), new(-1, 0.5f, 2) }) {
            Assert.InRange(Vector3.Distance(expected.Point(p), rebuilt.Point(p)), 0, 2e-5f);
            Assert.InRange(Vector3.Distance(expected.Point(p), pose.CameraFromObject.Point(p)), 0, 1e-5f);
        }
        Assert.InRange(Vector3.Distance(pose.Scale, node.Scale), 0, 1e-5f);
    }

    [Fact]
    public void ObjectCoordinates_PutTheBoxAroundOneHalfWithADiagonalOfOne() {
        var scene = new Scene();
        Node node = scene.Add("box", Primitives.Box(new(1, 1, 1)), at: new(0.2f, 4, 0.1f));
        node.Rotation = Quaternion.CreateFromYawPitchRoll(0.4f, 0.3f, 0.5f);
        node.Scale = new(1, 2, 0.5f);
        using var prepared = RenderScene.Prepare(scene);
        LabelFrame frame = Stages.Run(prepared, Stages.Camera(), LabelTable.ObjectCoordinates | LabelTable.Position | LabelTable.Instance);
        Affine3 objectFromWorld = node.ParentFromNode.Inverse();
        float diagonal = node.Scale.Length();
        int count = 0;
        for (int i = 0; i < frame.Instance!.Pixels.Length; i++) {
            Vector3 got = frame.ObjectCoordinates!.Pixels[i];
            if (frame.Instance.Pixels[i] == 0) {
                Assert.Equal(Vector3.Zero, got);
                continue;
            }
            Vector3 expected = objectFromWorld.Point(frame.Position!.Pixels[i]) * node.Scale / diagonal + new Vector3(0.5f);
            Assert.InRange(Vector3.Distance(expected, got), 0, 1e-5f);
            count++;
        }
        Assert.True(count > 500);
    }

    [Fact]
    public void Keypoints_AreVisibleHiddenOrOutside() {
        var scene = new Scene();
        Node head = scene.Add("head", Primitives.Icosphere(0.5f, 4), at: new(0, 3, 0));
        head.Keypoints.AddRange([
            new("nose", new(0, -0.5f, 0)), new("back", new(0, 0.5f, 0)), new("skull", new(0, -0.49f, 0)), new("brain", Vector3.Zero),
            new("far left", new(-9, 0, 0)), new("behind", new(0, -9, 0)), new("covered", new(0.35f, -0.36f, 0)),
        ]);
        scene.AddWall("hand", new(0.3f, 0.3f), new(0.24f, 2, 0));
        using var prepared = RenderScene.Prepare(scene);
        KeypointLabel[] points = [.. Stages.Run(prepared, Stages.Camera(), LabelTable.Keypoints).Objects[0].Keypoints!];
        Assert.Equal(["nose", "back", "skull", "brain", "far left", "behind", "covered"], points.Select(p => p.Name));
        Assert.Equal([2, 1, 2, 1, 0, 0, 1], points.Select(p => (int)p.State));
        Assert.Equal(2.5f, points[0].DepthZ, 1e-5f);
        Stages.Camera().Project(new Vector3(0, 2.5f, 0), out Vector2 nose, out _);
        Assert.Equal(nose, points[0].Pixel);
        Assert.True(points[4].Pixel.X < 0);
        Assert.True(float.IsNaN(points[5].Pixel.X));
    }

    [Fact]
    public void Lamps_WithAShapeAreObjects() {
        var scene = new Scene();
        foreach (LightKind kind in (ReadOnlySpan<LightKind>)[LightKind.Rectangle, LightKind.Disc]) {
            scene.Nodes.Add(new() {
                Name = $"{kind}", Translation = new(kind == LightKind.Disc ? 0.7f : -0.7f, 3, 0),
                Rotation = Quaternion.CreateFromAxisAngle(Vector3.UnitX, -MathF.PI / 2),
                Light = new() { Name = $"{kind}", Kind = kind, Color = Vector3.One, Intensity = 3, Size = new(1, 1) },
            });
        }
        using var prepared = RenderScene.Prepare(scene);
        CameraRays camera = Stages.Camera();
        LabelFrame frame = Stages.Run(prepared, camera, LabelSet.All, next: (prepared, camera), previous: (prepared, camera));
        foreach (ObjectLabel o in frame.Objects) {
            Assert.True(o.VisiblePixels > 500, $"{o.Name}: {o.VisiblePixels}");
            Assert.Equal(o.VisibleBox, o.AmodalBoxUntruncated);
        }
        // π/4 of the square around it.
        Assert.InRange((float)frame.Objects[1].AmodalPixels! / frame.Objects[0].AmodalPixels!.Value, 0.75f, 0.82f);
        Assert.All(frame.FlowForward!.Pixels, f => Assert.InRange(f.Length(), 0, 1e-2f));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, 1)]
    [InlineData(1, 1, 0)]
    [InlineData(1e-30f, 1e-30f, 1e-30f)]
    public void ObjectWithoutAFrame_HasLabelsButNoPoseAndNoBox(float x, float y, float z) {
        var scene = new Scene();
        scene.Add("crushed", Primitives.Box(new(1, 1, 1)), at: new(0, 3, 0)).Scale = new(x, y, z);
        ObjectLabel o = Single(scene, LabelTable.Boxes | LabelTable.Poses | LabelTable.AmodalMasks | LabelTable.Keypoints);
        Assert.Null(o.Pose);
        Assert.Null(o.OrientedBox);
        Assert.NotNull(o.VisiblePixels);
        Assert.NotNull(o.AmodalBox);
    }
}
