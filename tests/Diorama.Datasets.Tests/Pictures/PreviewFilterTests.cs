using System.Numerics;
using Diorama.Core.Images;
using Diorama.Datasets.Frames;
using Diorama.Datasets.Pictures;
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
}
