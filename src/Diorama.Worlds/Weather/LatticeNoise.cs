using Diorama.Core.Randomness;

namespace Diorama.Worlds.Weather;

/// <summary>Smooth noise over the plane: interpolated values on a lattice of one metre, three octaves; in [0, 1], mean ½.</summary>
internal readonly struct LatticeNoise(Keyed key) {
    public float At(float x, float y) =>
        (Octave(x, y, 0) + 0.5f * Octave(2.03f * x, 2.03f * y, 1) + 0.25f * Octave(4.1f * x, 4.1f * y, 2)) / 1.75f;

    private float Octave(float x, float y, int octave) {
        float fx = MathF.Floor(x), fy = MathF.Floor(y), u = Smooth(x - fx), v = Smooth(y - fy);
        int i = (int)fx, j = (int)fy;
        return float.Lerp(float.Lerp(Value(i, j, octave), Value(i + 1, j, octave), u),
            float.Lerp(Value(i, j + 1, octave), Value(i + 1, j + 1, octave), u), v);
    }

    private float Value(int i, int j, int octave) {
        KeyedGenerator random = key.With(octave).With(((long)i << 32) ^ (uint)j).Generator();
        return random.NextFloat();
    }

    private static float Smooth(float t) => t * t * (3 - 2 * t);
}
