using System.Numerics;
using Diorama.Core;
using Diorama.Rendering.Cameras;
using Diorama.Worlds.Cameras;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Tests.Cameras;

public class CameraModelTests {
    [Theory]
    [InlineData(LensKind.Perspective, 70, new double[0])]
    [InlineData(LensKind.BrownConrady, 70, new[] { -0.1, 0.02, 0, 0 })]
    [InlineData(LensKind.Fisheye, 190, new[] { 0.02, -0.003 })]
    public void FieldOfView_ReachesFromBorderToBorder(LensKind kind, double degrees, double[] distortion) {
        var camera = CameraModel.Create(new() { Width = 640, Height = 480, Lens = kind, FieldOfView = degrees, Distortion = distortion },
            new Draw(1, 0));
        double half = degrees * Math.PI / 360;
        Assert.True(camera.Lens.Project(new((float)Math.Sin(half * 0.9999), 0, (float)Math.Cos(half * 0.9999)), out Vector2 pixel));
        Assert.Equal(640, pixel.X, 0.1f);
        Assert.Equal(240, pixel.Y, 0.01f);
    }

    [Fact]
    public void Calibrations_ReplaceTheFieldOfView() {
        var seen = new HashSet<float>();
        var recipe = new CameraRecipe { K = [[500, 510, 320, 240], [600, 610, 310, 250]] };
        for (int i = 0; i < 20; i++) {
            var lens = (PerspectiveLens)CameraModel.Create(recipe, new Draw(1, i)).Lens;
            Assert.Equal(lens.Fx + 10, lens.Fy);
            seen.Add(lens.Cx);
        }
        Assert.Equal([310f, 320f], seen.Order());
    }

    [Fact]
    public void Calibrations_AreFourNumbers() {
        var e = Assert.Throws<BadInputException>(() => CameraModel.Create(new() { K = [[500, 510, 320]] }, new Draw(1, 0)));
        Assert.Contains("fx, fy, cx, cy", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Panoramas_SeeEverything() =>
        Assert.IsType<EquirectangularLens>(CameraModel.Create(new() { Lens = LensKind.Equirectangular, Width = 64, Height = 32 },
        new Draw(1, 0)).Lens);
}
