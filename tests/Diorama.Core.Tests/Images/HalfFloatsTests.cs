using Diorama.Core.Images;
using Diorama.Core.Randomness;

namespace Diorama.Core.Tests.Images;

public sealed class HalfFloatsTests {
    /// <summary>What the runtime converts one by one, over all exponents, with ties, subnormals, and both signs.</summary>
    [Fact]
    public void Convert_RoundsAsTheRuntimeDoes() {
        var random = Keyed.Start(7).Generator();
        var values = new List<float>();
        for (int exponent = 0; exponent < 0x8F; exponent++) {
            for (int i = 0; i < 200; i++) {
                uint bits = (uint)exponent << 23 | (uint)random.NextUInt64() & 0x7FFFFF;
                // Every third lies exactly between two halves.
                if (i % 3 == 0) bits = bits & 0xFFFFE000 | 0x1000;
                values.Add(BitConverter.UInt32BitsToSingle(bits | (uint)(i & 1) << 31));
            }
        }
        var halves = new Half[values.Count];
        HalfFloats.Convert(values.ToArray(), halves);
        for (int i = 0; i < halves.Length; i++) Assert.Equal(BitConverter.HalfToUInt16Bits((Half)values[i]),
            BitConverter.HalfToUInt16Bits(halves[i]));
    }

    [Fact]
    public void Convert_KeepsFiniteFiniteAndInfiniteInfinite() {
        float[] values = [1, 65504, 65519, 65520, 1e30f, -1e30f, 0, -0f, float.PositiveInfinity, 2, 3, 4, 5, 6, float.NaN,
            float.NegativeInfinity, 7];
        var halves = new Half[values.Length];
        HalfFloats.Convert(values, halves);
        Assert.Equal([0x3C00, 0x7BFF, 0x7BFF, 0x7BFF, 0x7BFF, 0xFBFF, 0, 0x8000, 0x7C00, 0x4000, 0x4200, 0x4400, 0x4500, 0x4600],
            halves[..14].Select(h => (int)BitConverter.HalfToUInt16Bits(h)));
        Assert.True(Half.IsNaN(halves[14]));
        Assert.Equal([0xFC00, 0x4700], halves[15..].Select(h => (int)BitConverter.HalfToUInt16Bits(h)));
    }
}
