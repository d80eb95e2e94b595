using System.Numerics;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.Labels;

/// <summary>A plate of 0.8 × 0.6 m at 2 m in front of a wall of 4 × 3 m at 4 m.</summary>
public class OcclusionTests {
    private const float Near = 2, Far = 4;
    private static readonly Vector2 PlateHalf = new(0.4f, 0.3f), WallHalf = new(2, 1.5f);

    private static Scene Build(Material? plate = null) {
        var scene = new Scene();
        scene.AddWall("wall", 2 * WallHalf, new(0, Far, 0));
        scene.AddWall("plate", 2 * PlateHalf, new(0, Near, 0), plate);
        return scene;
    }

    /// <summary>Signed distance into a rectangle around the origin; positive inside.</summary>
    private static float Inside(float x, float z, Vector2 half) => MathF.Min(half.X - MathF.Abs(x), half.Y - MathF.Abs(z));

    [Theory]
    [InlineData("perspective")]
    [InlineData("orthographic")]
    public void Occlusion_IsThatOfTheConstruction(string lens) {
        using var scene = RenderScene.Prepare(Build());
        // Parallel rays need a turn to uncover what a plate hides.
        Vector3 eye = lens == "orthographic" ? default : new(0.7f, 0, 0.1f), target = lens == "orthographic" ? new(0.15f, 1, 0.05f)
            : eye + Vector3.UnitY;
        CameraRays a = Stages.Camera(lens: Stages.Lenses[lens]), b = Stages.Camera(eye, Stages.Lenses[lens], target);
        LabelFrame frame = Stages.Run(scene, a, LabelTable.Instance | LabelTable.Position | LabelTable.OcclusionForward, next: (scene, b));
        Vector3 forward = b.WorldFromCamera.Z;
        var counts = new int[4];
        uint wall = scene.IdOf("wall");
        for (int y = 0; y < Stages.Height; y++) {
            for (int x = 0; x < Stages.Width; x++) {
                if (frame.Instance![x, y] == 0) continue;
                Vector3 p = frame.Position![x, y];
                Assert.True(b.Project(p, out Vector2 pixel, out _));
                PointVisibility expected = PointVisibility.Visible;
                if (pixel.X < 0 || pixel.Y < 0 || pixel.X >= Stages.Width || pixel.Y >= Stages.Height) {
                    expected = PointVisibility.Outside;
                } else if (frame.Instance[x, y] == wall) {
                    // Where the line of sight from the other camera crosses the plane of the plate.
                    Vector3 crossing = lens == "orthographic" ? p - forward * ((Far - Near) / forward.Y) : Vector3.Lerp(eye, p, Near / Far);
                    float depth = Inside(crossing.X, crossing.Z, PlateHalf);
                    if (MathF.Abs(depth) < 1e-4f) continue;
                    if (depth > 0) expected = PointVisibility.Occluded;
                }
                Assert.Equal(expected, (PointVisibility)frame.OcclusionForward![x, y]);
                counts[(int)expected]++;
            }
        }
        Assert.True(counts[0] > 3000 && counts[1] > 100, string.Join(' ', counts));
        if (lens == "perspective") Assert.True(counts[2] > 100);
    }

    [Fact]
    public void Occlusion_LooksThroughWhatIsNotThere() {
        var invisible = new Material { AlphaMode = AlphaMode.Blend, Alpha = 0.2f };
        using var scene = RenderScene.Prepare(Build(invisible));
        CameraRays a = Stages.Camera(), b = Stages.Camera(new(0.7f, 0, 0.1f));
        int HiddenOnTheWall(float threshold) {
            LabelFrame frame = Stages.Run(scene, a, LabelTable.Instance | LabelTable.OcclusionForward, new() { AlphaThreshold = threshold },
                next: (scene, b));
            uint wall = scene.IdOf("wall");
            return frame.Instance!.Pixels.Zip(frame.OcclusionForward!.Pixels)
                .Count(p => p.First == wall && p.Second == (byte)PointVisibility.Occluded);
        }
        Assert.Equal(0, HiddenOnTheWall(0.5f));
        Assert.True(HiddenOnTheWall(0.1f) > 100);
    }

    [Fact]
    public void Occlusion_OfTheSky_IsWhatComesInFrontOfIt() {
        var scene = new Scene();
        scene.AddWall("plate", 2 * PlateHalf, new(0, Near, 0));
        using var now = RenderScene.Prepare(scene);
        CameraRays a = Stages.Camera(), b = Stages.Camera(new(0.7f, 0, 0));
        LabelFrame frame = Stages.Run(now, a, LabelTable.Instance | LabelTable.OcclusionForward, next: (now, b));
        for (int y = 0; y < Stages.Height; y++) {
            for (int x = 0; x < Stages.Width; x++) {
                if (frame.Instance![x, y] != 0) continue;
                a.Pinhole(new(x + 0.5f, y + 0.5f), out CameraRay ray);
                Vector3 crossing = new Vector3(0.7f, 0, 0) + ray.Direction * (Near / ray.Direction.Y);
                float depth = Inside(crossing.X, crossing.Z, PlateHalf);
                if (MathF.Abs(depth) < 1e-3f) continue;
                Assert.Equal(depth > 0 ? PointVisibility.Occluded : PointVisibility.Visible,
                    (PointVisibility)frame.OcclusionForward![x, y]);
            }
        }
        Assert.Contains((byte)PointVisibility.Occluded, frame.OcclusionForward!.Pixels);
    }
}
