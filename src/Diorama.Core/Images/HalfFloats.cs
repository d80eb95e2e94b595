using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Diorama.Core.Images;

/// <summary>
/// Converts 32-bit floats to 16-bit floats, eight at a time, with the results of <see cref="ImageFile.ToHalf"/>: the labels of a frame
/// have millions of values, and the runtime converts them one by one.
/// </summary>
internal static class HalfFloats {
    private const float Max = 65504, Exponents112 = 5.192296858534828e33f;
    private const uint Exponent = 0x7F80_0000, SmallestNormal = 0x3880_0000, ThirteenExponents = 0x0680_0000, HalfBias = 0x3F00_0000;

    /// <summary>Converts to 16-bit floats, rounding to nearest, ties to even. Both spans have the same length.</summary>
    public static void Convert(ReadOnlySpan<float> values, Span<Half> halves) {
        Span<ushort> bits = MemoryMarshal.Cast<Half, ushort>(halves);
        int i = 0;
        for (; i <= values.Length - 8; i += 8) {
            Vector256<uint> value = Vector256.Create(values.Slice(i, 8)).AsUInt32(), absolute = value & Vector256.Create(0x7FFF_FFFFu);
            if (Vector256.GreaterThanOrEqualAny(absolute, Vector256.Create(Exponent))) One(values.Slice(i, 8), halves.Slice(i, 8));
            else Rounded(value, absolute).CopyTo(bits[i..]);
        }
        One(values[i..], halves[i..]);
    }

    /// <summary>Converts 16-bit floats to 32-bit floats, exactly. Both spans have the same length.</summary>
    public static void Convert(ReadOnlySpan<Half> halves, Span<float> values) {
        ReadOnlySpan<ushort> bits = MemoryMarshal.Cast<Half, ushort>(halves);
        int i = 0;
        for (; i <= values.Length - 8; i += 8) {
            (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(Vector128.Create(bits.Slice(i, 8)));
            Vector256<uint> half = Vector256.Create(low, high);
            // The exponent biases differ by 112, and a multiplication is right for subnormals too; infinities and NaN have all exponent
            // bits set in both formats.
            Vector256<float> scaled = ((half & Vector256.Create(0x7FFFu)) << 13).AsSingle() * Vector256.Create(Exponents112);
            Vector256<uint> special = Vector256.Equals(half & Vector256.Create(0x7C00u),
                Vector256.Create(0x7C00u)) & Vector256.Create(Exponent);
            (scaled.AsUInt32() | special | (half & Vector256.Create(0x8000u)) << 16).AsSingle().CopyTo(values[i..]);
        }
        for (; i < values.Length; i++) values[i] = (float)halves[i];
    }

    /// <summary>Converts one by one: used for groups with infinities or NaN, and for the remainder.</summary>
    private static void One(ReadOnlySpan<float> values, Span<Half> halves) {
        for (int i = 0; i < values.Length; i++) halves[i] = ImageFile.ToHalf(values[i]);
    }

    /// <summary>
    /// Rounds eight finite values. Adding a number 13 powers of two larger makes the floating-point adder round at the last bit of a half;
    /// subnormals are rounded at a fixed bit because that number has a lower limit.
    /// </summary>
    private static Vector128<ushort> Rounded(Vector256<uint> value, Vector256<uint> absolute) {
        Vector256<float> clamped = Vector256.Min(absolute.AsSingle(), Vector256.Create(Max));
        Vector256<uint> offset = (Vector256.Max(clamped.AsUInt32(), Vector256.Create(SmallestNormal)) & Vector256.Create(Exponent))
            + Vector256.Create(ThirteenExponents);
        Vector256<uint> sum = (clamped + offset.AsSingle()).AsUInt32() - Vector256.Create(HalfBias);
        Vector256<uint> half = sum + (sum >>> 13) & Vector256.Create(0x7FFFu) | value >>> 16 & Vector256.Create(0x8000u);
        return Vector128.Narrow(half.GetLower(), half.GetUpper());
    }
}
