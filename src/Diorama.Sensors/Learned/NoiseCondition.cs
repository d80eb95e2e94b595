using System.Numerics;

namespace Diorama.Sensors.Learned;

/// <summary>Inputs on which learned noise depends besides the image, scaled to about 1 for a network.</summary>
public static class NoiseCondition {
    /// <summary>Number of inputs of every condition; one more follows for each camera that a model knows by name.</summary>
    public const int Count = 9;

    private const double MiddleIso = 800;
    private const float MiddleGrey = 0.18f, Dark = 0.005f, Least = 1e-9f;

    /// <param name="target">Receives the inputs; at least <see cref="Count"/> elements, further ones are not changed.</param>
    /// <param name="iso">Sensitivity as an ISO number.</param>
    /// <param name="shot">Variance of raw values per intensity, for red, green and blue; all 0 for a camera that was not measured.</param>
    /// <param name="read">Variance of raw values in the dark, for red, green and blue.</param>
    /// <param name="jpeg">Whether the camera compressed its image as JPEG.</param>
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
