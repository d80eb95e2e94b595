using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Models.CameraNoise;

namespace Diorama.Models.Tests.CameraNoise;

/// <summary>Pairs whose noise is known.</summary>
internal static class Pairs {
    /// <summary>
    /// Smooth pictures in the middle of the range plus what <paramref name="noise"/> makes of the clean value and a normal number of each
    /// colour.
    /// </summary>
    public static NoisePair Make(string scene, string camera, double iso, Func<double, int, double[], double> noise, int size = 64) {
        var clean = new Image<Rgb8>(size, size);
        var noisy = new Image<Rgb8>(size, size);
        KeyedGenerator random = Keyed.Start(5).With(scene).With(camera).With((long)iso).Generator();
        double[] normal = new double[3];
        for (int i = 0; i < clean.Pixels.Length; i++) {
            byte[] c = [(byte)(60 + i % size), (byte)(100 + i / size), (byte)(80 + (i % size + i / size) / 2)];
            for (int k = 0; k < 3; k++) normal[k] = StandardNormal.Quantile(Math.Max(1e-12, random.NextDouble()));
            byte Noisy(int k) => (byte)Math.Clamp(Math.Round(c[k] + noise(c[k], k, normal)), 0, 255);
            (clean.Pixels[i], noisy.Pixels[i]) = (new(c[0], c[1], c[2]), new(Noisy(0), Noisy(1), Noisy(2)));
        }
        return new(scene, camera, iso, noisy, clean);
    }

    /// <summary>
    /// Two cameras at two sensitivities whose noise <paramref name="noise"/> makes of camera, ISO, clean value, colour and normal numbers.
    /// </summary>
    public static NoiseSet Set(Func<int, double, double, int, double[], double> noise, int size = 64) {
        List<NoisePair> Of(string scene) => [.. from camera in (int[])[0, 1] from iso in (double[])[100, 400]
            select Make(scene, $"Camera {camera}", iso, (clean, color, normal) => noise(camera, iso, clean, color, normal), size)];
        List<NoisePair> train = Of("a");
        return new("known", NoiseGrid.Of(train), train, Of("b"), Of("c"));
    }
}
