using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Rendering.Cameras;

namespace Diorama.Rendering.Tests.Cameras;

public class LensTests {
    public static TheoryData<string> Names => Lenses.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Project_ReturnsThePixel_WhenGivenAPointOfItsRay(string name) {
        var lens = Lenses.ByName[name];
        var random = Keyed.Start(1).With(name).Generator();
        int imaged = 0;
        for (int i = 0; i < 20000; i++) {
            var pixel = new Vector2(random.NextFloat() * Lenses.Width, random.NextFloat() * Lenses.Height);
            if (!lens.Unproject(pixel, out var origin, out var direction)) continue;
            imaged++;
            Assert.InRange(direction.Length(), 1 - 1e-6f, 1 + 1e-6f);
            float distance = 0.1f + 20 * random.NextFloat();
            Assert.True(lens.Project(origin + direction * distance, out var back), $"{pixel} does not come back");
            // A panorama spreads a pole over a whole row: there the angle counts, not the column.
            float shrink = lens is EquirectangularLens ? MathF.Sqrt(MathF.Max(1 - direction.Y * direction.Y, 1e-8f)) : 1;
            Assert.InRange(MathF.Abs(back.X - pixel.X) * shrink, 0, 1e-4f);
            Assert.InRange(MathF.Abs(back.Y - pixel.Y), 0, 1e-4f);
        }
        Assert.InRange(imaged, 15000, 20000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Unproject_PassesThroughThePoint_WhenThePointIsImaged(string name) {
        var lens = Lenses.ByName[name];
        var random = Keyed.Start(2).With(name).Generator();
        int imaged = 0;
        for (int i = 0; i < 20000; i++) {
            var point = new Vector3(random.NextFloat() * 4 - 2, random.NextFloat() * 4 - 2, random.NextFloat() * 4 - 1);
            // Where the slope of the distortion vanishes, a pixel of 32 bits no longer tells directions apart.
            if (!lens.Project(point, out var pixel) || pixel.X < 0 || pixel.Y < 0 || pixel.X > Lenses.Width || pixel.Y > Lenses.Height)
                continue;
            imaged++;
            Assert.True(lens.Unproject(pixel, out var origin, out var direction));
            var offset = point - origin;
            Assert.InRange((offset - direction * Vector3.Dot(offset, direction)).Length(), 0, 3e-5f * point.Length());
        }
        Assert.True(imaged > 1000, $"only {imaged} of 20000 points imaged");
    }

    [Theory]
    [InlineData("webcam")]
    [InlineData("pincushion")]
    [InlineData("rational")]
    [InlineData("radial")]
    public void BrownConrady_AgreesWithOpenCv_WhenInsideItsDomain(string name) {
        var lens = (BrownConradyLens)Lenses.ByName[name];
        foreach (var (x, y, z) in Points()) {
            if (!lens.Project(new(x, y, z), out var pixel)) continue;
            // As printed in OpenCV's documentation of projectPoints.
            double a = x / (double)z, b = y / (double)z, r2 = a * a + b * b, r4 = r2 * r2, r6 = r4 * r2;
            double radial = (1 + lens.K1 * r2 + lens.K2 * r4 + lens.K3 * r6) / (1 + lens.K4 * r2 + lens.K5 * r4 + lens.K6 * r6);
            double u = a * radial + 2 * lens.P1 * a * b + lens.P2 * (r2 + 2 * a * a);
            double v = b * radial + lens.P1 * (r2 + 2 * b * b) + 2 * lens.P2 * a * b;
            Assert.Equal(lens.Fx * u + lens.Cx, pixel.X, 1e-4);
            Assert.Equal(lens.Fy * v + lens.Cy, pixel.Y, 1e-4);
        }
    }

    [Fact]
    public void KannalaBrandt_AgreesWithOpenCv_WhenInFront() {
        var lens = (KannalaBrandtLens)Lenses.ByName["fisheye"];
        int compared = 0;
        foreach (var (x, y, z) in Points()) {
            if (!lens.Project(new(x, y, z), out var pixel)) continue;
            // As printed in OpenCV's documentation of fisheye::projectPoints.
            double a = x / (double)z, b = y / (double)z, r = Math.Sqrt(a * a + b * b), t = Math.Atan(r);
            double d = t * (1 + lens.K1 * Math.Pow(t, 2) + lens.K2 * Math.Pow(t, 4) + lens.K3 * Math.Pow(t, 6) + lens.K4 * Math.Pow(t, 8));
            Assert.Equal(lens.Fx * (d / r * a) + lens.Cx, pixel.X, 1e-4);
            Assert.Equal(lens.Fy * (d / r * b) + lens.Cy, pixel.Y, 1e-4);
            compared++;
        }
        Assert.True(compared > 500);
    }

    private static IEnumerable<(float X, float Y, float Z)> Points() {
        var random = Keyed.Start(3).Generator();
        for (int i = 0; i < 2000; i++) yield return (random.NextFloat() * 2 - 1, random.NextFloat() * 2 - 1, 0.8f + random.NextFloat());
    }

    [Fact]
    public void FromOpenCv_MovesThePrincipalPointByHalfAPixel() {
        Assert.True(PerspectiveLens.FromOpenCv(500, 500, 319.5f, 239.5f).Project(new(0, 0, 2), out var centre));
        Assert.Equal(new Vector2(320, 240), centre);
        Assert.True(BrownConradyLens.FromOpenCv(500, 500, 0, 0, [-0.1f, 0.01f, 0, 0]).Project(Vector3.UnitZ, out centre));
        Assert.Equal(new Vector2(0.5f, 0.5f), centre);
        Assert.True(KannalaBrandtLens.FromOpenCv(200, 200, 10, 20, 0, 0, 0, 0).Project(Vector3.UnitZ, out centre));
        Assert.Equal(new Vector2(10.5f, 20.5f), centre);
    }

    [Fact]
    public void FromVerticalFov_PutsTheBordersAtHalfTheAngle() {
        var lens = PerspectiveLens.FromVerticalFov(MathF.PI / 2, 640, 480);
        Assert.True(lens.Project(new(0, 1, 1), out var bottom));
        Assert.Equal(480, bottom.Y, 1e-3);
        Assert.Equal(lens.Fx, lens.Fy);
    }

    [Fact]
    public void From35mm_GivesTheKnownAngle_WhenTheSensorHasFilmProportions() {
        // 50 mm on 36×24 mm film sees 39.6° across.
        var lens = PerspectiveLens.From35mm(50, 3600, 2400);
        Assert.Equal(39.598, 2 * Math.Atan(1800 / lens.Fx) * 180 / Math.PI, 1e-2);
    }

    [Fact]
    public void Lens_RefusesBadParameters() {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PerspectiveLens(0, 1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PerspectiveLens(1, 1, float.NaN, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KannalaBrandtLens(1, 1, 0, 0, maxTheta: 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BrownConradyLens(1, 1, 0, 0, float.PositiveInfinity, 0));
        Assert.Throws<ArgumentException>(() => BrownConradyLens.FromOpenCv(1, 1, 0, 0, [1, 2, 3]));
    }
}
