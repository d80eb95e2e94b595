using Diorama.Core.Colors;
using Diorama.Sensors.Exposures;

namespace Diorama.Sensors.Tests.Exposures;

public class ExposureTests {
    // Sunny 16: at f/16 and 1/100 s with ISO 100, sunlit white paper (about 32,000 cd/m²) is just short of a full pixel.
    [Fact]
    public void RawOfRadiance_ObeysSunny16() {
        double raw = new Exposure(16, 0.01, 100).RawOfRadiance * 32_000 / Luminance.LumensPerWatt;
        Assert.InRange(raw, 0.6, 1.3);
    }

    // 683 · π/4 · 0.02 · 400 / 78 / 2.8² = 7.01762
    [Fact]
    public void RawOfRadiance_IsTheFormula() => Assert.Equal(7.01762, new Exposure(2.8, 0.02, 400).RawOfRadiance, 1e-4);

    [Fact]
    public void Stops_GrowByOne_WithTwiceTheTime() => Assert.Equal(new Exposure(4, 0.01, 200).Stops + 1, new Exposure(4, 0.02, 200).Stops,
    1e-12);

    [Fact]
    public void Automatic_FindsTheShutter() {
        Exposure found = Exposure.Automatic(-1.5, 5.6, 800);
        Assert.Equal(-1.5, found.Stops, 1e-12);
        Assert.Equal((5.6, 800), (found.FNumber, found.Iso));
    }
}
