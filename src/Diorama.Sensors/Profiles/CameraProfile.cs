using System.Numerics;
using Diorama.Core;

namespace Diorama.Sensors.Profiles;

/// <summary>Measured noise and white balance of a camera.</summary>
/// <param name="Name">Maker and model, such as "Canon EOS 80D".</param>
/// <param name="Points">Measured noise in the order of increasing sensitivity, at least one.</param>
/// <param name="Daylight">White balance for daylight: factors of red, green and blue that make daylight white, green 1.</param>
public sealed record CameraProfile(string Name, IReadOnlyList<NoisePoint> Points, Vector3 Daylight) {
    public double LowestIso => Points[0].Iso;
    public double HighestIso => Points[^1].Iso;

    /// <summary>
    /// Returns the noise at a sensitivity between those measured, interpolated linearly in ISO, because the gain, and with it the shot
    /// noise, is proportional to it.
    /// </summary>
    /// <exception cref="BadInputException">The sensitivity is outside the measured range.</exception>
    public NoisePoint At(double iso) {
        if (!(iso >= LowestIso && iso <= HighestIso)) {
            throw new BadInputException(FormattableString.Invariant(
                $"ISO {iso} was not measured for the {Name}; expected {LowestIso} to {HighestIso}."));
        }
        int above = 1;
        while (above < Points.Count && Points[above].Iso < iso) above++;
        if (above >= Points.Count) return Points[^1];
        NoisePoint low = Points[above - 1], high = Points[above];
        float t = (float)((iso - low.Iso) / (high.Iso - low.Iso));
        return new(iso, Vector3.Lerp(low.A, high.A, t), Vector3.Lerp(low.B, high.B, t));
    }
}
