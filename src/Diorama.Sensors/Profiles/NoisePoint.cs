using System.Numerics;

namespace Diorama.Sensors.Profiles;

/// <summary>
/// Noise of raw values of a camera at one sensitivity: variance = a·x + b, for x from 0 (black) to 1 (white), one a and b each for red,
/// green, blue. Where a measured b is below zero, the variance is zero below x = −b / a.
/// </summary>
/// <param name="Iso">Sensitivity.</param>
/// <param name="A">Shot noise: one over the electrons of a full pixel.</param>
/// <param name="B">Noise of reading out.</param>
public readonly record struct NoisePoint(double Iso, Vector3 A, Vector3 B) {
    /// <summary>Variance of the raw value <paramref name="x"/> of a channel (0 red, 1 green, 2 blue).</summary>
    public float Variance(int channel, float x) => MathF.Max(0, A[channel] * MathF.Max(0, x) + B[channel]);
}
