using System.Numerics;
using Diorama.Core.Images;
using Diorama.Datasets.Frames;

namespace Diorama.Datasets.Tests.Frames;

public class AutoExposureTests {
    private static Image<Vector3> Even(float luminance) => new(10, 10, [.. Enumerable.Repeat(new Vector3(luminance), 100)]);

    [Theory]
    // log2(0.24 / L) by day.
    [InlineData(0.24f, 0)]
    [InlineData(0.96f, -2)]
    // Three stops below 0.1 a quarter of them stays dark; far below, two and a half stops.
    [InlineData(0.0125f, 4.263 - 0.75)]
    [InlineData(0.0001f, 8.73737)]
    [InlineData(0.00001f, 14.55075 - 2.5)]
    public void EvenImage_BecomesGrey_OrDarkerAtNight(float luminance, double stops) =>
    Assert.Equal(stops, AutoExposure.Stops(Even(luminance)), 3);

    [Fact]
    public void Window_MayClip_ButDarkensTheRoomByAStopAtMost() {
        Image<Vector3> room = Even(0.18f);
        for (int i = 0; i < 30; i++) room.Pixels[i] = new(50);
        // Logarithmic mean of the middle 96: 68 at 0.18 and 28 at 50.
        double mean = (68 * Math.Log2(0.18) + 28 * Math.Log2(50)) / 96;
        Assert.Equal(Math.Log2(0.24) - mean - 1, AutoExposure.Stops(room), 3);
    }

    [Fact]
    public void NoLight_IsNoExposure() => Assert.Equal(0, AutoExposure.Stops(Even(0)));

    /// <summary>The cost of metering is bounded by its area, whatever the shape of the image.</summary>
    [Theory]
    [InlineData(640, 480, 96, 72)]
    [InlineData(480, 640, 96, 128)]
    [InlineData(1024, 4, 96, 1)]
    [InlineData(4, 1024, 6, 1536)]
    [InlineData(1, 1024, 3, 3072)]
    [InlineData(1, 32768, 1, 9216)]
    public void Meter_IsBoundedByItsArea(int width, int height, int meterWidth, int meterHeight) =>
        Assert.Equal((meterWidth, meterHeight), AutoExposure.MeterSize(width, height));
}
