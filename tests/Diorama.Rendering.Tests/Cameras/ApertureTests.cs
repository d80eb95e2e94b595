using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Rendering.Cameras;

namespace Diorama.Rendering.Tests.Cameras;

public class ApertureTests {
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    public void Sample_IsUniformByArea(int blades) {
        const float radius = 0.02f, rotation = 0.3f;
        var aperture = new Aperture(radius, blades, rotation);
        // Half-open side from the map's own unit square, stratified; the density is that of the area if cells of a grid that lie
        // inside receive samples in proportion to it.
        const int side = 1000, cells = 20;
        var counts = new int[cells, cells];
        for (int i = 0; i < side; i++) {
            for (int j = 0; j < side; j++) {
                var p = aperture.Sample(new((i + 0.5f) / side, (j + 0.5f) / side));
                Assert.True(Inside(p / radius * 0.99999f, blades, rotation), $"{p} is outside");
                counts[Cell(p.X), Cell(p.Y)]++;
            }
        }
        double area = blades == 0 ? Math.PI : 0.5 * blades * Math.Sin(2 * Math.PI / blades);
        double expected = side * side * (4.0 / (cells * cells)) / area;
        int whole = 0;
        for (int x = 0; x < cells; x++) {
            for (int y = 0; y < cells; y++) {
                if (!CellInside(x, y, blades, rotation)) continue;
                whole++;
                Assert.InRange(counts[x, y], 0.94 * expected, 1.06 * expected);
            }
        }
        Assert.True(whole > 80);

        static int Cell(float v) => Math.Clamp((int)((v / radius + 1) * 0.5f * cells), 0, cells - 1);
        static bool CellInside(int x, int y, int blades, float rotation) {
            for (int corner = 0; corner < 4; corner++) {
                var p = new Vector2(x + (corner & 1), y + (corner >> 1)) * (2f / cells) - Vector2.One;
                if (!Inside(p, blades, rotation)) return false;
            }
            return true;
        }
    }

    /// <summary>In the unit disc, or on the inner side of every edge of the unit polygon.</summary>
    private static bool Inside(Vector2 p, int blades, float rotation) {
        if (blades == 0) return p.Length() <= 1;
        double apothem = Math.Cos(Math.PI / blades);
        for (int i = 0; i < blades; i++) {
            double angle = rotation + 2 * Math.PI * (i + 0.5) / blades;
            if (p.X * Math.Cos(angle) + p.Y * Math.Sin(angle) > apothem) return false;
        }
        return true;
    }

    [Theory]
    [InlineData("perspective", 0)]
    [InlineData("webcam", 6)]
    [InlineData("fisheye 250°", 5)]
    [InlineData("orthographic", 0)]
    public void LensSamples_MeetInOnePoint_AtTheFocusDistance(string name, int blades) {
        var camera = new Camera {
            Lens = Lenses.ByName[name], Width = Lenses.Width, Height = Lenses.Height,
            ApertureRadius = 0.05f, ApertureBlades = blades, FocusDistance = 2.5f,
        };
        var rays = new CameraRays(camera, Core.Spaces.Affine3.Identity);
        var random = Keyed.Start(6).With(name).Generator();
        foreach (var pixel in new Vector2[] { new(320, 240), new(100.5f, 77.5f), new(600, 400) }) {
            Assert.True(rays.Pinhole(pixel, out var label));
            bool plane = camera.Lens.FocusesOnPlane;
            var focus = label.Origin + label.Direction * (plane ? 2.5f / label.Direction.Z : 2.5f);
            float spread = 0;
            for (int i = 0; i < 100; i++) {
                Assert.True(rays.Generate(pixel, new(random.NextFloat(), random.NextFloat()), 0.5f, out var ray));
                var offset = focus - ray.Origin;
                Assert.InRange((offset - ray.Direction * Vector3.Dot(offset, ray.Direction)).Length(), 0, 3e-6f);
                spread = MathF.Max(spread, Vector3.Distance(ray.Origin, label.Origin));
            }
            Assert.InRange(spread, 0.03f, 0.0501f);
        }
    }
}
