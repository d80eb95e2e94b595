using System.Numerics;
using Diorama.Core.Images;
using Diorama.Datasets.Frames;
using Diorama.Datasets.Pictures;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Labels;
using Diorama.Worlds;

namespace Diorama.Datasets.Tests.Pictures;

public class PreviewFilterTests {
    private static double Error(Image<Vector3> a, Image<Vector3> b) =>
        a.Pixels.Zip(b.Pixels, (x, y) => (double)(x - y).LengthSquared()).Average();

    [Fact]
    public void Smooth_ComesNearerToManySamples_OnAnyNumberOfThreads() {
        using World world = Boxes.Build(1);
        using var frames = new SceneFrames(world, 1, new() { Samples = 4, Bounces = 2, Exposure = 0, Labels = PreviewFilter.Guides });
        using var better = new SceneFrames(world, 1, new() { Samples = 256, Bounces = 2, Exposure = 0, Labels = PreviewFilter.Guides });
        RenderedFrame few = frames.Render(0, 0);
        Image<Vector3> many = better.Render(0, 0).Radiance!, smooth = PreviewFilter.Smooth(few.Radiance!, few.Labels, 2);
        Assert.InRange(Error(smooth, many) / Error(few.Radiance!, many), 0, 0.5);
        Assert.Equal(smooth.Pixels, PreviewFilter.Smooth(few.Radiance!, few.Labels, 1).Pixels);
    }

    /// <summary>Where a fisheye lens looks sideways, depth along its axis is 0.</summary>
    [Fact]
    public void Smooth_LeavesNoHoles_WhereALensSeesBehindTheCamera() {
        using World world = Boxes.Build(1);
        world.Cameras[0].Camera = world.Cameras[0].Camera! with { Lens = new KannalaBrandtLens(12, 12, 32, 24), Width = 64, Height = 48 };
        using var frames = new SceneFrames(world, 1, new() { Samples = 4, Bounces = 2, Exposure = 0,
            Labels = PreviewFilter.Guides | LabelTable.DepthZ });
        RenderedFrame frame = frames.Render(0, 0);
        Assert.Contains(frame.Labels.DepthZ!.Pixels, d => d < 0);
        Assert.All(PreviewFilter.Smooth(frame.Radiance!, frame.Labels, 2).Pixels, v => Assert.True(float.IsFinite(v.X + v.Y + v.Z)));
    }
}
