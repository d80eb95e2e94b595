using System.Numerics;
using Diorama.Worlds.Skies;

namespace Diorama.Worlds.Tests.Skies;

public class SolarPositionTests {
    private const double Degree = Math.PI / 180;

    [Theory]
    [InlineData(172, 23.45)]
    [InlineData(355, -23.45)]
    [InlineData(81, 0)]
    [InlineData(264, 0.9)]
    public void DeclinationFollowsTheYear(int day, double degrees) =>
    Assert.InRange(SolarPosition.Declination(day) / Degree, degrees - 0.5, degrees + 0.5);

    /// <summary>Duffie and Beckman 2013, example 1.6.1, with their declinations; azimuth counts from south, west is above 0.</summary>
    [Theory]
    [InlineData(9.5, -14, 66.5, -40.0)]
    [InlineData(18.5, 23.1, 79.6, 112.0)]
    public void MadisonAsInTheBook(double hours, double declination, double zenith, double azimuth) {
        Vector3 sun = SolarPosition.Direction(hours, 43 * Degree, declination * Degree);
        Assert.Equal(zenith, Math.Acos(sun.Z) / Degree, 0.1);
        Assert.Equal(azimuth, Math.Atan2(-sun.X, -sun.Y) / Degree, 0.1);
    }

    [Fact]
    public void NoonAndMidnight() {
        Assert.Equal(Math.Sin(45 * Degree), SolarPosition.Direction(12, 45 * Degree, 0).Z, 1e-5);
        Assert.Equal(-1, SolarPosition.Direction(0, 0, 0).Z, 1e-5);
        // Midsummer's midnight sun at 70° north: 70 + 23.44 − 90.
        Assert.Equal(Math.Sin(3.44 * Degree), SolarPosition.Direction(0, 70 * Degree, 23.44 * Degree).Z, 1e-5);
    }
}
