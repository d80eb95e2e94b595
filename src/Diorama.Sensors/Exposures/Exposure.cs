namespace Diorama.Sensors.Exposures;

/// <summary>
/// How much light the sensor gets, by aperture, shutter and sensitivity. A pixel is full at 78 / ISO lux seconds on the sensor
/// (saturation-based speed, ISO 12232:2019 section 6.2), which a surface of luminance L reaches with π/4 · L · t / N² (lens equation for
/// far subjects).
/// </summary>
/// <param name="FNumber">Focal length over aperture, N.</param>
/// <param name="ShutterSeconds">t.</param>
/// <param name="Iso">Sensitivity.</param>
public readonly record struct Exposure(double FNumber, double ShutterSeconds, double Iso) {
    /// <summary>
    /// Lumens of a watt of the light that a renderer's unit of radiance stands for (W·sr⁻¹·m⁻² with equal energy, as in Radiance and pbrt).
    /// </summary>
    public const double Efficacy = 179;

    private const double FullLuxSecondsAtIsoOne = 78;

    /// <summary>The raw value of radiance 1: factor from W·sr⁻¹·m⁻² to a full pixel = 1.</summary>
    public double RawOfRadiance => Math.PI / 4 * Efficacy * ShutterSeconds / (FNumber * FNumber) * Iso / FullLuxSecondsAtIsoOne;

    /// <summary>The same as stops: raw = radiance · 2^stops.</summary>
    public double Stops => Math.Log2(RawOfRadiance);

    /// <summary>The shutter time with which an aperture and a sensitivity give that many stops.</summary>
    public static Exposure Automatic(double stops, double fNumber, double iso) =>
        new(fNumber, Math.Pow(2, stops) / new Exposure(fNumber, 1, iso).RawOfRadiance, iso);
}
