using System.Numerics;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Sensors.Development;
using Diorama.Sensors.Planes;

namespace Diorama.Sensors.Tests.Development;

public class DevelopmentTests {
    [Fact]
    public void ToneCurve_IsSrgb_WithoutContrast() {
        var curve = new ToneCurve(0);
        for (float x = 0; x <= 1; x += 1f / 997) Assert.Equal(SRgb.FromLinear(x), curve.Apply(x), 1e-5f);
    }

    [Theory]
    [InlineData(0.5f, 0.5f)]
    [InlineData(0.25f, 0.15625f)]
    [InlineData(0.75f, 0.84375f)]
    public void ToneCurve_IsAnS_WithContrast(float encoded, float expected) =>
    Assert.Equal(expected, new ToneCurve(1).Apply(SRgb.ToLinear(encoded)), 1e-5f);

    [Fact]
    public void ToneCurve_Clips() => Assert.Equal((0f, 1f), (new ToneCurve(0.5f).Apply(-1), new ToneCurve(0.5f).Apply(7)));

    [Fact]
    public void ColorMatrix_KeepsWhite_AndHasAnInverse() {
        ColorMatrix m = ColorMatrix.Typical, inverse = m.Inverse();
        Assert.True((m.Apply(Vector3.One) - Vector3.One).Length() < 1e-6f);
        foreach (Vector3 v in new[] { new Vector3(0.2f, 0.5f, 0.9f), Vector3.UnitX, new(1, 2, 3) })
            Assert.True((inverse.Apply(m.Apply(v)) - v).Length() < 1e-5f);
    }

    [Fact]
    public void Sharpening_AddsTheDifferenceToItsBlur() {
        var planes = new ColorPlanes(21, 21);
        for (int c = 0; c < 3; c++) planes[c].Pixels.AsSpan().Fill(0.5f);
        planes.R[10, 10] = 0.8f;
        Image<float> blurred = Sensors.Optics.GaussianFilter.Apply(Luma.Of(planes), 1);
        float expected = 0.7f * (0.5f + 0.3f * 0.299f - blurred[10, 10]);
        Sharpening.Apply(planes, 0.7f);
        Assert.Equal(0.8f + expected, planes.R[10, 10], 1e-5f);
        Assert.Equal(0.5f + expected, planes.G[10, 10], 1e-5f);
        Assert.Equal(0.5f, planes.B[1, 1], 1e-6f);
    }

    [Fact]
    public void Denoising_SmoothsNoise_AndKeepsEdges() {
        var planes = new ColorPlanes(96, 96);
        KeyedGenerator random = Keyed.Start(1).Generator();
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < 96 * 96; i++) planes[c].Pixels[i] = (i % 96 < 48 ? 0.2f : 0.8f) + 0.02f * (random.NextFloat() - 0.5f);
        }
        Denoising.Apply(planes, 0.03f, 0.1f);
        double noise = 0;
        for (int y = 8; y < 88; y++) {
            for (int x = 8; x < 40; x++) noise += Math.Pow(planes.G[x, y] - 0.2, 2) / (80 * 32);
        }
        Assert.InRange(Math.Sqrt(noise), 0, 0.35 * 0.02 / Math.Sqrt(12));
        Assert.Equal(0.2f, planes.G[47, 50], 0.01f);
        Assert.Equal(0.8f, planes.G[48, 50], 0.01f);
    }

    [Fact]
    public void Denoising_OfOddWidths_IsTheSameByVectorsAndByNumbers() {
        ColorPlanes Image(int width) {
            var planes = new ColorPlanes(width, 9);
            for (int c = 0; c < 3; c++) {
                for (int y = 0; y < 9; y++) {
                    for (int x = 0; x < width; x++) planes[c][x, y] = 0.5f + 0.1f * MathF.Sin(3 * x + 5 * y + c);
                }
            }
            Denoising.Apply(planes, 0.05f, 0.2f, threads: 1);
            return planes;
        }
        ColorPlanes narrow = Image(15), wide = Image(24);
        for (int x = 0; x < 12; x++) Assert.Equal(wide.G[x, 4], narrow.G[x, 4], 1e-6f);
    }

    [Theory]
    [InlineData(95, ChromaSampling.Full, 2.0)]
    [InlineData(95, ChromaSampling.Quarter, 4.0)]
    [InlineData(30, ChromaSampling.Half, 12.0)]
    public void Jpeg_ComesBackNearby(int quality, ChromaSampling sampling, double error) {
        var image = new Image<Rgb8>(67, 45);
        for (int i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = new((byte)(40 + i % 67), (byte)(60 + i / 67), 90);
        byte[] file = Jpeg.Encode(image, quality, sampling);
        Image<Rgb8> back = Jpeg.Decode(file);
        Assert.Equal((67, 45), (back.Width, back.Height));
        double sum = 0;
        for (int i = 0; i < image.Pixels.Length; i++) sum += Math.Abs(image.Pixels[i].G - back.Pixels[i].G);
        Assert.InRange(sum / image.Pixels.Length, 0, error);
    }

    [Fact]
    public void Jpeg_RefusesDamage() {
        byte[] file = Jpeg.Encode(new Image<Rgb8>(16, 16), 80);
        Assert.Contains("damaged", Assert.Throws<BadInputException>(() => Jpeg.Decode(file.AsSpan(0, 40))).Message);
        Assert.Throws<BadInputException>(() => Jpeg.Decode([]));
    }
}
