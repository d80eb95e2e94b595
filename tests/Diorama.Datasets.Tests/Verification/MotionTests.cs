using System.Numerics;
using Diorama.Core.Images;
using Diorama.Core.Spaces;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;
using Diorama.Datasets.Verification;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds;

namespace Diorama.Datasets.Tests.Verification;

/// <summary>
/// The check of flow where things move of themselves: a cube that slides and turns, and a ball that stretches, before a camera that rises.
/// </summary>
public sealed class MotionTests(MotionTests.Moving moving) : IClassFixture<MotionTests.Moving> {
    /// <summary>By so much is the ball longer along its X axis after three frames.</summary>
    private const float Stretch = 0.6f;
    private const int Frames = 3;

    public sealed class Moving : IDisposable {
        private readonly TemporaryFolder folder = new();

        public Moving() => new DatasetRun(Boxes.Options(folder["set"], Frames, framesPerScene: Frames, labels: LabelSet.All), Build).Run();

        public string Root => folder["set"];

        public void Dispose() => folder.Dispose();
    }

    private static World Build(long scene) {
        World world = SmallDataset.Build(scene);
        Node ball = world.Objects[1].Node!;
        Mesh round = ball.Parts[0].Mesh;
        var soft = new Mesh {
            Positions = round.Positions, Indices = round.Indices, Normals = round.Normals, TexCoords = round.TexCoords,
            MorphTargets = [new() { Positions = [.. round.Positions.Select(p => new Vector3(Stretch * p.X, 0, 0))] }],
        };
        Material paint = ball.Parts[0].Material;
        ball.Parts.Clear();
        ball.Parts.Add(new(soft, paint));
        ball.MorphWeights = [0];
        world.Scene.Animations[0].Channels.Add(new() { Node = ball, Target = AnimationTarget.MorphWeights,
            Interpolation = Interpolation.Linear, Times = [0, Frames / 24f], Values = [0, 1] });
        return world;
    }

    private static ObjectRecord Named(FrameRecord image, string name) => image.Objects.Single(o => o.Name == name);

    [Fact]
    public void MovingAndDeforming_AreSound_AndAsked() {
        VerificationReport report = OwnVerifier.Verify(moving.Root, new() { Threads = 2 });
        Assert.Empty(report.Checks.SelectMany(l => l.First.Select(o => $"{l.Name}: {o}")));
        FrameRecord[] images = [.. new DatasetFolder(moving.Root).ReadFrames()];
        Assert.All(images, i => Assert.True(Named(i, "ball 1").Deforms));
        Assert.All(images, i => Assert.Null(Named(i, "cube 0").Deforms));
        // Both directions of the frame in the middle and one of each end, every pixel: that of the ball too, by its scene flow.
        Assert.Equal(4 * images.Length / Frames * Boxes.Width * Boxes.Height, report.Checks.Single(l => l.Name == "flow").Checked);
    }

    /// <summary>What flow is by the numbers of this file alone, not by the labels that the check looks at.</summary>
    [Fact]
    public void FlowOfTheStretchingBall_IsWhereItsPointsGo() {
        var set = new DatasetFolder(moving.Root);
        FrameRecord[] left = [.. set.ReadFrames().Where(f => f.Camera.Name == "left")];
        Node node = Build(0).Objects[1].Node!;
        int pixels = 0;
        for (int frame = 0; frame + 1 < Frames; frame++) {
            var files = new FrameImages(set, left[frame]);
            Image<uint> instance = files.Read(LabelTable.Instance);
            Image<Vector3> position = files.Read(LabelTable.Position);
            Image<Vector2> flow = files.Read(LabelTable.FlowForward);
            float grows = (1 + Stretch * (frame + 1) / Frames) / (1 + Stretch * frame / Frames);
            int id = Named(left[frame], "ball 1").Id;
            for (int i = 0; i < flow.Pixels.Length; i++) {
                if (instance.Pixels[i] != id) continue;
                Vector3 there = position.Pixels[i];
                there.X = node.Translation.X + (there.X - node.Translation.X) * grows;
                Vector2 wanted = Seen(left[frame + 1], there) - new Vector2(i % Boxes.Width + 0.5f, i / Boxes.Width + 0.5f);
                Assert.True(Vector2.Distance(wanted, flow.Pixels[i]) < 0.01f, $"frame {frame}, pixel {i}: {wanted} and {flow.Pixels[i]}");
                pixels++;
            }
        }
        Assert.True(pixels > 60, $"{pixels}");

        static Vector2 Seen(FrameRecord image, Vector3 world) {
            float[][] m = image.Camera.WorldFromCamera;
            Affine3 camera = new(new(m[0][0], m[1][0], m[2][0]), new(m[0][1], m[1][1], m[2][1]), new(m[0][2], m[1][2], m[2][2]),
                new(m[0][3], m[1][3], m[2][3]));
            Vector3 p = camera.Inverse().Point(world);
            double[][] k = image.Camera.K!;
            return new((float)(k[0][0] * p.X / p.Z + k[0][2]), (float)(k[1][1] * p.Y / p.Z + k[1][2]));
        }
    }

    [Theory]
    [InlineData("cube 0", "flow_forward", "flow")]
    [InlineData("ball 1", "flow_forward", "flow")]
    [InlineData("ball 1", "flow_backward", "flow")]
    // Of what deforms nothing but scene flow says where it goes: flow that disagrees with it is named.
    [InlineData("ball 1", "scene_flow_forward", "flow")]
    [InlineData("cube 0", "scene_flow_forward", "scene flow")]
    public void OnePixelThatGoesElsewhere_IsFound(string name, string label, string check) {
        using var copy = new SmallDataset.Copy(moving.Root);
        FrameRecord image = copy.Set.ReadFrames().Single(f => f.Index == 1 && f.Camera.Name == "left");
        int id = Named(image, name).Id;
        int[] seen = [.. new FrameImages(copy.Set, image).Read(LabelTable.Instance).Pixels.Index().Where(p => p.Item == id)
            .Select(p => p.Index)];
        int at = seen[seen.Length / 2];
        string file = $"labels/{label}/000001_left.exr";
        if (label.StartsWith("scene", StringComparison.Ordinal)) copy.Edit<Vector3>(file, i => i.Pixels[at] += new Vector3(0.05f, 0, 0));
        else copy.Edit<Vector2>(file, i => i.Pixels[at] += new Vector2(0.3f, 0));
        CheckReport[] broken = [.. copy.Verify().Checks.Where(l => l.Violations > 0 && l.Name != "checksums")];
        CheckReport found = Assert.Single(broken);
        Assert.Equal((check, 1), (found.Name, found.Violations));
        string named = check == "flow" && label.StartsWith("scene", StringComparison.Ordinal) ? "flow_forward" : label;
        Assert.EndsWith($"{named}/000001_left.exr", found.First[0].File);
        Assert.StartsWith($"pixel ({at % Boxes.Width}, {at / Boxes.Width})", found.First[0].Place);
    }
}
