using System.Numerics;

namespace Diorama.Sensors.Profiles;

/// <summary>
/// Noise of a camera's raw values at one sensitivity: variance = a·x + b, for x from 0 (black) to 1 (white), with one a and b each for red,
/// green, blue. Where b is negative, the variance is 0 below x = −b / a.
/// </summary>
/// <param name="Iso">Sensitivity as an ISO number.</param>
/// <param name="A">Shot noise: the reciprocal of the number of electrons in a full pixel.</param>
/// <param name="B">Read noise: variance in the dark.</param>
public readonly record struct NoisePoint(double Iso, Vector3 A, Vector3 B) {
    /// <summary>Returns the variance of the raw value <paramref name="x"/> of a channel (0 red, 1 green, 2 blue).</summary>
    public float Variance(int channel, float x) => MathF.Max(0, A[channel] * MathF.Max(0, x) + B[channel]);
}
