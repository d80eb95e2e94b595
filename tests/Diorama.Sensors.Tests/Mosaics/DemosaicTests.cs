using Diorama.Core.Images;
using Diorama.Sensors.Mosaics;
using Diorama.Sensors.Planes;

namespace Diorama.Sensors.Tests.Mosaics;

public class DemosaicTests {
    public static TheoryData<BayerPattern, DemosaicMethod> All {
        get {
            var all = new TheoryData<BayerPattern, DemosaicMethod>();
            foreach (BayerPattern p in Enum.GetValues<BayerPattern>()) {
                foreach (DemosaicMethod m in Enum.GetValues<DemosaicMethod>()) all.Add(p, m);
            }
            return all;
        }
    }

    [Theory]
    [InlineData(BayerPattern.Rggb, "0112")]
    [InlineData(BayerPattern.Grbg, "1021")]
    [InlineData(BayerPattern.Gbrg, "1201")]
    [InlineData(BayerPattern.Bggr, "2110")]
    public void ColorAt_SpellsThePattern(BayerPattern pattern, string colors) =>
        Assert.Equal(colors, $"{pattern.ColorAt(0, 0)}{pattern.ColorAt(1, 0)}{pattern.ColorAt(0, 1)}{pattern.ColorAt(3, 5)}");

    [Theory, MemberData(nameof(All))]
    public void Apply_KeepsFlatColours_AndWhatWasMeasured(BayerPattern pattern, DemosaicMethod method) {
        var scene = new ColorPlanes(10, 8);
        float[] color = [0.5f, 0.25f, 0.125f];
        for (int c = 0; c < 3; c++) scene[c].Pixels.AsSpan().Fill(color[c]);
        ColorPlanes result = Demosaic.Apply(Mosaic.Sample(scene, pattern), pattern, method);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 10; x++) {
                Assert.Equal(color[pattern.ColorAt(x, y)], result[pattern.ColorAt(x, y)][x, y]);
                // Gradient correction mixes the colours at different distances, which cancels where nothing changes.
                for (int c = 0; c < 3; c++) Assert.Equal(color[c], result[c][x, y], 1e-5f);
            }
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Apply_IsExactOnAGreyRamp(BayerPattern pattern, DemosaicMethod method) {
        var scene = new ColorPlanes(16, 16);
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < 256; i++) scene[c].Pixels[i] = 0.1f + i % 16 * 0.03f + i / 16 * 0.02f;
        }
        ColorPlanes result = Demosaic.Apply(Mosaic.Sample(scene, pattern), pattern, method, threads: 1);
        for (int c = 0; c < 3; c++) {
            for (int y = 3; y < 13; y++) {
                for (int x = 3; x < 13; x++) Assert.Equal(scene[c][x, y], result[c][x, y], 1e-5f);
            }
        }
    }

    // Malvar, He, Cutler 2004, figure 2: what a single lit pixel gives its neighbours, in eighths.
    [Fact]
    public void Malvar_HasThePublishedCoefficients() {
        var red = new Image<float>(12, 12);
        red[6, 6] = 8;
        ColorPlanes ofRed = Demosaic.Apply(red, BayerPattern.Rggb, DemosaicMethod.Malvar);
        Assert.Equal((4f, 6f), (ofRed.G[6, 6], ofRed.B[6, 6]));
        Assert.Equal((4f, 4f), (ofRed.R[7, 6], ofRed.R[6, 7]));
        Assert.Equal((2f, -1f, -1.5f), (ofRed.R[7, 7], ofRed.G[8, 6], ofRed.B[8, 6]));
        var green = new Image<float>(12, 12);
        green[7, 6] = 8;
        ColorPlanes ofGreen = Demosaic.Apply(green, BayerPattern.Rggb, DemosaicMethod.Malvar);
        Assert.Equal((5f, 5f), (ofGreen.R[7, 6], ofGreen.B[7, 6]));
        Assert.Equal((2f, -1f, 0.5f), (ofGreen.G[6, 6], ofGreen.R[9, 6], ofGreen.R[7, 8]));
        Assert.Equal((-1f, -1f), (ofGreen.R[8, 7], ofGreen.B[8, 7]));
    }

    // A vertical edge: following it, nothing bleeds across; interpolating evenly, half does.
    [Fact]
    public void EdgeDirected_DoesNotBleedAcrossAnEdge() {
        var scene = new ColorPlanes(20, 20);
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < 20; y++) scene[c].Row(y)[10..].Fill(1);
        }
        Image<float> mosaic = Mosaic.Sample(scene, BayerPattern.Rggb);
        float Worst(DemosaicMethod method) {
            ColorPlanes result = Demosaic.Apply(mosaic, BayerPattern.Rggb, method);
            float worst = 0;
            for (int y = 4; y < 16; y++) {
                for (int x = 4; x < 16; x++) worst = MathF.Max(worst, MathF.Abs(result.G[x, y] - scene.G[x, y]));
            }
            return worst;
        }
        Assert.Equal(0, Worst(DemosaicMethod.EdgeDirected), 1e-6f);
        Assert.InRange(Worst(DemosaicMethod.Bilinear), 0.24f, 0.51f);
    }
}
