using System.Numerics;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Sensors.Mosaics;
using Diorama.Sensors.Noise;
using Diorama.Sensors.Profiles;

namespace Diorama.Sensors.Tests;

public class SensorTests {
    private static readonly CameraProfile camera = new("Test", [
        new(100, new(5e-6f, 4e-6f, 1.2e-5f), new(1e-8f)), new(6400, new(2.2e-4f, 1.8e-4f, 4.8e-4f), new(3e-6f)),
    ], new(2.1f, 1, 1.6f));

    private static readonly SensorSettings plain = new() {
        Profile = camera, Iso = 100, Vignetting = 0, RedMagnification = 1, BlueMagnification = 1, PointSpread = 0,
        Noise = RawNoiseSettings.None,
        Contrast = 0, Denoising = 0, Sharpening = 0, JpegQuality = 0,
    };

    private static Image<Vector3> Smooth(int width, int height) {
        var image = new Image<Vector3>(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++)
                image[x, y] = new(0.1f + 0.5f * x / width, 0.15f + 0.4f * y / height, 0.2f + 0.2f * (x + y) / (width + height));
        }
        return image;
    }

    [Theory]
    [InlineData(BayerPattern.Rggb, DemosaicMethod.Bilinear)]
    [InlineData(BayerPattern.Gbrg, DemosaicMethod.Malvar)]
    [InlineData(BayerPattern.Bggr, DemosaicMethod.EdgeDirected)]
    public void Capture_WithAllSwitchedOff_IsThePicture(BayerPattern pattern, DemosaicMethod method) {
        Image<Vector3> scene = Smooth(64, 48);
        Image<Rgb8> picture = new Sensor(plain with { Pattern = pattern, Demosaic = method }).Capture(scene, 0, Keyed.Start(0));
        for (int y = 3; y < 45; y++) {
            for (int x = 3; x < 61; x++) {
                Vector3 v = scene[x, y];
                Rgb8 p = picture[x, y];
                Assert.True(Math.Abs(p.R - SRgb.ToByte(v.X)) <= 1 && Math.Abs(p.G - SRgb.ToByte(v.Y)) <= 1
                    && Math.Abs(p.B - SRgb.ToByte(v.Z)) <= 1, $"{x},{y}: {p} for {v}");
            }
        }
    }

    [Fact]
    public void Highlights_AreWhite() {
        var scene = new Image<Vector3>(16, 16);
        scene.Pixels.AsSpan().Fill(new(30, 29, 28));
        Assert.All(new Sensor(plain).Capture(scene, 0, Keyed.Start(0)).Pixels, p => Assert.Equal(new Rgb8(255, 255, 255), p));
    }

    [Theory]
    [InlineData(12, 128, 4095)]
    [InlineData(14, 512, 16383)]
    public void Expose_GivesNumbersFromBlackToWhite(int bits, int black, int white) {
        var scene = new Image<Vector3>(4, 2);
        for (int i = 4; i < 8; i++) scene.Pixels[i] = new(4);
        RawImage raw = new Sensor(plain with { Bits = bits }).Expose(scene, 0, Keyed.Start(0));
        Assert.Equal((black, white), (raw.Black, raw.White));
        Assert.Equal(black, raw.Values[0, 0]);
        Assert.Equal(white, raw.Values[2, 1]);
    }

    // In the picture noise is larger where it is darker than white, grows with ISO, and neighbours have it in common.
    [Fact]
    public void Noise_GrowsWithIso_AndIsCorrelatedBetweenNeighbours() {
        var scene = new Image<Vector3>(256, 256);
        scene.Pixels.AsSpan().Fill(new(0.18f));
        (double deviation, double correlation) Of(double iso) {
            Image<Rgb8> picture = new Sensor(new SensorSettings { Profile = camera, Iso = iso, Vignetting = 0 }).Capture(scene, 0,
                Keyed.Start(3));
            double mean = picture.Pixels.Average(p => (double)p.G), variance = 0, product = 0;
            for (int y = 1; y < 256; y++) {
                for (int x = 0; x < 256; x++) {
                    variance += (picture[x, y].G - mean) * (picture[x, y].G - mean);
                    product += (picture[x, y].G - mean) * (picture[x, y - 1].G - mean);
                }
            }
            return (Math.Sqrt(variance / (255 * 256)), product / variance);
        }
        var (low, _) = Of(100);
        var (high, correlation) = Of(6400);
        Assert.InRange(high / low, 3, 12);
        Assert.InRange(correlation, 0.1, 0.85);
    }

    [Fact]
    public void Capture_IsTheSameOnAnyNumberOfThreads_AndOtherForAnotherKey() {
        Image<Vector3> scene = Smooth(200, 130);
        var sensor = new Sensor(new() { Profile = camera, Iso = 1600 });
        Rgb8[] one = sensor.Capture(scene, 0.5f, Keyed.Start(1), 1).Pixels, four = sensor.Capture(scene, 0.5f, Keyed.Start(1), 4).Pixels;
        Assert.Equal(one, four);
        Assert.NotEqual(one, sensor.Capture(scene, 0.5f, Keyed.Start(2), 1).Pixels);
    }

    [Fact]
    public void Sensor_RefusesAnIsoThatWasNotMeasured() => Assert.Throws<BadInputException>(() => new Sensor(plain with { Iso = 50 }));
}
