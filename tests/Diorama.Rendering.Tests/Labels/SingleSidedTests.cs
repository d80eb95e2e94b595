using System.Numerics;
using Diorama.Core.Images;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.Labels;

/// <summary>A glowing screen of 1 × 1 m at 2 m, whose back faces are culled, before a dark wall at 4 m.</summary>
public class SingleSidedTests {
    private const int X = Stages.Width / 2, Y = Stages.Height / 2;
    private static readonly LabelSet Asked = LabelSet.Basic | LabelTable.AmodalMasks | LabelTable.VisibleMasks | LabelTable.Keypoints;

    private static Material Glow(bool culls) =>
        new() { Name = "glow", BaseColor = new(0.5f), Model = MaterialModel.Unlit, CullsBackFaces = culls };

    /// <param name="turned">Whether the screen turns its back on the camera.</param>
    /// <param name="mirrored">Whether its node mirrors it left to right, which does not turn it around.</param>
    /// <param name="copies">How many nodes use its mesh: more than one become instances.</param>
    /// <param name="culls">Whether its back faces are culled.</param>
    private static RenderScene Prepare(bool turned, bool mirrored, int copies, bool culls = true) {
        var scene = new Scene();
        Node wall = scene.AddWall("wall", new(6, 6), new(0, 4, 0), new() { BaseColor = Vector3.Zero, Specular = 0 });
        wall.Keypoints.Add(new("behind", new(0.1f, 0, 0)));
        Node screen = scene.AddWall("screen", new(1, 1), new(0, 2, 0), Glow(culls));
        var turn = turned ? Quaternion.CreateFromAxisAngle(Vector3.UnitZ, MathF.PI) : Quaternion.Identity;
        Place(screen);
        for (int i = 1; i < copies; i++) {
            var copy = new Node { Name = $"copy {i}", Translation = new(0, -1 - i, 0) };
            copy.Parts.Add(screen.Parts[0]);
            Place(copy);
            scene.Nodes.Add(copy);
        }
        return RenderScene.Prepare(scene);

        void Place(Node node) => (node.Rotation, node.Scale) = (turn, new(mirrored ? -1 : 1, 1, 1));
    }

    public static TheoryData<bool, bool, int> Cases {
        get {
            var cases = new TheoryData<bool, bool, int>();
            foreach (bool turned in (bool[])[false, true]) {
                foreach (bool mirrored in (bool[])[false, true]) {
                    foreach (int copies in (int[])[1, 3]) cases.Add(turned, mirrored, copies);
                }
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void CameraAndLabels_LookThroughItFromBehind(bool turned, bool mirrored, int copies) {
        using var scene = Prepare(turned, mirrored, copies);
        LabelFrame frame = Stages.Run(scene, Stages.Camera(), Asked);
        int screen = (int)scene.IdOf("screen"), wall = (int)scene.IdOf("wall");
        Assert.Equal((uint)(turned ? wall : screen), frame.Instance![X, Y]);
        Assert.Equal(turned ? 4 : 2, frame.DepthZ![X, Y], 1e-5f);
        Assert.Equal(turned, frame.AmodalMasks!.PixelCount(screen) == 0);
        Assert.Equal(turned, frame.VisibleMasks!.PixelCount(screen) == 0);
        Assert.True(frame.AmodalMasks.Contains(wall, X, Y));
        Assert.Equal(turned ? KeypointState.Visible : KeypointState.Hidden, frame.Objects[wall - 1].Keypoints!.Single().State);
        Assert.Equal(turned, frame.Objects[screen - 1].AmodalBox!.Value.IsEmpty);

        Image<Vector3> picture = PathTracer.Render(scene, Stages.Camera(), new() { Samples = 2, Threads = 1 }).Radiance;
        Assert.Equal(turned ? 0 : 0.5f, picture[X, Y].X, 1e-5f);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AmodalBox_IsThatOfTheMask_WithOrWithoutIt(bool turned, bool mirrored, int copies) {
        using var scene = Prepare(turned, mirrored, copies);
        LabelFrame with = Stages.Run(scene, Stages.Camera(), Asked), without = Stages.Run(scene, Stages.Camera(), LabelTable.Boxes);
        Assert.Equal([.. with.Objects.Select(o => o.AmodalBox)], without.Objects.Select(o => o.AmodalBox));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Light_MeetsBothSides(bool blinded) {
        var scene = new Scene();
        scene.AddWall("wall", new(6, 6), new(0, 4, 0), new() { Specular = 0, CullsBackFaces = true });
        scene.Add(new Light { Kind = LightKind.Directional, Intensity = 10 }, new(0, -5, 0), Vector3.Zero);
        if (blinded) {
            // Behind the camera, with its back to the light: what a camera there would look through still throws its shadow.
            Node blind = scene.AddWall("blind", new(6, 6), new(0, -1, 0), new() { Specular = 0, CullsBackFaces = true });
            blind.Rotation = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, MathF.PI);
        }
        using var prepared = RenderScene.Prepare(scene);
        float light = PathTracer.Render(prepared, Stages.Camera(), new() { Samples = 1, Threads = 1, MaxBounces = 0 }).Radiance[X, Y].X;
        Assert.Equal(blinded ? 0 : 10 / MathF.PI, light, 1e-3f);
    }
}
