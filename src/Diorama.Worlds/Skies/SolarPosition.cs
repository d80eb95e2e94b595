using System.Numerics;

namespace Diorama.Worlds.Skies;

/// <summary>Direction of the sun, from local solar time. The world's +Y is north and +X is east, unless a scene rotates it.</summary>
public static class SolarPosition {
    /// <summary>Computes the declination of the sun, radians: the Fourier series of Spencer 1971, accurate to 0.01°.</summary>
    /// <param name="dayOfYear">Day of the year; 1 is the first of January.</param>
    public static double Declination(double dayOfYear) {
        double b = 2 * Math.PI * (dayOfYear - 1) / 365;
        return 0.006918 - 0.399912 * Math.Cos(b) + 0.070257 * Math.Sin(b) - 0.006758 * Math.Cos(2 * b) + 0.000907 * Math.Sin(2 * b)
            - 0.002697 * Math.Cos(3 * b) + 0.00148 * Math.Sin(3 * b);
    }

    /// <summary>Computes the unit vector towards the sun; z is below 0 at night (Duffie and Beckman 2013, section 1.6).</summary>
    /// <param name="solarHours">Local solar time, hours; the sun is highest at 12.</param>
    /// <param name="latitude">Latitude, radians, above 0 in the north.</param>
    /// <param name="declination">Declination of the sun, radians.</param>
    public static Vector3 Direction(double solarHours, double latitude, double declination) {
        double hour = Math.PI / 12 * (solarHours - 12);
        return Vector3.Normalize(new(
            (float)(-Math.Cos(declination) * Math.Sin(hour)),
            (float)(Math.Sin(declination) * Math.Cos(latitude) - Math.Cos(declination) * Math.Sin(latitude) * Math.Cos(hour)),
            (float)(Math.Sin(declination) * Math.Sin(latitude) + Math.Cos(declination) * Math.Cos(latitude) * Math.Cos(hour))));
    }
}
