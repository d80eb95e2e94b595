using System.Numerics;

namespace Diorama.Sensors.Learned;

/// <summary>What learned noise depends on beside the picture, as numbers of about one that a network takes.</summary>
public static class NoiseCondition {
    /// <summary>Numbers of every condition; one for each camera that a model knows by name follows them.</summary>
    public const int Count = 9;

    private const double MiddleIso = 800;
    private const float MiddleGrey = 0.18f, Dark = 0.005f, Least = 1e-9f;

    /// <param name="target">At least <see cref="Count"/>; the rest is left alone.</param>
    /// <param name="iso">Sensitivity.</param>
    /// <param name="shot">Variance of raw values by intensity, of red, green and blue; all 0 of a camera that was not measured.</param>
    /// <param name="read">Variance of raw values in the dark.</param>
    /// <param name="jpeg">Whether the camera compressed its picture.</param>
    public static void Fill(Span<float> target, double iso, Vector3 shot, Vector3 read, bool jpeg) {
        bool measured = shot != Vector3.Zero;
        target[0] = (float)(Math.Log2(iso / MiddleIso) / 2);
        target[1] = jpeg ? 1 : 0;
        target[2] = measured ? 1 : 0;
        for (int c = 0; c < 3; c++) {
            target[3 + c] = measured ? 2 + MathF.Log10(Deviation(shot[c] * MiddleGrey + read[c])) : 0;
            target[6 + c] = measured ? 3 + MathF.Log10(Deviation(shot[c] * Dark + read[c])) : 0;
        }
    }

    private static float Deviation(float variance) => MathF.Sqrt(MathF.Max(variance, Least));
}
