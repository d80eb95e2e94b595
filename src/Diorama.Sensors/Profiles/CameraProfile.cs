using System.Numerics;
using Diorama.Core;

namespace Diorama.Sensors.Profiles;

/// <summary>What was measured of a camera.</summary>
/// <param name="Name">Maker and model: "Canon EOS 80D".</param>
/// <param name="Points">By rising sensitivity, at least one.</param>
/// <param name="Daylight">Factors of red, green and blue that make white of daylight, green 1.</param>
public sealed record CameraProfile(string Name, IReadOnlyList<NoisePoint> Points, Vector3 Daylight) {
    public double LowestIso => Points[0].Iso;
    public double HighestIso => Points[^1].Iso;

    /// <summary>
    /// Noise at a sensitivity between those measured, linear in ISO: the gain, and with it the shot noise, is proportional to it.
    /// </summary>
    /// <exception cref="BadInputException">It lies outside of what was measured.</exception>
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
