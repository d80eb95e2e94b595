using System.Numerics;
using System.Runtime.CompilerServices;

namespace Diorama.Core.Colors;

/// <summary>The sRGB transfer function (IEC 61966-2-1) between encoded values and linear Rec.709, both 0..1.</summary>
public static class SRgb {
    private const int GuessSteps = 4096;
    private static readonly float[] linearOfByte = Table(256, i => ToLinear(i / 255f));
    // Bytes are found without calling Pow: start from a guess that is never too large, then step up over exact thresholds (two steps at
    // most).
    private static readonly float[] thresholdAbove = Table(256, i => i == 255 ? float.PositiveInfinity : ToLinear((i + 0.5f) / 255f));
    private static readonly byte[] guess =
        [.. Table(GuessSteps, i => MathF.Floor(FromLinear(i / (float)GuessSteps) * 255)).Select(v => (byte)v)];

    /// <summary>Linear values of the 256 encoded bytes.</summary>
    public static ReadOnlySpan<float> LinearOfByte => linearOfByte;

    public static float ToLinear(float encoded) => encoded <= 0.04045f ? encoded / 12.92f : MathF.Pow((encoded + 0.055f) / 1.055f, 2.4f);

    public static Vector3 ToLinear(Vector3 encoded) => new(ToLinear(encoded.X), ToLinear(encoded.Y), ToLinear(encoded.Z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToLinear(byte encoded) => linearOfByte[encoded];

    public static float FromLinear(float linear) => linear <= 0.0031308f ? linear * 12.92f : 1.055f * MathF.Pow(linear, 1 / 2.4f) - 0.055f;

    public static Vector3 FromLinear(Vector3 linear) => new(FromLinear(linear.X), FromLinear(linear.Y), FromLinear(linear.Z));

    /// <summary>Returns the nearest encoded byte; values below 0 and NaN become 0, values above 1 become 255.</summary>
    public static byte ToByte(float linear) {
        if (!(linear > 0)) return 0;
        if (linear >= 1) return 255;
        int b = guess[(int)(linear * GuessSteps)];
        while (linear >= thresholdAbove[b]) b++;
        return (byte)b;
    }

    private static float[] Table(int count, Func<int, float> value) {
        var table = new float[count];
        for (int i = 0; i < count; i++) table[i] = value(i);
        return table;
    }
}
