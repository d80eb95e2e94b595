using System.Numerics;
using Diorama.Core.Images;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.Scenes;

public sealed class EnvironmentTests {
    [Fact]
    public void PaintedMap_IsPaintedOnceAndNotForLabels() {
        int painted = 0;
        var scene = new Scene { Environment = new() };
        scene.Environment.PaintMap(() => {
            painted++;
            var map = new Image<Vector3>(8, 4);
            map.Pixels.AsSpan().Fill(new(0.5f));
            return map;
        });
        using (RenderScene labels = RenderScene.Prepare(scene, new() { ForLabels = true })) Assert.Equal(0, painted);
        using (RenderScene rendered = RenderScene.Prepare(scene)) Assert.Equal(1, painted);
        Assert.Equal(0.5f, scene.Environment.Map!.Pixels[0].Y);
        Assert.Equal(1, painted);
    }
}
