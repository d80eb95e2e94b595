using System.Numerics;
using Diorama.Core;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.Scenes;

public class ScenePoseTests {
    private readonly Scene scene = new();
    private readonly Animation animation = new();

    private Node Add(Node? parent = null, Vector3 translation = default) {
        var node = new Node { Parent = parent, Translation = translation };
        scene.Nodes.Add(node);
        return node;
    }

    private void Animate(Node node, AnimationTarget target, float[] times, float[] values) {
        if (scene.Animations.Count == 0) scene.Animations.Add(animation);
        animation.Channels.Add(new() { Node = node, Target = target, Interpolation = Interpolation.Linear, Times = times,
            Values = values });
    }

    private static float[] Turn(float radians) {
        var q = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, radians);
        return [q.X, q.Y, q.Z, q.W];
    }

    private static void Near(Vector3 expected, Vector3 actual) =>
        Assert.True(Vector3.Distance(expected, actual) < 1e-5f, $"expected {expected}, got {actual}");

    [Fact]
    public void WorldFromNode_ChainsParents_AtTheTimeAsked() {
        var root = Add(translation: new(1, 0, 0));
        var child = Add(root, new(0, 2, 0));
        Animate(root, AnimationTarget.Rotation, [0, 1], [.. Turn(0), .. Turn(MathF.PI / 2)]);
        Near(new(1, 2, 0), ScenePose.At(scene, 0).WorldFromNode(child).Point(Vector3.Zero));
        Near(new(-1, 0, 0), ScenePose.At(scene, 1).WorldFromNode(child).Point(Vector3.Zero));
        Near(new(1 - MathF.Sqrt(2), MathF.Sqrt(2), 0), ScenePose.At(scene, 0.5).WorldFromNode(child).Point(Vector3.Zero));
    }

    [Fact]
    public void At_PlaysOneAnimation_WhenNamed() {
        var node = Add();
        Animate(node, AnimationTarget.Translation, [0, 1], [0, 0, 0, 1, 0, 0]);
        Near(new(1, 0, 0), ScenePose.At(scene, 1).WorldFromNode(node).Origin);
        Near(Vector3.Zero, ScenePose.At(scene, 1, new Animation()).WorldFromNode(node).Origin);
    }

    [Fact]
    public void Moves_FollowsAncestorsJointsAndWeights() {
        var still = Add();
        var moving = Add();
        var child = Add(moving);
        var skinned = Add();
        skinned.Skin = new() { Joints = [still, child], InverseBind = [Affine3.Identity, Affine3.Identity] };
        var frozen = Add();
        var morphed = Add();
        morphed.MorphWeights = [0];
        Animate(moving, AnimationTarget.Translation, [0, 1], [0, 0, 0, 1, 0, 0]);
        Animate(frozen, AnimationTarget.Translation, [0, 1], [2, 0, 0, 2, 0, 0]);
        Animate(morphed, AnimationTarget.MorphWeights, [0, 1], [0, 1]);
        var pose = ScenePose.At(scene, 0.3);
        Assert.Equal([false, true, true, true, false, true], scene.Nodes.Select(pose.Moves));
        Near(new(2, 0, 0), pose.WorldFromNode(frozen).Origin);
        Assert.True(ScenePose.IsAnimated(scene));
        Assert.False(ScenePose.IsAnimated(new()));
    }

    [Fact]
    public void Deform_BlendsJointMatrices_AsComputedByHand() {
        // An arm along X: the elbow at x = 1 turns by 90°; the middle vertex hangs half on either bone.
        var shoulder = Add();
        var elbow = Add(shoulder, new(1, 0, 0));
        var body = Add(translation: new(50, 60, 70));
        body.Skin = new() { Joints = [shoulder, elbow], InverseBind = [Affine3.Identity, Affine3.Translation(new(-1, 0, 0))] };
        Animate(elbow, AnimationTarget.Rotation, [0, 1], [.. Turn(0), .. Turn(MathF.PI / 2)]);
        var mesh = new Mesh {
            Positions = [new(0.5f, 0.1f, 0), new(1, 0.1f, 0), new(2, 0, 0)], Indices = [0, 1, 2],
            Normals = [Vector3.UnitY, Vector3.UnitY, Vector3.UnitY],
            Skin = new() { InfluencesPerVertex = 2, Joints = [0, 1, 0, 1, 0, 1], Weights = [1, 0, 0.5f, 0.5f, 0, 1] },
        };
        Vector3[] positions = new Vector3[3], normals = new Vector3[3];
        var pose = ScenePose.At(scene, 1);
        Assert.True(pose.Deforms(body, mesh));
        pose.Deform(body, mesh, positions, normals);
        Near(new(0.5f, 0.1f, 0), positions[0]);
        // Half of (1, 0.1) and half of (1 − 0.1, 0).
        Near(new(0.95f, 0.05f, 0), positions[1]);
        Near(new(1, 1, 0), positions[2]);
        Near(Vector3.UnitY, normals[0]);
        Near(Vector3.Normalize(new(-1, 1, 0)), normals[1]);
        Near(-Vector3.UnitX, normals[2]);
        // The place of the node that carries a skin has no effect (glTF 2.0 section 3.7.3.3).
        Assert.Equal(Affine3.Identity, pose.WorldFromDeformed(body));
    }

    [Fact]
    public void Deform_KeepsNormalsPerpendicular_UnderStretchAndMirror() {
        var joint = Add();
        joint.Scale = new(-4, 1, 1);
        var body = Add();
        body.Skin = new() { Joints = [joint], InverseBind = [Affine3.Identity] };
        var normal = Vector3.Normalize(new(1, 1, 0));
        var mesh = new Mesh {
            Positions = [Vector3.Zero, new(1, -1, 0), Vector3.UnitZ], Indices = [0, 1, 2], Normals = [normal, normal, normal],
            Skin = new() { InfluencesPerVertex = 1, Joints = [0, 0, 0], Weights = [1, 1, 1] },
        };
        Vector3[] positions = new Vector3[3], normals = new Vector3[3];
        ScenePose.At(scene, 0).Deform(body, mesh, positions, normals);
        Assert.Equal(0, Vector3.Dot(normals[0], positions[1] - positions[0]), 5);
        Near(Vector3.Normalize(joint.ParentFromNode.Inverse().NormalByInverse(normal)), normals[0]);
    }

    [Fact]
    public void Deform_AddsMorphTargetsBeforeSkinning_AndStaysInNodeSpaceWithoutSkin() {
        var node = Add(translation: new(0, 0, 5));
        var mesh = new Mesh {
            Positions = [.. Enumerable.Range(0, 11).Select(i => new Vector3(i, 0, 0))], Indices = [0, 1, 2],
            Normals = [.. Enumerable.Repeat(Vector3.UnitZ, 11)],
            MorphTargets = [
                new() { Positions = [.. Enumerable.Range(0, 11).Select(i => new Vector3(0, i, 0))],
                    Normals = [.. Enumerable.Repeat(Vector3.UnitX, 11)] },
                new() { Positions = [.. Enumerable.Repeat(Vector3.UnitZ, 11)] },
            ],
        };
        Assert.False(ScenePose.At(scene, 0).Deforms(node, mesh));
        node.MorphWeights = [0, 0];
        Animate(node, AnimationTarget.MorphWeights, [0, 2], [0, 0, 1, -2]);
        var pose = ScenePose.At(scene, 2);
        Assert.True(pose.Deforms(node, mesh));
        Vector3[] positions = new Vector3[11], normals = new Vector3[11];
        pose.Deform(node, mesh, positions, normals);
        for (int i = 0; i < 11; i++) {
            Near(new(i, i, -2), positions[i]);
            Near(Vector3.Normalize(new(1, 0, 1)), normals[i]);
        }
        Near(new(0, 0, 5), pose.WorldFromDeformed(node).Origin);
        // One of two spans may be left out, and the mesh itself stays as it was.
        pose.Deform(node, mesh, positions, []);
        Assert.Equal(new Vector3(3, 0, 0), mesh.Positions[3]);
    }

    [Fact]
    public void Deform_AllocatesNothing() {
        var joint = Add();
        var body = Add();
        body.Skin = new() { Joints = [joint], InverseBind = [Affine3.Identity] };
        var mesh = new Mesh {
            Positions = new Vector3[1000], Indices = [0, 1, 2], Normals = new Vector3[1000],
            Skin = new() { InfluencesPerVertex = 1, Joints = new ushort[1000], Weights = new float[1000] },
        };
        Vector3[] positions = new Vector3[1000], normals = new Vector3[1000];
        var pose = ScenePose.At(scene, 0);
        pose.Deform(body, mesh, positions, normals);
        long before = GC.GetAllocatedBytesForCurrentThread();
        pose.Deform(body, mesh, positions, normals);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 2, 2)]
    public void CameraOnAScaleOfZero_LooksWhereItsRotationsSay(float x, float y, float z) {
        var turn = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, 0.7f);
        var scene = new Scene();
        var arm = new Node { Name = "arm", Rotation = turn, Scale = new(x, y, z), Translation = new(1, 2, 3) };
        var node = new Node { Name = "camera", Parent = arm, Rotation = Quaternion.CreateFromAxisAngle(Vector3.UnitX, MathF.PI / 2),
            Camera = new() { Lens = PerspectiveLens.FromVerticalFov(1, 8, 8), Width = 8, Height = 8 } };
        scene.Nodes.AddRange([arm, node]);
        using RenderScene prepared = RenderScene.Prepare(scene);
        Affine3 pose = prepared.CameraAt(node).WorldFromCamera;
        Assert.True(Vector3.Distance(Vector3.Transform(Vector3.UnitY, turn), pose.Z) < 1e-6f, $"{pose.Z}");
        Assert.Equal(new(1, 2, 3), pose.Origin);
    }

    [Theory]
    [InlineData(1e20f)]
    [InlineData(float.NaN)]
    public void NodesTooFarAway_AreNamed(float x) {
        var scene = new Scene();
        scene.Nodes.Add(new() { Name = "moon", Translation = new(x, 0, 0) });
        Assert.StartsWith("node 'moon' stands at (", Assert.Throws<BadInputException>(() => ScenePose.At(scene, 0)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void PartsThatReachTooFar_AreNamed() {
        var scene = new Scene();
        scene.Nodes.Add(new() { Name = "beam", Scale = new(1e5f),
            Parts = { new(new Mesh { Name = "ray", Positions = [default, new(1e5f, 0, 0), new(0, 1e5f, 0)], Indices = [0, 1, 2] },
                new()) } });
        scene.Nodes.Add(new() { Name = "other", Parts = { scene.Nodes[0].Parts[0] } });
        foreach (long flattened in new[] { 0, long.MaxValue }) {
            string message = Assert.Throws<BadInputException>(
                () => RenderScene.Prepare(scene, new() { FlattenedTriangles = flattened })).Message;
            Assert.Equal("'ray' on node 'beam' reaches (1e+10, 0, 0) in the world, expected finite numbers of at most 1e9 m", message);
        }
    }
}
