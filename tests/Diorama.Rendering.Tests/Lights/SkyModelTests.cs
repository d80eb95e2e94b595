using System.Numerics;
using Diorama.Core.Images;
using Diorama.Rendering.Lights;

namespace Diorama.Rendering.Tests.Lights;

public sealed class SkyModelTests {
    private static SunSky Sky(float elevationDegrees, float turbidity = 3) {
        (float sin, float cos) = MathF.SinCos(elevationDegrees * MathF.PI / 180);
        return new() { SunDirection = new(cos, 0, sin), Turbidity = turbidity };
    }

    private static Vector3 HorizontalIrradiance(Image<Vector3> map) {
        Vector3 sum = default;
        for (int y = 0; y < map.Height / 2; y++) {
            double theta = Math.PI * (y + 0.5) / map.Height;
            float weight = (float)(Math.Sin(theta) * Math.Cos(theta) * 2 * Math.PI / map.Width * Math.PI / map.Height);
            foreach (Vector3 pixel in map.Row(y)) sum += pixel * weight;
        }
        return sum;
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public void Sky_IsPositiveAndFinite_FromTwilightToNoon(float turbidity) {
        float last = 0;
        foreach (float elevation in (ReadOnlySpan<float>)[-5, -1, 0, 3, 20, 50, 90]) {
            Image<Vector3> map = SkyModel.Bake(Sky(elevation, turbidity), 64, 32);
            foreach (Vector3 pixel in map.Pixels) {
                Assert.True(pixel.X >= 0 && pixel.Y > 0 && pixel.Z >= 0 && float.IsFinite(pixel.X + pixel.Y + pixel.Z),
                    $"{pixel} with the sun at {elevation}°");
            }
            float irradiance = HorizontalIrradiance(map).Y;
            Assert.True(irradiance > last, $"the sky brightens with the sun: {irradiance} after {last} at {elevation}°");
            last = irradiance;
        }
    }

    /// <summary>Measured clear days: sun 70–100 klx facing it, sky 8–25 klx, at 45° of elevation.</summary>
    [Fact]
    public void HighSun_GivesTheIlluminanceOfAClearDay() {
        SunSky sky = Sky(45, 2.5f);
        float skyLux = 683 * Luminance(HorizontalIrradiance(SkyModel.Bake(sky, 128, 64))),
            sunLux = 683 * Luminance(SkyModel.Sun(sky).Irradiance);
        Assert.InRange(skyLux, 8_000, 25_000);
        Assert.InRange(sunLux, 70_000, 100_000);
    }

    private static float Luminance(Vector3 c) => Vector3.Dot(c, new(0.2126f, 0.7152f, 0.0722f));

    [Fact]
    public void Colours_AreBlueAboveWhiterAtTheHorizonAndRedAtSunset() {
        Image<Vector3> day = SkyModel.Bake(Sky(45, 2), 128, 64);
        Vector3 zenith = day[64, 0], horizon = day[0, 31];
        Assert.True(zenith.Z > 1.5f * zenith.X);
        Assert.True(horizon.Z / horizon.X < 0.8f * zenith.Z / zenith.X);
        Vector3 setting = SkyModel.Sun(Sky(2, 2)).Irradiance, high = SkyModel.Sun(Sky(60, 2)).Irradiance;
        Assert.True(setting.X > 3 * setting.Y && setting.Y > setting.Z);
        Assert.True(high.X < 1.6f * high.Z);
        Assert.Equal(Vector3.Zero, SkyModel.Sun(Sky(-1)).Irradiance);
    }

    [Fact]
    public void Haze_DimsTheSunAndBrightensTheSky() {
        SunSky clear = Sky(40, 2), hazy = Sky(40, 8);
        Assert.True(SkyModel.Sun(hazy).Irradiance.Y < 0.7f * SkyModel.Sun(clear).Irradiance.Y);
        Assert.True(HorizontalIrradiance(SkyModel.Bake(hazy, 64, 32)).Y > 1.5f * HorizontalIrradiance(SkyModel.Bake(clear, 64, 32)).Y);
    }

    [Fact]
    public void Scale_MultipliesEverything_AndTheSunCanStandAnywhere() {
        SunSky sky = Sky(30), twice = Sky(30), turned = Sky(30);
        twice.Scale = 2;
        turned.SunDirection = new(0, -MathF.Cos(MathF.PI / 6), 0.5f);
        Image<Vector3> one = SkyModel.Bake(sky, 64, 32), two = SkyModel.Bake(twice, 64, 32), quarter = SkyModel.Bake(turned, 64, 32);
        for (int i = 0; i < one.Pixels.Length; i++) Assert.Equal(2 * one.Pixels[i].Y, two.Pixels[i].Y, 1e-4f * two.Pixels[i].Y);
        Assert.Equal(2 * SkyModel.Sun(sky).Irradiance.X, SkyModel.Sun(twice).Irradiance.X, 1e-3f);
        // −Y is a quarter of the width to the right of +X.
        for (int x = 0; x < 48; x++) Assert.Equal(one[x, 12].Y, quarter[x + 16, 12].Y, 2e-3f * one[x, 12].Y);
    }

    [Fact]
    public void Ground_ReflectsItsAlbedo() {
        SunSky sky = Sky(50), white = Sky(50);
        white.GroundAlbedo = new(0.8f);
        Vector3 dark = SkyModel.Bake(sky, 64, 32)[10, 30], bright = SkyModel.Bake(white, 64, 32)[10, 30];
        Assert.InRange(bright.Y / dark.Y, 3.5f, 5);
        float irradiance = HorizontalIrradiance(SkyModel.Bake(sky, 64, 32)).Y + SkyModel.Sun(sky).Irradiance.Y * sky.SunDirection.Z;
        Assert.Equal(1, dark.Y / (irradiance * 0.2f / MathF.PI), 0.02f);
    }
}
