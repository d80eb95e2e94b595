using System.Numerics;
using Diorama.Core.Images;
using Diorama.Sensors.Optics;
using Diorama.Sensors.Planes;

namespace Diorama.Sensors.Tests.Optics;

public class OpticsTests {
    private static ColorPlanes Flat(int width, int height, float value) {
        var planes = new ColorPlanes(width, height);
        for (int c = 0; c < 3; c++) planes[c].Pixels.AsSpan().Fill(value);
        return planes;
    }

    [Fact]
    public void Vignetting_IsCos4InTheCorner() {
        var planes = Flat(2000, 1500, 2);
        Vignetting.Apply(planes, 1, 0.6f);
        float corner = MathF.Pow(MathF.Cos(0.6f), 4);
        Assert.Equal(2 * corner, planes.G[0, 0], 2e-3f);
        Assert.Equal(2, planes.G[1000, 750], 1e-4f);
        Assert.Equal(planes.R[0, 0], planes.B[1999, 1499], 1e-6f);
    }

    [Fact]
    public void Vignetting_OfPartStrength_IsThatPart() =>
        Assert.Equal(1 - 0.3f * (1 - Vignetting.Falloff(0, 0, 64, 64, 1, 0.5f)), Vignetting.Falloff(0, 0, 64, 64, 0.3f, 0.5f), 1e-6f);

    [Fact]
    public void LateralColor_MovesAnEdgeByItsShareOfTheDistance() {
        var planes = Flat(400, 4, 0);
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < 4; y++) planes[c].Row(y)[300..].Fill(1);
        }
        LateralColor.Apply(planes, 1.02f, 1);
        // The edge at 300 lies 100 from the middle, so red goes to 302 exactly.
        Assert.Equal(0, planes.R[300, 1], 1e-5f);
        Assert.Equal(0.5f, (planes.R[301, 1] + planes.R[302, 1]) / 2, 0.03f);
        Assert.Equal(1, planes.R[303, 1], 1e-5f);
        Assert.Equal((0f, 1f), (planes.B[299, 1], planes.B[300, 1]));
    }

    [Fact]
    public void GaussianFilter_KeepsTheSum_AndHasItsVariance() {
        var image = new Image<float>(41, 41);
        image[20, 20] = 3;
        Image<float> blurred = GaussianFilter.Apply(image, 1.7f);
        double sum = 0, second = 0;
        for (int y = 0; y < 41; y++) {
            for (int x = 0; x < 41; x++) {
                sum += blurred[x, y];
                second += blurred[x, y] * (x - 20) * (x - 20);
            }
        }
        Assert.Equal(3, sum, 1e-5);
        // A pixel's own width adds 1/12; six parts in a hundred lie beyond three deviations and are cut.
        Assert.Equal(1.7 * 1.7 + 1.0 / 12, second / sum, 0.08);
    }

    [Fact]
    public void GaussianFilter_LeavesAFlatImage_ToItsEdge() {
        var planes = Flat(19, 7, 0.25f);
        GaussianFilter.Apply(planes, 2.5f, threads: 1);
        Assert.All(planes.R.Pixels, v => Assert.Equal(0.25f, v, 1e-6f));
    }

    [Fact]
    public void ColorPlanes_TurnWhatIsNoNumberIntoBlack() {
        var image = new Image<Vector3>(2, 1, [new(1, 2, 3), new(float.NaN, 1, 1)]);
        Assert.Equal([new(2, 4, 6), Vector3.Zero], ColorPlanes.Of(image, 2).ToImage().Pixels);
    }
}
