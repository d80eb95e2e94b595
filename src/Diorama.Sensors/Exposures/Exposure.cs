using Diorama.Core.Colors;

namespace Diorama.Sensors.Exposures;

/// <summary>
/// Exposure of the sensor by aperture, shutter and sensitivity. A pixel is full at 78 / ISO lux seconds on the sensor (saturation-based
/// speed, ISO 12232:2019 section 6.2), which a surface of luminance L reaches with π/4 · L · t / N² (lens equation for distant subjects).
/// </summary>
/// <param name="FNumber">F-number N: focal length over aperture diameter.</param>
/// <param name="ShutterSeconds">Shutter time t in seconds.</param>
/// <param name="Iso">Sensitivity as an ISO number.</param>
public readonly record struct Exposure(double FNumber, double ShutterSeconds, double Iso) {
    private const double FullLuxSecondsAtIsoOne = 78;

    /// <summary>Raw value of radiance 1: factor from W·sr⁻¹·m⁻² to the value where a full pixel is 1.</summary>
    public double RawOfRadiance =>
        Math.PI / 4 * Luminance.LumensPerWatt * ShutterSeconds / (FNumber * FNumber) * Iso / FullLuxSecondsAtIsoOne;

    /// <summary>Exposure in stops: raw value = radiance · 2^stops.</summary>
    public double Stops => Math.Log2(RawOfRadiance);

    /// <summary>Returns the exposure whose shutter time gives that many stops at an aperture and a sensitivity.</summary>
    public static Exposure Automatic(double stops, double fNumber, double iso) =>
        new(fNumber, Math.Pow(2, stops) / new Exposure(fNumber, 1, iso).RawOfRadiance, iso);
}
